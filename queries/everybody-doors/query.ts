import { defineQuery, flag, isA, text, texts } from '../../src/query/index.js'

export const everybodyDoors = defineQuery({
  id: 'everybody-doors',
  group: 'trust-quality',
  title: 'Doors that stand open to everybody',
  params: {},
  columns: ['identity', 'opens', 'target', 'actions', 'outcome', 'requires'],
  order: ['identity', 'opens', 'target', 'outcome', 'requires', 'actions'],
  twin: (graph) =>
    [...graph.links('CAN_ASSUME'), ...graph.links('CAN_ACCESS')]
      .filter((link) => isA(link.from, 'OutsideIdentity') && flag(link.from, 'everybody') === true)
      .map((link) => ({
        identity: link.from.id,
        opens: link.type,
        target: link.to.id,
        actions: texts(link, 'actions'),
        outcome: text(link, 'outcome'),
        requires: texts(link, 'requiresKeys'),
      })),
})
