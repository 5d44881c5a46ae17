import { defineQuery, integer, isA, reachRow, text, texts } from '../../src/query/index.js'

export const crossCloudReach = defineQuery({
  id: 'cross-cloud-reach',
  group: 'cross-cloud',
  title: 'Reach that crosses from one of our clouds into another',
  params: {},
  columns: ['party', 'entry', 'target', 'via', 'access', 'data', 'actions', 'outcome', 'requires', 'hops'],
  order: ['party', 'entry', 'target', 'via', 'outcome', 'requires', 'actions', 'access', 'data', 'hops'],
  twin: (graph) => {
    const bridges = new Set<string>()
    for (const { from, to } of graph.links('CAN_ASSUME')) {
      const [cloud, into] = [text(from, 'cloud'), text(to, 'cloud')]
      if (isA(from, 'Principal') && cloud !== null && into !== null && cloud !== into)
        bridges.add(JSON.stringify([from.id, to.id]))
    }
    return graph.links('CAN_REACH').flatMap((link) => {
      const via = texts(link, 'via') ?? []
      if ((integer(link, 'hops') ?? 0) < 2) return []
      const crosses = via.some((id, i) => i > 0 && bridges.has(JSON.stringify([via[i - 1], id])))
      return crosses ? [{ ...reachRow(link), via }] : []
    })
  },
})
