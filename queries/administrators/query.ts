import { defineQuery, givesEverything, REACH_COLUMNS, REACH_ORDER, reachRow, text } from '../../src/query/index.js'

export const administrators = defineQuery({
  id: 'administrators',
  group: 'excessive-privilege',
  title: 'Outsiders that are administrators',
  params: {},
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter((link) => text(link, 'covers') === 'scope' && givesEverything(link))
      .map(reachRow),
})
