import { defineQuery, doorRow, doors, text } from '../../src/query/index.js'

export const issuerWithoutSubject = defineQuery({
  id: 'issuer-without-subject',
  group: 'trust-quality',
  title: 'Logins of which every user, or every repository, may come in',
  params: {},
  columns: ['identity', 'issuer', 'subject', 'principal', 'outcome', 'requires'],
  order: ['identity', 'principal', 'outcome', 'requires'],
  twin: (graph) =>
    doors(graph)
      .filter(({ from }) => text(from, 'issuer') !== null && (text(from, 'subject') ?? '*').startsWith('*'))
      .map((link) => ({
        ...doorRow(graph, link),
        issuer: text(link.from, 'issuer'),
        subject: text(link.from, 'subject'),
      })),
})
