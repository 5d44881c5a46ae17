import { defineQuery, isA, text, walkFrom } from '../../src/query/index.js'

export const cutPrincipal = defineQuery({
  id: 'cut-principal',
  group: 'chokepoints',
  title: 'What outsiders could no longer become without one principal',
  params: {
    principal: {
      type: 'node',
      labels: ['Principal'],
      required: true,
      default: null,
      example: 'IronbarkResponder',
      description: 'the principal that would be removed',
    },
  },
  columns: ['party', 'lost', 'name', 'scope', 'hops'],
  order: ['party', 'hops', 'lost'],
  twin: (graph, { principal }) => {
    const assume = { types: ['CAN_ASSUME'], hops: Infinity }
    return graph.nodes('ExternalParty').flatMap((party) => {
      const identities = graph.out(party, 'HAS_IDENTITY').map((link) => link.to)
      const all = walkFrom(graph, identities, assume)
      if (![...all.keys()].some((node) => isA(node, 'Principal') && node.id === principal)) return []
      const spared = walkFrom(graph, identities, { ...assume, passes: ({ to }) => to.id !== principal })
      return [...all]
        .filter(([node]) => !spared.has(node))
        .map(([node, hops]) => ({
          party: party.id,
          lost: node.id,
          name: text(node, 'name'),
          scope: text(node, 'scope'),
          hops,
        }))
    })
  },
})
