import { countDistinct, defineQuery, flag, text, withData } from '../../src/query/index.js'

export const unregisteredParties = defineQuery({
  id: 'unregistered-parties',
  group: 'governance',
  title: 'Outsiders that parties.yaml does not know',
  params: {},
  columns: ['party', 'name', 'source', 'entries', 'targets', 'data'],
  order: ['-targets', 'party'],
  twin: (graph) =>
    graph
      .nodes('ExternalParty')
      .filter((party) => flag(party, 'registered') === false && flag(party, 'everybody') === false)
      .map((party) => {
        const links = graph.out(party, 'CAN_REACH')
        return {
          party: party.id,
          name: text(party, 'name'),
          source: text(party, 'source'),
          entries: countDistinct(links.map((link) => text(link, 'entry'))),
          targets: countDistinct(links.map((link) => link.to)),
          data: withData(links),
        }
      }),
})
