import { defineQuery, distances, flag, isA, reachRow, text, texts } from '../../src/query/index.js'

export const beyondAllowance = defineQuery({
  id: 'beyond-allowance',
  group: 'excessive-privilege',
  title: 'Reach beyond what parties.yaml allows',
  params: {},
  columns: ['party', 'entry', 'target', 'beyond', 'access', 'data', 'actions', 'outcome', 'requires'],
  order: ['party', 'entry', 'target', 'beyond', 'outcome', 'requires', 'actions', 'access', 'data'],
  twin: (graph) =>
    graph.nodes('ExternalParty').flatMap((party) => {
      const [scopes, access, data] = [
        texts(party, 'allowScopes'),
        texts(party, 'allowAccess'),
        flag(party, 'allowData'),
      ]
      const allowed = (scopes ?? []).flatMap((id) => graph.node('Scope', id) ?? [])
      const within = distances(graph, allowed, { types: ['CONTAINS'], hops: 16 })
      const inside = new Set([...(scopes ?? []), ...[...within.keys()].filter((n) => isA(n, 'Scope')).map((n) => n.id)])
      return graph.out(party, 'CAN_REACH').flatMap((link) => {
        const place = isA(link.to, 'Scope') ? link.to.id : (text(link.to, 'scope') ?? '')
        const beyond = [
          ...(access !== null && texts(link, 'access')?.some((word) => !access.includes(word)) === true
            ? ['access']
            : []),
          ...(data === false && flag(link, 'data') === true ? ['data'] : []),
          ...(scopes !== null && !inside.has(place) ? ['scope'] : []),
        ]
        if (beyond.length === 0 || text(link, 'covers') === 'principal') return []
        return { ...reachRow(link), beyond }
      })
    }),
})
