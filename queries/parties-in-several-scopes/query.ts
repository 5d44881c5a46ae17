import { countDistinct, defineQuery, distinct, grouped, type Link, text } from '../../src/query/index.js'

export const partiesInSeveralScopes = defineQuery({
  id: 'parties-in-several-scopes',
  group: 'cross-cloud',
  title: 'Parties that reach into several accounts',
  params: {
    scopes: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      required: false,
      default: 2,
      example: 3,
      description: 'the fewest accounts, subscriptions or projects',
    },
  },
  columns: ['party', 'name', 'places', 'scopes', 'targets'],
  order: ['-places', 'party'],
  twin: (graph, { scopes: fewest }) =>
    [...grouped(graph.links('CAN_REACH'), (link) => link.from)].flatMap(([party, links]) => {
      const scopeOf = (link: Link): string | null =>
        text(link, 'covers') === 'scope' ? link.to.id : text(link.to, 'scope')
      const scopes = distinct(links.map(scopeOf))
      if (scopes.length < fewest) return []
      return {
        party: party.id,
        name: text(party, 'name'),
        places: scopes.length,
        scopes,
        targets: countDistinct(links.map((link) => link.to)),
      }
    }),
})
