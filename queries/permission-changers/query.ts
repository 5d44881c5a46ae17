import { defineQuery, holds, REACH_COLUMNS, REACH_ORDER, reachRow } from '../../src/query/index.js'

export const permissionChangers = defineQuery({
  id: 'permission-changers',
  group: 'excessive-privilege',
  title: 'Outsiders that can change permissions',
  params: {},
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter((link) => holds(link, 'access', 'permissions'))
      .map(reachRow),
})
