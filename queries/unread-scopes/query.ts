import { countDistinct, defineQuery, flag, grouped, text, type Link } from '../../src/query/index.js'

export const unreadScopes = defineQuery({
  id: 'unread-scopes',
  group: 'coverage',
  title: 'Accounts of ours whose own data is not in the snapshot',
  params: {},
  columns: ['scope', 'name', 'type', 'status', 'parties'],
  order: ['-parties', 'scope'],
  twin: (graph) => {
    const placeOf = (link: Link): string | null =>
      text(link, 'covers') === 'scope' ? link.to.id : text(link.to, 'scope')
    const inside = grouped(graph.links('CAN_REACH'), placeOf)
    return graph
      .nodes('Scope')
      .filter((scope) => flag(scope, 'imported') === false)
      .map((scope) => ({
        scope: scope.id,
        name: text(scope, 'name'),
        type: text(scope, 'type'),
        status: text(scope, 'status'),
        parties: countDistinct((inside.get(scope.id) ?? []).map((link) => link.from)),
      }))
  },
})
