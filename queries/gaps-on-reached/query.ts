import { type PropertyNode } from '../../src/graph/index.js'
import { countDistinct, defineQuery, grouped, text } from '../../src/query/index.js'

export const gapsOnReached = defineQuery({
  id: 'gaps-on-reached',
  group: 'coverage',
  title: 'What was not read about things that outsiders reach',
  params: {},
  columns: ['node', 'service', 'operation', 'reason', 'message', 'parties'],
  order: ['-parties', 'node', 'service', 'operation', 'reason', 'message'],
  twin: (graph) => {
    const met = graph
      .links('CONCERNS')
      .flatMap(({ from: gap, to: node }) =>
        graph.into(node, 'CAN_REACH').map((link) => ({ gap, node, party: link.from })),
      )
    const names = ['service', 'call', 'reason', 'message'] as const
    const keyOf = ({ gap, node }: { gap: PropertyNode; node: PropertyNode }): string =>
      JSON.stringify([node.id, ...names.map((name) => text(gap, name))])
    return [...grouped(met, keyOf).values()].flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      return {
        node: first.node.id,
        service: text(first.gap, 'service'),
        operation: text(first.gap, 'call'),
        reason: text(first.gap, 'reason'),
        message: text(first.gap, 'message'),
        parties: countDistinct(group.map(({ party }) => party)),
      }
    })
  },
})
