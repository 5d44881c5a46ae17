import { compareCodePoints, defineQuery, flag, snapshotDays, text } from '../../src/query/index.js'

export const overdueReviews = defineQuery({
  id: 'overdue-reviews',
  group: 'governance',
  title: 'Parties whose review is overdue, or was never planned',
  params: {},
  columns: ['party', 'name', 'reviewBy', 'owner', 'approvedBy', 'ways'],
  order: ['reviewBy', 'party'],
  twin: (graph) =>
    snapshotDays(graph).flatMap((today) =>
      graph.nodes('ExternalParty').flatMap((party) => {
        const reviewBy = text(party, 'reviewBy')
        if (flag(party, 'registered') !== true || (reviewBy !== null && compareCodePoints(reviewBy, today) >= 0))
          return []
        return {
          party: party.id,
          name: text(party, 'name'),
          reviewBy,
          owner: text(party, 'owner'),
          approvedBy: text(party, 'approvedBy'),
          ways: graph.out(party, 'CAN_REACH').length,
        }
      }),
    ),
})
