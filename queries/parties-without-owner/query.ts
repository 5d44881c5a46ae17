import { defineQuery, flag, text } from '../../src/query/index.js'

export const partiesWithoutOwner = defineQuery({
  id: 'parties-without-owner',
  group: 'governance',
  title: 'Parties that nobody here answers for',
  params: {},
  columns: ['party', 'name', 'registered', 'justification', 'ways'],
  order: ['-ways', 'party'],
  twin: (graph) =>
    graph
      .nodes('ExternalParty')
      .filter((party) => text(party, 'owner') === null && flag(party, 'everybody') === false)
      .map((party) => ({
        party: party.id,
        name: text(party, 'name'),
        registered: flag(party, 'registered'),
        justification: text(party, 'justification'),
        ways: graph.out(party, 'CAN_REACH').length,
      })),
})
