import { defineQuery, DOOR_COLUMNS, DOOR_ORDER, doorRow, partyDoors, text } from '../../src/query/index.js'

export const wholeAccountTrust = defineQuery({
  id: 'whole-account-trust',
  group: 'trust-quality',
  title: 'Trusts in a whole account of others',
  params: {},
  columns: DOOR_COLUMNS,
  order: DOOR_ORDER,
  twin: (graph) =>
    partyDoors(graph)
      .filter(({ from }) => from.id === `aws:${text(from, 'account') ?? ''}` && text(from, 'account') !== null)
      .map((link) => doorRow(graph, link)),
})
