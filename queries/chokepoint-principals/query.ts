import { countDistinct, defineQuery, grouped, text, texts, withData } from '../../src/query/index.js'

export const chokepointPrincipals = defineQuery({
  id: 'chokepoint-principals',
  group: 'chokepoints',
  title: 'Principals that much of the outside reach passes through',
  params: {},
  columns: ['principal', 'name', 'scope', 'parties', 'targets', 'data'],
  order: ['-targets', 'principal'],
  twin: (graph) => {
    const passes = graph.links('CAN_REACH').flatMap((link) =>
      (texts(link, 'via') ?? []).slice(1, -1).flatMap((id) => {
        const node = graph.node('Principal', id)
        return node === undefined ? [] : [{ node, link }]
      }),
    )
    return [...grouped(passes, (pass) => pass.node)].map(([node, group]) => ({
      principal: node.id,
      name: text(node, 'name'),
      scope: text(node, 'scope'),
      parties: countDistinct(group.map(({ link }) => link.from)),
      targets: countDistinct(group.map(({ link }) => link.to)),
      data: withData(group.map(({ link }) => link)),
    }))
  },
})
