import { defineQuery, distances, text, texts, walkFrom, MOST_HOPS } from '../../src/query/index.js'

export const shortestRoute = defineQuery({
  id: 'shortest-route',
  group: 'path-finding',
  title: 'The shortest ways from one principal to become another',
  params: {
    from: {
      type: 'node',
      labels: ['OutsideIdentity', 'Principal'],
      required: true,
      default: null,
      example: 'aws:445566778899',
      description: 'who starts',
    },
    to: {
      type: 'node',
      labels: ['Principal'],
      required: true,
      default: null,
      example: 'BreakGlassProduction',
      description: 'whom it becomes',
    },
  },
  columns: ['step', 'before', 'after', 'actions', 'outcome', 'requires'],
  order: ['step', 'before', 'after', 'outcome', 'requires', 'actions'],
  twin: (graph, { from, to }) => {
    const start = graph.node('OutsideIdentity', from) ?? graph.node('Principal', from)
    const end = graph.node('Principal', to)
    if (start === undefined || end === undefined) return []
    const total = walkFrom(graph, [start], { types: ['CAN_ASSUME'], hops: MOST_HOPS }).get(end)
    if (total === undefined) return []
    const done = distances(graph, [start], { types: ['CAN_ASSUME'], hops: MOST_HOPS })
    const rest = distances(graph, [end], { types: ['CAN_ASSUME'], backwards: true, hops: MOST_HOPS })
    return graph.links('CAN_ASSUME').flatMap((link) => {
      const [before, after] = [done.get(link.from), rest.get(link.to)]
      if (before === undefined || after === undefined || before + 1 + after !== total) return []
      return {
        step: before + 1,
        before: link.from.id,
        after: link.to.id,
        actions: texts(link, 'actions'),
        outcome: text(link, 'outcome'),
        requires: texts(link, 'requiresKeys'),
      }
    })
  },
})
