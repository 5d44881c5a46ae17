import { countDistinct, defineQuery, distinct, grouped, text } from '../../src/query/index.js'

export const partiesInSeveralClouds = defineQuery({
  id: 'parties-in-several-clouds',
  group: 'cross-cloud',
  title: 'Parties that reach into more than one cloud',
  params: {
    clouds: {
      type: 'integer',
      minimum: 1,
      maximum: 3,
      required: false,
      default: 2,
      example: 1,
      description: 'the fewest clouds',
    },
  },
  columns: ['party', 'name', 'clouds', 'targets'],
  order: ['-targets', 'party'],
  twin: (graph, { clouds: fewest }) =>
    [...grouped(graph.links('CAN_REACH'), (link) => link.from)].flatMap(([party, links]) => {
      const clouds = distinct(links.map((link) => text(link.to, 'cloud')))
      if (clouds.length < fewest) return []
      return {
        party: party.id,
        name: text(party, 'name'),
        clouds,
        targets: countDistinct(links.map((link) => link.to)),
      }
    }),
})
