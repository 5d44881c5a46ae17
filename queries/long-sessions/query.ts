import { defineQuery, integer } from '../../src/query/index.js'

export const longSessions = defineQuery({
  id: 'long-sessions',
  group: 'governance',
  title: 'Sessions that may last longer than was agreed',
  params: {},
  columns: ['party', 'principal', 'maxSessionSeconds', 'maxSessionHours'],
  order: ['party', 'principal'],
  twin: (graph) =>
    graph.nodes('ExternalParty').flatMap((party) => {
      const maxSessionHours = integer(party, 'maxSessionHours')
      const roles = graph
        .out(party, 'HAS_IDENTITY')
        .flatMap((link) => graph.out(link.to, 'CAN_ASSUME'))
        .map((link) => link.to)
      return [...new Set(roles)].flatMap((role) => {
        const maxSessionSeconds = integer(role, 'maxSessionSeconds')
        if (maxSessionHours === null || maxSessionSeconds === null || maxSessionSeconds <= maxSessionHours * 3600)
          return []
        return { party: party.id, principal: role.id, maxSessionSeconds, maxSessionHours }
      })
    }),
})
