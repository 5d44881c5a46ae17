import { countDistinct, defineQuery, holds, partyDoors, text, withData } from '../../src/query/index.js'

export const outsideApplications = defineQuery({
  id: 'outside-applications',
  group: 'excessive-privilege',
  title: 'Applications of other tenants in the directory, and what they reach',
  params: {},
  columns: ['application', 'name', 'tenant', 'party', 'targets', 'data', 'writing', 'permissions'],
  order: ['-targets', 'application', 'party'],
  twin: (graph) => {
    const applications = partyDoors(graph).filter((door) => {
      const tenant = text(door.to, 'appOwnerOrganizationId')
      return tenant !== null && (text(door.to, 'scope') ?? '') !== `azure:${tenant}`
    })
    const held = applications.flatMap((door) =>
      graph.into(door.from, 'HAS_IDENTITY').map(({ from }) => [from, door.to] as const),
    )
    const once = new Map(held.map((pair) => [JSON.stringify(pair.map(({ id }) => id)), pair]))
    return [...once.values()].map(([party, application]) => {
      const rows = graph
        .out(party, 'CAN_REACH')
        .filter((link) => text(link, 'entry') === application.id && text(link, 'covers') !== 'principal')
      return {
        application: application.id,
        name: text(application, 'name'),
        tenant: text(application, 'appOwnerOrganizationId'),
        party: party.id,
        targets: countDistinct(rows.map(({ to }) => to)),
        data: withData(rows),
        writing: rows.filter((row) => holds(row, 'access', 'write')).length,
        permissions: rows.filter((row) => holds(row, 'access', 'permissions')).length,
      }
    })
  },
})
