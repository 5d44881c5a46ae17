import { defineQuery, flag, REACH_COLUMNS, REACH_ORDER, reachRow } from '../../src/query/index.js'

export const partyReach = defineQuery({
  id: 'party-reach',
  group: 'external-reach',
  title: 'What one outside party reaches',
  params: {
    party: {
      type: 'node',
      labels: ['ExternalParty'],
      required: true,
      default: null,
      example: 'ledgerleaf',
      description: 'the party that is asked about',
    },
    everybody: {
      type: 'boolean',
      required: false,
      default: true,
      example: false,
      description: 'with what everybody has',
    },
  },
  columns: REACH_COLUMNS,
  order: REACH_ORDER,
  twin: (graph, { party, everybody }) =>
    graph
      .links('CAN_REACH')
      .filter(({ from }) => from.id === party || (everybody && flag(from, 'everybody') === true))
      .map(reachRow),
})
