import { countDistinct, defineQuery, flag, grouped, text, texts } from '../../src/query/index.js'

export const doorsByKind = defineQuery({
  id: 'doors-by-kind',
  group: 'external-reach',
  title: 'Kinds of grants that name outsiders, and how much each opens',
  params: {},
  columns: ['door', 'parties', 'identities', 'targets', 'data', 'unconditional'],
  order: ['-parties', 'door'],
  twin: (graph) => {
    const opened = graph.links('HAS_IDENTITY').flatMap(({ from: party, to: identity }) =>
      graph.out(identity, 'CAN_ASSUME', 'CAN_ACCESS').flatMap((link) => {
        const because = texts(link, 'because') ?? []
        return (because.length === 0 ? [''] : because).map((id) => {
          const grant = graph.node('Grant', id)
          return {
            door: grant === undefined ? 'directory' : (text(grant, 'kind') ?? 'directory'),
            party,
            identity,
            link,
          }
        })
      }),
    )
    return [...grouped(opened, ({ door }) => door)].map(([door, group]) => ({
      door,
      parties: countDistinct(group.map(({ party }) => party)),
      identities: countDistinct(group.map(({ identity }) => identity)),
      targets: countDistinct(group.map(({ link }) => link.to)),
      data: countDistinct(group.flatMap(({ link }) => (flag(link, 'data') === true ? [link.to] : []))),
      unconditional: countDistinct(group.flatMap(({ link }) => (text(link, 'outcome') === 'allowed' ? [link] : []))),
    }))
  },
})
