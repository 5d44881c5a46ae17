import { countDistinct, defineQuery, grouped, integer, text, texts, withData } from '../../src/query/index.js'

export const grantsToCut = defineQuery({
  id: 'grants-to-cut',
  group: 'chokepoints',
  title: 'Statements that grant outsiders the most',
  params: {},
  columns: ['grant', 'kind', 'document', 'statement', 'sid', 'parties', 'targets', 'data'],
  order: ['-parties', '-targets', 'grant'],
  twin: (graph) => {
    const uses = graph.links('CAN_REACH').flatMap((link) =>
      (texts(link, 'because') ?? []).flatMap((id) => {
        const node = graph.node('Grant', id)
        return node === undefined ? [] : [{ node, link }]
      }),
    )
    return [...grouped(uses, (use) => use.node)].map(([node, group]) => ({
      grant: node.id,
      kind: text(node, 'kind'),
      document: text(node, 'document'),
      statement: integer(node, 'statement'),
      sid: text(node, 'sid'),
      parties: countDistinct(group.map(({ link }) => link.from)),
      targets: countDistinct(group.map(({ link }) => link.to)),
      data: withData(group.map(({ link }) => link)),
    }))
  },
})
