import { defineQuery, flag, holds, partyDoors, reachRow, text } from '../../src/query/index.js'

export const guestsWithPrivilege = defineQuery({
  id: 'guests-with-privilege',
  group: 'excessive-privilege',
  title: 'Guests that change things or read content',
  params: {},
  columns: ['party', 'guest', 'name', 'target', 'access', 'data', 'actions', 'outcome', 'requires', 'hops'],
  order: ['party', 'guest', 'target', 'outcome', 'requires', 'actions', 'access', 'data', 'hops'],
  twin: (graph) => {
    const guests = partyDoors(graph).filter((door) => text(door.to, 'userType') === 'Guest')
    const held = guests.flatMap((door) =>
      graph.into(door.from, 'HAS_IDENTITY').map(({ from }) => [from, door.to] as const),
    )
    const once = new Map(held.map((pair) => [JSON.stringify(pair.map(({ id }) => id)), pair]))
    return [...once.values()].flatMap(([party, guest]) =>
      graph
        .out(party, 'CAN_REACH')
        .filter((link) => text(link, 'entry') === guest.id && text(link, 'covers') !== 'principal')
        .filter(
          (link) =>
            flag(link, 'data') === true || holds(link, 'access', 'write') || holds(link, 'access', 'permissions'),
        )
        .map((link) => ({ ...reachRow(link), guest: guest.id, name: text(guest, 'name') })),
    )
  },
})
