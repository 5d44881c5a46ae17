import {
  countDistinct,
  defineQuery,
  grouped,
  holds,
  text,
  withData,
  withoutIf,
  type Link,
} from '../../src/query/index.js'

export const partyAcrossClouds = defineQuery({
  id: 'party-across-clouds',
  group: 'cross-cloud',
  title: 'Where one party is, cloud by cloud and place by place',
  params: {
    party: {
      type: 'node',
      labels: ['ExternalParty'],
      required: true,
      default: null,
      example: 'datadog',
      description: 'the party',
    },
  },
  columns: ['cloud', 'scope', 'entries', 'targets', 'data', 'writing', 'unconditional'],
  order: ['cloud', 'scope'],
  twin: (graph, { party }) => {
    const node = graph.node('ExternalParty', party)
    const rows = node === undefined ? [] : graph.out(node, 'CAN_REACH')
    return [...grouped(rows, (link) => JSON.stringify(placeOf(link))).values()].flatMap((links) => {
      const [first] = links
      if (first === undefined) return []
      const [cloud, scope] = placeOf(first)
      return {
        cloud,
        scope,
        entries: countDistinct(links.flatMap((link) => text(link, 'entry') ?? [])),
        targets: countDistinct(links.map((link) => link.to)),
        data: withData(links),
        writing: links.filter((link) => holds(link, 'access', 'write')).length,
        unconditional: withoutIf(links),
      }
    })
  },
})

function placeOf(link: Link): [cloud: string, scope: string] {
  const scope = text(link, 'covers') === 'scope' ? link.to.id : (text(link.to, 'scope') ?? '')
  return [text(link.to, 'cloud') ?? '', scope]
}
