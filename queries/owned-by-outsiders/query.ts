import { countDistinct, defineQuery, grouped, integer, text } from '../../src/query/index.js'

export const ownedByOutsiders = defineQuery({
  id: 'owned-by-outsiders',
  group: 'excessive-privilege',
  title: 'Groups and applications of ours that outsiders own',
  params: {},
  columns: ['party', 'owner', 'name', 'owned', 'ownedName', 'type', 'hops', 'targets'],
  order: ['party', 'owner', 'owned'],
  twin: (graph) => {
    const pairs = graph.links('OWNS').map(({ from, to }) => [from, to] as const)
    const once = new Map(pairs.map((pair) => [JSON.stringify(pair.map(({ id }) => id)), pair]))
    return [...once.values()].flatMap(([owner, owned]) => {
      const become = graph.into(owner, 'CAN_REACH').filter((link) => text(link, 'covers') === 'principal')
      return [...grouped(become, (link) => link.from)].map(([party, links]) => ({
        party: party.id,
        owner: owner.id,
        name: text(owner, 'name'),
        owned: owned.id,
        ownedName: text(owned, 'name'),
        type: text(owned, 'type'),
        hops: Math.min(...links.map((link) => integer(link, 'hops') ?? 0)),
        targets: countDistinct(graph.out(owned, 'CAN_ACCESS').map(({ to }) => to)),
      }))
    })
  },
})
