import { expect, it } from 'vitest'
import { createFactsBuilder } from '../../../src/connector/index.js'
import type { FactNode } from '../../../src/model/index.js'

const node = (id: string, scope: string | null, properties: FactNode['properties'] = {}): FactNode => ({
  id,
  type: 'aws_account',
  cloud: 'aws',
  scope,
  name: id,
  kind: 'Scope',
  properties,
})

it('the same things in any order are the same facts', () => {
  const steps: ((facts: ReturnType<typeof createFactsBuilder>) => void)[] = [
    (facts) => facts.node(node('b', 'a')),
    (facts) => facts.node(node('a', null)),
    (facts) => facts.node(node('b', 'a')),
    (facts) => facts.edge({ from: 'b', to: 'a', type: 'TRUSTS' }),
    (facts) => facts.attach({ document: 'd', to: 'b', as: 'trust' }),
    (facts) => facts.attach({ document: 'd', to: 'a', as: 'scp' }),
    (facts) => facts.document({ id: 'd', name: 'd', document: {} }),
  ]
  const built = [steps, [...steps].reverse()].map((order) => {
    const facts = createFactsBuilder()
    for (const step of order) step(facts)
    return facts.build()
  })
  expect(built[0]).toEqual(built[1])
  expect(built[0]?.edges).toEqual([
    { from: 'a', to: 'b', type: 'CONTAINS' },
    { from: 'b', to: 'a', type: 'TRUSTS' },
  ])
})

it('an edge to what is not there is left out, a property that was null is filled in', () => {
  const facts = createFactsBuilder()
  facts.node(node('a', 'gone', { name: null, kept: 1 }))
  facts.node(node('a', null, { name: 'tools', kept: 2 }))
  expect(facts.build()).toMatchObject({ edges: [], nodes: [{ scope: 'gone', properties: { name: 'tools', kept: 1 } }] })
})

it('a second text under the same id is told, and the first one stays', () => {
  const facts = createFactsBuilder()
  expect(facts.document({ id: 'd', name: 'd', document: { a: 1, b: 2 } })).toBe(true)
  expect(facts.document({ id: 'd', name: 'd', document: { b: 2, a: 1 } })).toBe(true)
  expect(facts.document({ id: 'd', name: 'd', document: { a: 2 } })).toBe(false)
  expect(facts.build().documents).toEqual([{ id: 'd', name: 'd', document: { a: 1, b: 2 } }])
})
