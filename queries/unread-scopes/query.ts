import { countDistinct, defineQuery, flag, grouped, text } from '../../src/query/index.js'

export const unreadScopes = defineQuery({
  id: 'unread-scopes',
  group: 'coverage',
  title: 'Accounts of ours whose own data is not in the snapshot',
  params: {},
  columns: ['scope', 'name', 'type', 'status', 'parties'],
  order: ['-parties', 'scope'],
  twin: (graph) => {
    const inside = grouped(graph.links('CAN_REACH'), (link) => text(link.to, 'scope'))
    return graph
      .nodes('Scope')
      .filter((scope) => flag(scope, 'imported') === false)
      .map((scope) => ({
        scope: scope.id,
        name: text(scope, 'name'),
        type: text(scope, 'type'),
        status: text(scope, 'status'),
        parties: countDistinct([...graph.into(scope, 'CAN_REACH'), ...(inside.get(scope.id) ?? [])].map((l) => l.from)),
      }))
  },
})
