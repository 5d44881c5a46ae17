import { defineQuery, flag, holds, REACH_COLUMNS, REACH_ORDER, reachRow } from '../../src/query/index.js'

export const dataWriters = defineQuery({
  id: 'data-writers',
  group: 'excessive-privilege',
  title: 'Outsiders that can change content',
  params: {},
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter((link) => flag(link, 'data') === true && holds(link, 'access', 'write'))
      .map(reachRow),
})
