import { defineQuery, flag, text, texts } from '../../src/query/index.js'
import { grantKinds } from '../direct-reach.js'

export const publicDataByDoor = defineQuery({
  id: 'public-data-by-door',
  group: 'external-reach',
  title: 'Content that is open to everybody, by the kind of grant that opens it',
  params: {},
  columns: ['door', 'party', 'target', 'type', 'access', 'data', 'outcome', 'requires'],
  order: ['door', 'party', 'target', 'type', 'outcome', 'requires', 'access', 'data'],
  twin: (graph) =>
    graph.links('CAN_REACH').flatMap((link) => {
      if (flag(link.from, 'everybody') !== true) return []
      if (flag(link, 'data') !== true && text(link, 'outcome') !== 'unknown') return []
      return grantKinds(graph, link).map((door) => ({
        door,
        party: link.from.id,
        target: link.to.id,
        type: text(link.to, 'type'),
        access: texts(link, 'access'),
        data: flag(link, 'data'),
        outcome: text(link, 'outcome'),
        requires: texts(link, 'requiresKeys'),
      }))
    }),
})
