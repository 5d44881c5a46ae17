import {
  countDistinct,
  defineQuery,
  givesEverything,
  grouped,
  type Link,
  text,
  withData,
} from '../../src/query/index.js'

export const scopesReached = defineQuery({
  id: 'scopes-reached',
  group: 'external-reach',
  title: 'Which accounts outsiders reach into, and how far',
  params: {},
  columns: ['scope', 'parties', 'targets', 'data', 'everything'],
  order: ['-parties', 'scope'],
  twin: (graph) => {
    const scopeOf = (link: Link): string =>
      text(link, 'covers') === 'scope' ? link.to.id : (text(link.to, 'scope') ?? '')
    return [...grouped(graph.links('CAN_REACH'), scopeOf)].map(([scope, links]) => ({
      scope,
      parties: countDistinct(links.map((link) => link.from)),
      targets: countDistinct(links.map((link) => link.to)),
      data: withData(links),
      everything: links.filter(givesEverything).length,
    }))
  },
})
