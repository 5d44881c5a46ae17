import { defineQuery, reachRow, texts } from '../../src/query/index.js'

export const wildcardGrants = defineQuery({
  id: 'wildcard-grants',
  group: 'excessive-privilege',
  title: 'Outsiders with every action of a service, or of all',
  params: {},
  columns: ['party', 'entry', 'target', 'covers', 'wildcards', 'outcome', 'requires', 'hops'],
  order: ['party', 'entry', 'target', 'covers', 'outcome', 'requires', 'wildcards', 'hops'],
  twin: (graph) =>
    graph.links('CAN_REACH').flatMap((link) => {
      const isWildcard = (action: string): boolean =>
        action === '*' || (action.endsWith(':*') && !action.startsWith('!'))
      const wildcards = (texts(link, 'actions') ?? []).filter(isWildcard)
      return wildcards.length === 0 ? [] : { ...reachRow(link), wildcards }
    }),
})
