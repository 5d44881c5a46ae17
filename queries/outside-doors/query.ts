import { defineQuery, isA, partiesOf, text, texts } from '../../src/query/index.js'

export const outsideDoors = defineQuery({
  id: 'outside-doors',
  group: 'external-reach',
  title: 'What each identity outside opens, by itself',
  params: {},
  columns: ['identity', 'parties', 'opens', 'target', 'actions', 'outcome', 'requires'],
  order: ['identity', 'opens', 'target', 'outcome', 'requires', 'actions'],
  twin: (graph) =>
    [...graph.links('CAN_ASSUME'), ...graph.links('CAN_ACCESS')]
      .filter((link) => isA(link.from, 'OutsideIdentity'))
      .map((link) => ({
        identity: link.from.id,
        parties: partiesOf(graph, link.from),
        opens: link.type,
        target: link.to.id,
        actions: texts(link, 'actions'),
        outcome: text(link, 'outcome'),
        requires: texts(link, 'requiresKeys'),
      })),
})
