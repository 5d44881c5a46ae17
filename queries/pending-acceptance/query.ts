import { defineQuery, holds, reachRow, text } from '../../src/query/index.js'

export const pendingAcceptance = defineQuery({
  id: 'pending-acceptance',
  group: 'governance',
  title: 'Offers to outsiders that wait to be accepted',
  params: {},
  columns: ['party', 'entry', 'target', 'type', 'actions', 'data', 'outcome', 'requires'],
  order: ['party', 'entry', 'target', 'type', 'outcome', 'requires', 'actions', 'data'],
  twin: (graph) =>
    graph
      .links('CAN_REACH')
      .filter((link) => holds(link, 'requiresKeys', 'acceptance'))
      .map((link) => ({ ...reachRow(link), type: text(link.to, 'type') })),
})
