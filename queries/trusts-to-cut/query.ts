import { countDistinct, defineQuery, doors, grouped, integer, text, texts } from '../../src/query/index.js'

export const trustsToCut = defineQuery({
  id: 'trusts-to-cut',
  group: 'chokepoints',
  title: 'Trust statements by what stands behind them',
  params: {},
  columns: ['grant', 'document', 'statement', 'sid', 'parties', 'entries', 'targets'],
  order: ['-targets', 'grant'],
  twin: (graph) => {
    const rows = doors(graph).flatMap((door) =>
      graph.into(door.from, 'HAS_IDENTITY').flatMap(({ from: party }) => {
        const behind = graph.out(party, 'CAN_REACH').filter((link) => text(link, 'entry') === door.to.id)
        return (texts(door, 'because') ?? []).flatMap((id) => {
          const grant = graph.node('Grant', id)
          return grant === undefined ? [] : behind.map((link) => ({ grant, entry: door.to, link }))
        })
      }),
    )
    return [...grouped(rows, (row) => row.grant)].map(([grant, group]) => ({
      grant: grant.id,
      document: text(grant, 'document'),
      statement: integer(grant, 'statement'),
      sid: text(grant, 'sid'),
      parties: countDistinct(group.map(({ link }) => link.from)),
      entries: countDistinct(group.map(({ entry }) => entry)),
      targets: countDistinct(group.map(({ link }) => link.to)),
    }))
  },
})
