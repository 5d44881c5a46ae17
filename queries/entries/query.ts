import { countDistinct, defineQuery, distinct, grouped, text, withData, withoutIf } from '../../src/query/index.js'

export const entries = defineQuery({
  id: 'entries',
  group: 'external-reach',
  title: 'By which of our principals outsiders come in, and what is behind each',
  params: {},
  columns: ['entry', 'parties', 'targets', 'data', 'unconditional'],
  order: ['-targets', 'entry'],
  twin: (graph) =>
    [...grouped(graph.links('CAN_REACH'), (link) => text(link, 'entry'))].map(([entry, links]) => ({
      entry,
      parties: distinct(links.map((link) => link.from.id)),
      targets: countDistinct(links.map((link) => link.to)),
      data: withData(links),
      unconditional: withoutIf(links),
    })),
})
