import { defineQuery, isA, text, walkFrom } from '../../src/query/index.js'

export const whoBecomes = defineQuery({
  id: 'who-becomes',
  group: 'path-finding',
  title: 'Who can become one principal',
  params: {
    principal: {
      type: 'node',
      labels: ['Principal'],
      required: true,
      default: null,
      example: 'BreakGlassProduction',
      description: 'the principal that is become',
    },
    hops: {
      type: 'integer',
      minimum: 1,
      maximum: 64,
      required: false,
      default: 64,
      example: 3,
      description: 'the longest chain',
    },
  },
  columns: ['start', 'outside', 'name', 'hops'],
  order: ['hops', 'start'],
  twin: (graph, { principal, hops }) => {
    const end = graph.node('Principal', principal)
    const walk = { types: ['CAN_ASSUME'], backwards: true, hops }
    return [...walkFrom(graph, end === undefined ? [] : [end], walk)].map(([node, length]) => ({
      start: node.id,
      outside: isA(node, 'OutsideIdentity'),
      name: text(node, 'name'),
      hops: length,
    }))
  },
})
