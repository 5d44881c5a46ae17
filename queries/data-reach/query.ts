import { countDistinct, defineQuery, flag, grouped, holds, text, withoutIf } from '../../src/query/index.js'

export const dataReach = defineQuery({
  id: 'data-reach',
  group: 'external-reach',
  title: 'Which content outsiders get to, by kind of resource',
  params: {},
  columns: ['type', 'party', 'name', 'targets', 'writing', 'unconditional'],
  order: ['type', 'party'],
  twin: (graph) => {
    const links = graph.links('CAN_REACH').filter((link) => flag(link, 'data') === true)
    return [...grouped(links, ({ from, to }) => JSON.stringify([text(to, 'type'), from.id])).values()].flatMap(
      (group) => {
        const [first] = group
        if (first === undefined) return []
        return {
          type: text(first.to, 'type'),
          party: first.from.id,
          name: text(first.from, 'name'),
          targets: countDistinct(group.map((link) => link.to)),
          writing: group.filter((link) => holds(link, 'access', 'write')).length,
          unconditional: withoutIf(group),
        }
      },
    )
  },
})
