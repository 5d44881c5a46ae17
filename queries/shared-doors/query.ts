import { defineQuery, distinct, doors, grouped, partiesOf, text } from '../../src/query/index.js'

export const sharedDoors = defineQuery({
  id: 'shared-doors',
  group: 'cross-cloud',
  title: 'Doors that several parties use',
  params: {
    parties: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      required: false,
      default: 2,
      example: 3,
      description: 'the fewest parties',
    },
  },
  columns: ['principal', 'name', 'scope', 'parties'],
  order: ['principal'],
  twin: (graph, { parties: fewest }) =>
    [...grouped(doors(graph), (link) => link.to)].flatMap(([entry, links]) => {
      const parties = distinct(links.flatMap((link) => partiesOf(graph, link.from)))
      if (parties.length === 0 || parties.length < fewest) return []
      return { principal: entry.id, name: text(entry, 'name'), scope: text(entry, 'scope'), parties }
    }),
})
