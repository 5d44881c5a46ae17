import { defineQuery, givesEverything, holds, integer, reachRow, text, texts } from '../../src/query/index.js'

export const privilegeLadders = defineQuery({
  id: 'privilege-ladders',
  group: 'excessive-privilege',
  title: 'Narrow doors that lead to strong access',
  params: {},
  columns: ['party', 'entry', 'target', 'via', 'actions', 'outcome', 'requires'],
  order: ['party', 'entry', 'target', 'via', 'outcome', 'requires', 'actions'],
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter(
        (link) =>
          (integer(link, 'hops') ?? 0) >= 3 &&
          text(link, 'covers') !== 'principal' &&
          (holds(link, 'access', 'permissions') || givesEverything(link)),
      )
      .map((link) => ({ ...reachRow(link), via: texts(link, 'via') })),
})
