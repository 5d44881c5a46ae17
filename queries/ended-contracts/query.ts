import { compareCodePoints, countDistinct, defineQuery, snapshotDays, text } from '../../src/query/index.js'

export const endedContracts = defineQuery({
  id: 'ended-contracts',
  group: 'governance',
  title: 'Parties whose contract has ended and that still get in',
  params: {},
  columns: ['party', 'name', 'contractEnd', 'owner', 'entries', 'targets'],
  order: ['contractEnd', 'party'],
  twin: (graph) =>
    snapshotDays(graph).flatMap((today) =>
      graph.nodes('ExternalParty').flatMap((party) => {
        const [end, links] = [text(party, 'contractEnd'), graph.out(party, 'CAN_REACH')]
        if (end === null || compareCodePoints(end, today) >= 0 || links.length === 0) return []
        return {
          party: party.id,
          name: text(party, 'name'),
          contractEnd: end,
          owner: text(party, 'owner'),
          entries: countDistinct(links.map((link) => text(link, 'entry'))),
          targets: countDistinct(links.map((link) => link.to)),
        }
      }),
    ),
})
