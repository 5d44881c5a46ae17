import type { PropertyNode } from '../../src/graph/index.js'
import { countDistinct, defineQuery, distances, flag, isA, text, type GraphIndex } from '../../src/query/index.js'
import { MOST_GROUPS, partiesKnownAs } from '../direct-reach.js'

export const groupsWithOutsiders = defineQuery({
  id: 'groups-with-outsiders',
  group: 'governance',
  title: 'Groups of ours that outsiders are in',
  params: {},
  columns: ['principal', 'name', 'member', 'memberName', 'parties', 'depth', 'targets'],
  order: ['principal', 'member'],
  twin: (graph) =>
    graph
      .nodes('Principal')
      .filter(isGroup)
      .flatMap((group) =>
        [...membersOf(graph, group)].flatMap(([member, depth]) => {
          const parties = partiesKnownAs(graph, member)
          if (parties.length === 0) return []
          return {
            principal: group.id,
            name: text(group, 'name'),
            member: member.id,
            memberName: text(member, 'name'),
            parties,
            depth,
            targets: countDistinct(graph.out(group, 'CAN_ACCESS').map(({ to }) => to)),
          }
        }),
      ),
})

/** Who is in the group or in groups inside it, with the number of memberships between; groups of ours are left out. */
function membersOf(graph: GraphIndex, group: PropertyNode): Map<PropertyNode, number> {
  const inner = distances(graph, [group], { types: ['MEMBER_OF'], backwards: true, hops: MOST_GROUPS })
  const members = new Map<PropertyNode, number>()
  for (const [each, depth] of inner) {
    for (const link of graph.into(each, 'CAN_ASSUME')) {
      const { from } = link
      const counts = isA(from, 'OutsideIdentity') || (isA(from, 'Principal') && !isGroup(from))
      if (counts && flag(link, 'set') === true) members.set(from, Math.min(depth + 1, members.get(from) ?? Infinity))
    }
  }
  return members
}

function isGroup(node: PropertyNode): boolean {
  return text(node, 'type')?.includes('group') === true
}
