import { defineQuery, holds, REACH_COLUMNS, REACH_ORDER, reachRow } from '../../src/query/index.js'

export const routesThrough = defineQuery({
  id: 'routes-through',
  group: 'path-finding',
  title: 'What outsiders reach through one principal',
  params: {
    principal: {
      type: 'node',
      labels: ['Principal', 'OutsideIdentity'],
      required: true,
      default: null,
      example: 'IronbarkResponder',
      description: 'the principal on the way',
    },
  },
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph, { principal }) =>
    graph
      .links('CAN_REACH')
      .filter((link) => holds(link, 'via', principal))
      .map(reachRow),
})
