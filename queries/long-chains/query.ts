import { defineQuery, integer, REACH_COLUMNS, REACH_ORDER, reachRow } from '../../src/query/index.js'

export const longChains = defineQuery({
  id: 'long-chains',
  group: 'path-finding',
  title: 'Reach that takes several hops',
  params: {
    hops: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      required: false,
      default: 3,
      example: 4,
      description: 'the fewest steps',
    },
  },
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph, { hops }) =>
    graph
      .links('CAN_REACH')
      .filter((link) => (integer(link, 'hops') ?? 0) >= hops)
      .map(reachRow),
})
