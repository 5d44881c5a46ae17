import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { components, openComponents, storeComponents } from '../../../src/engine/components.js'
import { openSections, StoredFormError, writeSections } from '../../../src/engine/sections.js'
import type { Section } from '../../../src/engine/sections.js'
import { compact, kindMasks, plainGraphs, reachedLiterally } from './random-graph.js'

describe('components', () => {
  it('groups exactly the nodes that reach each other, numbered against the edges', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, (plain, kinds) => {
        const { componentOf, count, memberOffsets, members } = components(compact(plain), kinds)
        const reach = Array.from({ length: plain.size }, (_, node) => reachedLiterally(plain, [node], kinds))
        for (let a = 0; a < plain.size; a++) {
          for (let b = 0; b < plain.size; b++) {
            const together = reach[a]?.includes(b) === true && reach[b]?.includes(a) === true
            expect(componentOf[a] === componentOf[b]).toBe(together)
          }
        }
        for (const { from, to, kind } of plain.edges) {
          if ((kinds >>> kind) & 1) expect(componentOf[from]).toBeGreaterThanOrEqual(componentOf[to] ?? NaN)
        }
        expect(new Set(componentOf).size).toBe(count)
        for (let component = 0; component < count; component++) {
          const group = [...members.subarray(memberOffsets[component], memberOffsets[component + 1])]
          expect(group).toEqual([...componentOf.keys()].filter((node) => componentOf[node] === component))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leaves out what the roots do not lead to', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, (plain, kinds) => {
        const roots = plain.sources[0] ?? []
        const { componentOf } = components(compact(plain), kinds, { roots })
        const covered = [...componentOf.keys()].filter((node) => componentOf[node] !== -1)
        expect(covered).toEqual(reachedLiterally(plain, roots, kinds))
      }),
    )
  })

  it('is the same after a round trip through the stored form', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, fc.constantFrom('in' as const, 'out' as const), (plain, kinds, direction) => {
        const graph = compact(plain)
        const value = components(graph, kinds, { direction })
        const sections = new Map<string, Section>()
        storeComponents(sections, 'c', value)
        expect(openComponents(openSections(writeSections(sections)), 'c', graph)).toEqual(value)
      }),
    )
  })

  it.each<[string, string, Section]>([
    ['a component that does not exist', 'c.componentOf', Int32Array.of(0, 9)],
    ['another number of nodes', 'c.componentOf', Int32Array.of(0)],
    ['a member that is no node', 'c.members', Uint32Array.of(0, 7)],
    ['offsets that do not span', 'c.memberOffsets', Uint32Array.of(0, 1)],
    ['no kinds', 'c.kinds', new Uint32Array(0)],
  ])('refuses a stored form with %s', (_, name, damage) => {
    const graph = compact({ size: 2, edges: [], sources: [] })
    const sections = new Map<string, Section>()
    storeComponents(sections, 'c', components(graph, 1))
    sections.set(name, damage)
    expect(() => openComponents(sections, 'c', graph)).toThrow(StoredFormError)
  })

  it('refuses a root that is no node', () => {
    expect(() => components(compact({ size: 2, edges: [], sources: [] }), 1, { roots: [2] })).toThrow(RangeError)
  })
})
