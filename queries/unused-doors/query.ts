import { defineQuery, distinct, grouped, partiesOf, partyDoors, snapshotDays, text } from '../../src/query/index.js'

export const unusedDoors = defineQuery({
  id: 'unused-doors',
  group: 'excessive-privilege',
  title: 'Doors that outsiders have not used for a while',
  params: {
    days: {
      type: 'integer',
      minimum: 0,
      maximum: 3650,
      required: false,
      default: 90,
      example: 180,
      description: 'days without use before the day of the snapshot',
    },
  },
  columns: ['principal', 'name', 'lastUsedAt', 'createdAt', 'parties'],
  order: ['principal'],
  twin: (graph, { days }) => {
    const entries = [...grouped(partyDoors(graph), (link) => link.to)]
    return snapshotDays(graph).flatMap((today) => {
      const since = daysBefore(today, days)
      return entries
        .filter(([entry]) => (text(entry, 'lastUsedAt') ?? '').slice(0, 10) < since)
        .map(([entry, links]) => ({
          principal: entry.id,
          name: text(entry, 'name'),
          lastUsedAt: text(entry, 'lastUsedAt'),
          createdAt: text(entry, 'createdAt'),
          parties: distinct(links.flatMap((link) => partiesOf(graph, link.from))),
        }))
    })
  },
})

function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
}
