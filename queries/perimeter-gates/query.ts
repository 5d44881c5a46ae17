import { defineQuery, flag, grouped, text, texts } from '../../src/query/index.js'
import { partiesActingAs } from '../direct-reach.js'

const GATES = ['accessLevel', 'ingress.source', 'perimeter', 'request.method']

export const perimeterGates = defineQuery({
  id: 'perimeter-gates',
  group: 'trust-quality',
  title: 'Access of outsiders that a service perimeter gates',
  params: {},
  columns: ['holder', 'parties', 'target', 'gates', 'shut', 'access', 'data', 'actions'],
  order: ['holder', 'target', 'gates', 'shut', 'access', 'data', 'actions'],
  twin: (graph) => {
    const gated = graph.links('CAN_ACCESS').flatMap((link) => {
      const gates = (texts(link, 'requiresKeys') ?? []).filter((key) => GATES.includes(key))
      return gates.length === 0 ? [] : [{ link, gates }]
    })
    return [...grouped(gated, ({ link }) => link.from)].flatMap(([holder, group]) => {
      const parties = partiesActingAs(graph, holder)
      if (parties.length === 0) return []
      return group.map(({ link, gates }) => ({
        holder: holder.id,
        parties,
        target: link.to.id,
        gates,
        shut: gates.includes('perimeter') && text(link, 'alternatives') === null,
        access: texts(link, 'access'),
        data: flag(link, 'data'),
        actions: texts(link, 'actions'),
      }))
    })
  },
})
