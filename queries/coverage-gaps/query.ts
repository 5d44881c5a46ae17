import { type PropertyNode } from '../../src/graph/index.js'
import { defineQuery, distinct, grouped, text } from '../../src/query/index.js'

export const coverageGaps = defineQuery({
  id: 'coverage-gaps',
  group: 'coverage',
  title: 'What could not be seen, by call',
  params: {},
  columns: ['cloud', 'service', 'operation', 'reason', 'scopes', 'gaps'],
  order: ['-gaps', 'cloud', 'service', 'operation', 'reason'],
  twin: (graph) => {
    const names = ['cloud', 'service', 'call', 'reason'] as const
    const keyOf = (gap: PropertyNode): string => JSON.stringify(names.map((name) => text(gap, name)))
    return [...grouped(graph.nodes('CoverageGap'), keyOf).values()].flatMap((gaps) => {
      const [first] = gaps
      if (first === undefined) return []
      return {
        cloud: text(first, 'cloud'),
        service: text(first, 'service'),
        operation: text(first, 'call'),
        reason: text(first, 'reason'),
        scopes: distinct(gaps.map((gap) => text(gap, 'scope'))),
        gaps: gaps.length,
      }
    })
  },
})
