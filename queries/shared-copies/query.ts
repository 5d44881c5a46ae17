import { defineQuery, flag, grouped, isA, text, type Link } from '../../src/query/index.js'
import { directReach } from '../direct-reach.js'

const WORDS = ['_ami', '_backup', '_disk', '_image', '_snapshot']

export const sharedCopies = defineQuery({
  id: 'shared-copies',
  group: 'external-reach',
  title: 'Snapshots, images and backups shared with outsiders, and whether their content comes with them',
  params: {},
  columns: ['party', 'entry', 'target', 'type', 'scope', 'content'],
  order: ['party', 'entry', 'target'],
  twin: (graph) => {
    const copies = directReach(graph).filter((link) => {
      const type = text(link.to, 'type') ?? ''
      return isA(link.to, 'Resource') && WORDS.some((word) => type.includes(word))
    })
    const together = (link: Link): string => JSON.stringify([link.from.id, text(link, 'entry'), link.to.id])
    return [...grouped(copies, together).values()].flatMap((links) => {
      const [first] = links
      if (first === undefined) return []
      return {
        party: first.from.id,
        entry: text(first, 'entry'),
        target: first.to.id,
        type: text(first.to, 'type'),
        scope: text(first.to, 'scope'),
        content: contentOf(links),
      }
    })
  },
})

function contentOf(links: readonly Link[]): string {
  const withContent = links.filter((link) => flag(link, 'data') === true)
  if (withContent.some((link) => text(link, 'outcome') === 'allowed')) return 'yes'
  if (withContent.some((link) => text(link, 'outcome') === 'conditional')) return 'conditional'
  return links.some((link) => text(link, 'outcome') === 'unknown') ? 'unknown' : 'no'
}
