import { countDistinct, defineQuery, grouped, holds, text, withData, withoutIf } from '../../src/query/index.js'
import { directReach } from '../direct-reach.js'

export const accessWithoutBecoming = defineQuery({
  id: 'access-without-becoming',
  group: 'external-reach',
  title: 'What outsiders may use without becoming anybody, by type of resource',
  params: {},
  columns: ['type', 'party', 'name', 'targets', 'data', 'writing', 'unconditional'],
  order: ['type', 'party'],
  twin: (graph) =>
    [...grouped(directReach(graph), (link) => JSON.stringify([text(link.to, 'type'), link.from.id])).values()].flatMap(
      (links) => {
        const [first] = links
        if (first === undefined) return []
        return {
          type: text(first.to, 'type'),
          party: first.from.id,
          name: text(first.from, 'name'),
          targets: countDistinct(links.map((link) => link.to)),
          data: withData(links),
          writing: links.filter((link) => holds(link, 'access', 'write')).length,
          unconditional: withoutIf(links),
        }
      },
    ),
})
