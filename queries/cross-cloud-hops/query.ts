import { defineQuery, distinct, isA, text, texts } from '../../src/query/index.js'

export const crossCloudHops = defineQuery({
  id: 'cross-cloud-hops',
  group: 'cross-cloud',
  title: 'Bridges between our clouds, and which outsiders walk onto them',
  params: {},
  columns: ['principal', 'cloud', 'becomes', 'into', 'actions', 'outcome', 'requires', 'parties'],
  order: ['principal', 'becomes', 'outcome', 'requires', 'actions'],
  twin: (graph) =>
    graph.links('CAN_ASSUME').flatMap((link) => {
      const [cloud, into] = [text(link.from, 'cloud'), text(link.to, 'cloud')]
      if (!isA(link.from, 'Principal') || cloud === null || into === null || cloud === into) return []
      return {
        principal: link.from.id,
        cloud,
        becomes: link.to.id,
        into,
        actions: texts(link, 'actions'),
        outcome: text(link, 'outcome'),
        requires: texts(link, 'requiresKeys'),
        parties: distinct(
          graph
            .into(link.from, 'CAN_REACH')
            .flatMap((row) => (text(row, 'covers') === 'principal' ? [row.from.id] : [])),
        ),
      }
    }),
})
