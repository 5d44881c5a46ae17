import { countDistinct, defineQuery, distinct, grouped, text, withData } from '../../src/query/index.js'

export const singleEntryParties = defineQuery({
  id: 'single-entry-parties',
  group: 'chokepoints',
  title: 'Parties that one cut would shut out',
  params: {},
  columns: ['party', 'name', 'entry', 'targets', 'data'],
  order: ['-targets', 'party'],
  twin: (graph) =>
    [...grouped(graph.links('CAN_REACH'), (link) => link.from)].flatMap(([party, links]) => {
      const [entry = null, ...others] = distinct(links.map((link) => text(link, 'entry')))
      if (others.length > 0) return []
      return {
        party: party.id,
        name: text(party, 'name'),
        entry,
        targets: countDistinct(links.map((link) => link.to)),
        data: withData(links),
      }
    }),
})
