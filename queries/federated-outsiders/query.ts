import { countDistinct, defineQuery, distinct, partiesOf, text, withoutIf } from '../../src/query/index.js'

export const federatedOutsiders = defineQuery({
  id: 'federated-outsiders',
  group: 'trust-quality',
  title: 'Logins from outside by issuer, and what they open',
  params: {},
  columns: ['issuer', 'identity', 'parties', 'clouds', 'opens', 'unconditional'],
  order: ['issuer', 'identity'],
  twin: (graph) =>
    graph.nodes('OutsideIdentity').flatMap((node) => {
      const issuer = text(node, 'issuer')
      const parties = partiesOf(graph, node)
      const links = graph.out(node, 'CAN_ASSUME', 'CAN_ACCESS')
      if ((issuer === null && !node.id.startsWith('saml:')) || parties.length === 0 || links.length === 0) return []
      return {
        issuer: issuer ?? node.id,
        identity: node.id,
        parties,
        clouds: distinct(links.map((link) => text(link.to, 'cloud'))),
        opens: countDistinct(links.map((link) => link.to)),
        unconditional: withoutIf(links),
      }
    }),
})
