import { defineQuery, flag, isA, text } from '../../src/query/index.js'

export const outsideHeldUsers = defineQuery({
  id: 'outside-held-users',
  group: 'trust-quality',
  title: 'Users of ours that outsiders hold, and their keys',
  params: {},
  columns: ['party', 'user', 'mfaActive', 'passwordEnabled', 'key', 'status', 'createdAt', 'lastUsedAt'],
  order: ['party', 'user', 'key'],
  twin: (graph) =>
    graph
      .links('HOLDS')
      .filter((link) => isA(link.from, 'ExternalParty') && isA(link.to, 'Principal'))
      .flatMap(({ from, to }) => {
        const keys = graph.out(to, 'HOLDS').filter((link) => isA(link.to, 'Credential'))
        return (keys.length === 0 ? [null] : keys).map((link) => ({
          party: from.id,
          user: to.id,
          mfaActive: flag(to, 'mfaActive'),
          passwordEnabled: flag(to, 'passwordEnabled'),
          key: link === null ? null : link.to.id,
          status: link === null ? null : text(link.to, 'status'),
          createdAt: link === null ? null : text(link.to, 'createdAt'),
          lastUsedAt: link === null ? null : text(link.to, 'lastUsedAt'),
        }))
      }),
})
