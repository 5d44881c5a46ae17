import { defineQuery, distances, text, texts, MOST_HOPS } from '../../src/query/index.js'

export const routesWithin = defineQuery({
  id: 'routes-within',
  group: 'path-finding',
  title: 'Every assumption on the way from one principal to another, within a number of hops',
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
    hops: {
      type: 'integer',
      minimum: 1,
      maximum: 16,
      required: false,
      default: 6,
      example: 4,
      description: 'the longest way',
    },
  },
  columns: ['hops', 'before', 'after', 'actions', 'outcome', 'requires'],
  order: ['hops', 'before', 'after', 'outcome', 'requires', 'actions'],
  twin: (graph, { from, to, hops }) => {
    const start = graph.node('OutsideIdentity', from) ?? graph.node('Principal', from)
    const end = graph.node('Principal', to)
    if (start === undefined || end === undefined) return []
    const done = distances(graph, [start], { types: ['CAN_ASSUME'], hops: MOST_HOPS })
    const rest = distances(graph, [end], { types: ['CAN_ASSUME'], backwards: true, hops: MOST_HOPS })
    return graph.links('CAN_ASSUME').flatMap((link) => {
      const length = (done.get(link.from) ?? Infinity) + 1 + (rest.get(link.to) ?? Infinity)
      if (length > hops) return []
      return {
        hops: length,
        before: link.from.id,
        after: link.to.id,
        actions: texts(link, 'actions'),
        outcome: text(link, 'outcome'),
        requires: texts(link, 'requiresKeys'),
      }
    })
  },
})
