import { countDistinct, defineQuery, distinct, doors, grouped, text } from '../../src/query/index.js'

export const issuerSpread = defineQuery({
  id: 'issuer-spread',
  group: 'cross-cloud',
  title: 'Login sources and where they lead',
  params: {},
  columns: ['issuer', 'scopes', 'principals', 'subjects'],
  order: ['-principals', 'issuer'],
  twin: (graph) =>
    [...grouped(doors(graph), (link) => text(link.from, 'issuer'))].flatMap(([issuer, links]) => {
      if (issuer === null) return []
      return {
        issuer,
        scopes: distinct(links.map((link) => text(link.to, 'scope'))),
        principals: countDistinct(links.map((link) => link.to)),
        subjects: countDistinct(links.map((link) => link.from)),
      }
    }),
})
