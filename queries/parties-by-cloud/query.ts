import { countDistinct, defineQuery, grouped, text, withData } from '../../src/query/index.js'

export const partiesByCloud = defineQuery({
  id: 'parties-by-cloud',
  group: 'cross-cloud',
  title: 'How many things each party reaches in each cloud',
  params: {},
  columns: ['party', 'name', 'clouds', 'aws', 'azure', 'gcp', 'data'],
  order: ['-clouds', '-data', 'party'],
  twin: (graph) =>
    [...grouped(graph.links('CAN_REACH'), (link) => link.from)].map(([party, links]) => {
      const targets = links.map((link) => link.to)
      const within = (cloud: string): number => countDistinct(targets.filter((to) => text(to, 'cloud') === cloud))
      return {
        party: party.id,
        name: text(party, 'name'),
        clouds: countDistinct(targets.flatMap((to) => text(to, 'cloud') ?? [])),
        aws: within('aws'),
        azure: within('azure'),
        gcp: within('gcp'),
        data: withData(links),
      }
    }),
})
