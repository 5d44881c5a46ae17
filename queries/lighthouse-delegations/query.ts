import { defineQuery, holds, isA, partiesOf, text, texts } from '../../src/query/index.js'

export const lighthouseDelegations = defineQuery({
  id: 'lighthouse-delegations',
  group: 'external-reach',
  title: 'What Azure Lighthouse delegates to other tenants',
  params: {},
  columns: ['identity', 'name', 'parties', 'offer', 'target', 'access', 'actions', 'outcome', 'requires'],
  order: ['identity', 'offer', 'target', 'outcome', 'requires', 'actions', 'access'],
  twin: (graph) =>
    graph
      .links('HAS_GRANT')
      .filter(({ from, to }) => isA(from, 'OutsideIdentity') && text(to, 'kind') === 'lighthouse')
      .flatMap(({ from: identity, to: grant }) =>
        graph
          .out(identity, 'CAN_ACCESS')
          .filter((link) => holds(link, 'because', grant.id))
          .map((link) => ({
            identity: identity.id,
            name: text(identity, 'name'),
            parties: partiesOf(graph, identity),
            offer: text(grant, 'sid'),
            target: link.to.id,
            access: texts(link, 'access'),
            actions: texts(link, 'actions'),
            outcome: text(link, 'outcome'),
            requires: texts(link, 'requiresKeys'),
          })),
      ),
})
