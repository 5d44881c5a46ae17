import { defineQuery, flag, reachRow, text, texts } from '../../src/query/index.js'
import { directReach, grantKinds } from '../direct-reach.js'

export const dataGrantedDirectly = defineQuery({
  id: 'data-granted-directly',
  group: 'external-reach',
  title: 'Content that policies hand to outsiders directly',
  params: {},
  columns: ['party', 'identity', 'target', 'doors', 'access', 'data', 'outcome', 'requires'],
  order: ['party', 'identity', 'target', 'outcome', 'requires', 'access', 'data', 'doors'],
  twin: (graph) =>
    directReach(graph)
      .filter((link) => flag(link, 'data') === true || text(link, 'outcome') === 'unknown')
      .map((link) => ({
        ...reachRow(link),
        identity: texts(link, 'via')?.[0] ?? null,
        doors: grantKinds(graph, link),
      })),
})
