import { defineQuery, doorRow, flag, holds, partyDoors, text } from '../../src/query/index.js'

export const trustWithoutExternalId = defineQuery({
  id: 'trust-without-external-id',
  group: 'trust-quality',
  title: 'Trusts in accounts of others that ask for no external id',
  params: {},
  columns: ['identity', 'parties', 'principal', 'outcome', 'requires', 'severalWays'],
  order: ['identity', 'principal', 'outcome', 'requires', 'severalWays'],
  twin: (graph) =>
    partyDoors(graph).flatMap((link) => {
      const severalWays = text(link, 'alternatives') !== null
      const asks = holds(link, 'requiresKeys', 'sts:ExternalId') && !severalWays
      if (text(link.from, 'account') === null || flag(link.from, 'everybody') === true || asks) return []
      return { ...doorRow(graph, link), severalWays }
    }),
})
