import { defineQuery, REACH_COLUMNS, REACH_ORDER, reachRow, text } from '../../src/query/index.js'

export const unknownAccess = defineQuery({
  id: 'unknown-access',
  group: 'coverage',
  title: 'Access whose meaning could not be read',
  params: {},
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter((link) => text(link, 'outcome') === 'unknown')
      .map(reachRow),
})
