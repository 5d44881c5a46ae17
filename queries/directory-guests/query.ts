import { countDistinct, defineQuery, distinct, flag, isA, text } from '../../src/query/index.js'

export const directoryGuests = defineQuery({
  id: 'directory-guests',
  group: 'governance',
  title: 'Guests in the directory, and how far each gets',
  params: {},
  columns: ['guest', 'name', 'mail', 'enabled', 'state', 'parties', 'grants', 'targets'],
  order: ['-targets', 'guest'],
  twin: (graph) =>
    graph
      .nodes('Principal')
      .filter((guest) => text(guest, 'userType') === 'Guest')
      .map((guest) => {
        const identities = graph
          .into(guest, 'CAN_ASSUME')
          .flatMap(({ from }) => (isA(from, 'OutsideIdentity') ? [from] : []))
        const parties = new Set(identities.flatMap((one) => graph.into(one, 'HAS_IDENTITY').map(({ from }) => from)))
        const rows = [...parties].flatMap((party) => graph.out(party, 'CAN_REACH'))
        const own = rows.filter((row) => text(row, 'entry') === guest.id && text(row, 'covers') !== 'principal')
        return {
          guest: guest.id,
          name: text(guest, 'name'),
          mail: text(guest, 'mail'),
          enabled: flag(guest, 'accountEnabled'),
          state: text(guest, 'externalUserState'),
          parties: distinct([...parties].map(({ id }) => id)),
          grants: countDistinct(graph.out(guest, 'HAS_GRANT').map(({ to }) => to)),
          targets: countDistinct(own.map(({ to }) => to)),
        }
      }),
})
