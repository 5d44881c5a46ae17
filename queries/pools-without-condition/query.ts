import { defineQuery, distinct, doors, flag, text } from '../../src/query/index.js'

export const poolsWithoutCondition = defineQuery({
  id: 'pools-without-condition',
  group: 'trust-quality',
  title: 'Pools that admit every login of an issuer',
  params: {},
  columns: ['provider', 'source', 'scope', 'outsiders'],
  order: ['provider'],
  twin: (graph) =>
    graph.nodes('IdentityProvider').flatMap((provider) => {
      const pool = text(provider, 'pool')
      if (pool === null || text(provider, 'attributeCondition') !== null || flag(provider, 'disabled') === true)
        return []
      const admitted = doors(graph).filter((door) => door.to.id.includes(pool))
      return {
        provider: provider.id,
        source: text(provider, 'issuer') ?? text(provider, 'entityId') ?? text(provider, 'awsAccountId'),
        scope: text(provider, 'scope'),
        outsiders: distinct(admitted.map((door) => door.from.id)),
      }
    }),
})
