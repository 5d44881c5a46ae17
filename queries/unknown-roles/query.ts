import { defineQuery, text, texts } from '../../src/query/index.js'

const KINDS = ['binding', 'grant', 'lighthouse', 'role-assignment']

export const unknownRoles = defineQuery({
  id: 'unknown-roles',
  group: 'coverage',
  title: 'Roles of outsiders whose permissions are not known',
  params: {},
  columns: ['party', 'entry', 'target', 'kind', 'grant', 'text'],
  order: ['party', 'entry', 'target', 'grant'],
  twin: (graph) => {
    const rows = graph.links('CAN_REACH').flatMap((link) => {
      if (text(link, 'outcome') !== 'unknown' || texts(link, 'actions')?.length !== 0) return []
      const grants = (texts(link, 'because') ?? []).flatMap((id) => graph.node('Grant', id) ?? [])
      return grants
        .filter((grant) => KINDS.includes(text(grant, 'kind') ?? ''))
        .map((grant) => ({
          party: link.from.id,
          entry: text(link, 'entry'),
          target: link.to.id,
          kind: text(grant, 'kind'),
          grant: grant.id,
          text: text(grant, 'text'),
        }))
    })
    return new Map(rows.map((row) => [JSON.stringify(row), row])).values()
  },
})
