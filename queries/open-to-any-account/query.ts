import { countDistinct, defineQuery, flag, grouped, text, texts, withData, withoutIf } from '../../src/query/index.js'

export const openToAnyAccount = defineQuery({
  id: 'open-to-any-account',
  group: 'trust-quality',
  title: 'Grants that admit anybody with an account of a cloud, and what stands behind each',
  params: {},
  columns: ['party', 'kind', 'grant', 'targets', 'data', 'unconditional'],
  order: ['party', 'grant'],
  twin: (graph) => {
    const open = graph
      .links('CAN_REACH')
      .filter(({ from }) => flag(from, 'everybody') === true && text(from, 'cloud') !== null)
    const because = open.flatMap((link) => (texts(link, 'because') ?? []).map((id) => ({ id, link })))
    return [...grouped(because, ({ id, link }) => JSON.stringify([link.from.id, id])).values()].flatMap((group) => {
      const [first] = group
      const grant = first === undefined ? undefined : graph.node('Grant', first.id)
      if (first === undefined || grant === undefined) return []
      const links = group.map(({ link }) => link)
      return {
        party: first.link.from.id,
        kind: text(grant, 'kind'),
        grant: grant.id,
        targets: countDistinct(links.map((link) => link.to)),
        data: withData(links),
        unconditional: withoutIf(links),
      }
    })
  },
})
