import { defineQuery, isA, text, walkFrom } from '../../src/query/index.js'

export const becomes = defineQuery({
  id: 'becomes',
  group: 'path-finding',
  title: 'Every principal that one can become',
  params: {
    from: {
      type: 'node',
      labels: ['OutsideIdentity', 'Principal'],
      required: true,
      default: null,
      example: 'IronbarkResponder',
      description: 'who starts',
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
  columns: ['principal', 'name', 'scope', 'hops'],
  order: ['hops', 'principal'],
  twin: (graph, { from, hops }) => {
    const start = graph.node('OutsideIdentity', from) ?? graph.node('Principal', from)
    const found = walkFrom(graph, start === undefined ? [] : [start], { types: ['CAN_ASSUME'], hops })
    return [...found]
      .filter(([node]) => isA(node, 'Principal'))
      .map(([node, length]) => ({
        principal: node.id,
        name: text(node, 'name'),
        scope: text(node, 'scope'),
        hops: length,
      }))
  },
})
