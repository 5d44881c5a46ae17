import { defineQuery, isA, MOST_HOPS, text, walkFrom } from '../../src/query/index.js'

export const cutPrincipal = defineQuery({
  id: 'cut-principal',
  group: 'chokepoints',
  title: 'What one party could no longer become without one principal',
  params: {
    party: {
      type: 'node',
      labels: ['ExternalParty'],
      required: true,
      default: null,
      example: 'ironbark',
      description: 'the party',
    },
    principal: {
      type: 'node',
      labels: ['Principal'],
      required: true,
      default: null,
      example: 'BreakGlassData',
      description: 'the principal that would be removed',
    },
  },
  columns: ['lost', 'name', 'scope', 'hops'],
  order: ['hops', 'lost'],
  twin: (graph, { party, principal }) => {
    const start = graph.node('ExternalParty', party)
    const identities = start === undefined ? [] : graph.out(start, 'HAS_IDENTITY').map((link) => link.to)
    const assume = { types: ['CAN_ASSUME'], hops: MOST_HOPS - 1 }
    const spared = walkFrom(graph, identities, { ...assume, passes: ({ to }) => to.id !== principal })
    return [...walkFrom(graph, identities, assume)]
      .filter(([node]) => isA(node, 'Principal') && !spared.has(node))
      .map(([node, hops]) => ({ lost: node.id, name: text(node, 'name'), scope: text(node, 'scope'), hops }))
  },
})
