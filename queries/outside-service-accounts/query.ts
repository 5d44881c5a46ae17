import { defineQuery, reachRow, text, texts } from '../../src/query/index.js'

export const outsideServiceAccounts = defineQuery({
  id: 'outside-service-accounts',
  group: 'external-reach',
  title: 'Service accounts of other projects, and what they reach',
  params: {},
  columns: ['identity', 'party', 'entry', 'target', 'access', 'data', 'actions', 'outcome', 'requires', 'hops'],
  order: ['identity', 'party', 'entry', 'target', 'outcome', 'requires', 'actions', 'access', 'data', 'hops'],
  twin: (graph) => {
    const held = graph
      .links('HAS_IDENTITY')
      .filter(({ to }) => text(to, 'type')?.includes('service_account') === true)
      .map(({ from, to }) => [from, to] as const)
    const once = new Map(held.map((pair) => [JSON.stringify(pair.map(({ id }) => id)), pair]))
    return [...once.values()].flatMap(([party, identity]) =>
      graph
        .out(party, 'CAN_REACH')
        .filter((link) => texts(link, 'via')?.[0] === identity.id)
        .map((link) => ({ ...reachRow(link), identity: identity.id })),
    )
  },
})
