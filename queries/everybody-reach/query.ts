import { defineQuery, flag, REACH_COLUMNS, REACH_ORDER, reachRow } from '../../src/query/index.js'

export const everybodyReach = defineQuery({
  id: 'everybody-reach',
  group: 'external-reach',
  title: 'What everybody reaches',
  params: {},
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter(({ from }) => flag(from, 'everybody') === true)
      .map(reachRow),
})
