import { EDGE_KINDS } from '../../src/graph/index.js'
import { defineQuery, integer, text, texts } from '../../src/query/index.js'

export const partyRoutes = defineQuery({
  id: 'party-routes',
  group: 'path-finding',
  title: 'How one party gets to what it reaches',
  params: {
    party: {
      type: 'node',
      labels: ['ExternalParty'],
      required: true,
      default: null,
      example: 'coldharbor',
      description: 'the party',
    },
    target: {
      type: 'node',
      labels: [...EDGE_KINDS.CAN_REACH.to],
      required: false,
      default: null,
      example: 'arn:aws:s3:::northwind-customer-records',
      description: 'only this target',
    },
  },
  columns: ['target', 'outcome', 'hops', 'via', 'steps', 'requires', 'because', 'actions'],
  order: ['target', 'hops', 'via', 'outcome', 'requires', 'because', 'actions', 'steps'],
  twin: (graph, { party, target }) => {
    const node = graph.node('ExternalParty', party)
    const links = node === undefined ? [] : graph.out(node, 'CAN_REACH')
    return links
      .filter(({ to }) => target === null || to.id === target)
      .map((link) => ({
        target: link.to.id,
        outcome: text(link, 'outcome'),
        hops: integer(link, 'hops'),
        via: texts(link, 'via'),
        steps: texts(link, 'steps'),
        requires: texts(link, 'requiresKeys'),
        because: texts(link, 'because'),
        actions: texts(link, 'actions'),
      }))
  },
})
