import { countDistinct, defineQuery, flag, integer, text, withData, withoutIf } from '../../src/query/index.js'

export const partySummary = defineQuery({
  id: 'party-summary',
  group: 'external-reach',
  title: 'Every outside party in one line',
  params: {},
  columns: ['party', 'name', 'registered', 'entries', 'targets', 'data', 'unconditional', 'unknown', 'hops'],
  order: ['-targets', 'party'],
  twin: (graph) =>
    graph.nodes('ExternalParty').map((party) => {
      const links = graph.out(party, 'CAN_REACH')
      return {
        party: party.id,
        name: text(party, 'name'),
        registered: flag(party, 'registered'),
        entries: countDistinct(links.map((link) => text(link, 'entry'))),
        targets: countDistinct(links.map((link) => link.to)),
        data: withData(links),
        unconditional: withoutIf(links),
        unknown: links.filter((link) => text(link, 'outcome') === 'unknown').length,
        hops: Math.max(0, ...links.map((link) => integer(link, 'hops') ?? 0)),
      }
    }),
})
