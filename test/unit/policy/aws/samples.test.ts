import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Requirement } from '../../../../src/model/index.js'
import { decideAws } from '../../../../src/policy/aws/decide.js'
import { isDoubt } from '../../../../src/policy/condition/doubt.js'
import type { AwsDecideRecord } from '../../../../src/policy/aws/record.js'
import { decideByReference } from '../../../../src/policy/aws/reference/index.js'
import { recordArbitrary } from '../../../support/policy-generator.js'
import {
  canBeSampled,
  candidatesFor,
  holdsOn,
  randomOf,
  sampleOf,
  SAMPLED_KEYS,
  testOf,
  type Fixed,
} from '../../../support/policy-samples.js'

const CASES = Number(process.env['POLICY_CASES'] ?? 1000)
const SEED = Number(process.env['POLICY_SEED'] ?? 20260101)
const SAMPLES = 6

const isOpen = ({ request }: AwsDecideRecord): boolean =>
  request.contextOpen === true || (request.contextPresent ?? []).length > 0 || /[*?]/.test(request.resource)

/** Values that make all the requirements hold; null when they hold variables or the vocabulary has none. */
function satisfying(requirements: readonly Requirement[], random: (below: number) => number): Fixed | null {
  const byKey = new Map<string, Requirement[]>()
  for (const r of requirements) byKey.set(r.key.toLowerCase(), [...(byKey.get(r.key.toLowerCase()) ?? []), r])
  const context = new Map<string, string | undefined>()
  let session: string | undefined
  let resource: Fixed['resource'] | undefined
  for (const [key, list] of byKey) {
    if (list.some(isDoubt)) return null
    const tests = list.map(testOf)
    const holds = (value: string | undefined): boolean => tests.every((test) => test !== null && holdsOn(test, value))
    if (key === 'resource') resource = holds
    else if (key === 'sts:rolesessionname') session = ['job', 'other'].find(holds)
    else if (!SAMPLED_KEYS.includes(key)) return null
    else {
      const candidates = candidatesFor(key).filter(holds)
      if (candidates.length === 0) return null
      context.set(key, candidates[random(candidates.length)])
    }
    if (key === 'sts:rolesessionname' && session === undefined) return null
  }
  return { context, ...(session === undefined ? {} : { session }), ...(resource === undefined ? {} : { resource }) }
}

describe('an answer for many requests', () => {
  it('holds for each of them', { timeout: 20_000 + CASES * 40 }, () => {
    const seen = { allowed: 0, denied: 0, satisfied: 0 }
    fc.assert(
      fc.property(recordArbitrary(), fc.integer(), (record, seed) => {
        if (!isOpen(record) || !canBeSampled(record)) return
        const random = randomOf(seed)
        const { outcome, requires, alternatives } = decideAws(record)
        const check = (fixed: Fixed | undefined, expected: string): void => {
          const sample = sampleOf(record, random, fixed)
          if (sample === null) return
          const decided = decideByReference(sample).outcome
          if (decided === 'conditional' || decided === 'unknown') return
          seen[fixed !== undefined ? 'satisfied' : expected === 'allowed' ? 'allowed' : 'denied']++
          if (decided !== expected) {
            expect.unreachable(
              `${outcome}, sample ${decided}: ${JSON.stringify({ record, sample: sample.request, requires, alternatives })}`,
            )
          }
        }
        if (outcome === 'allowed' || outcome === 'denied') for (let i = 0; i < SAMPLES; i++) check(undefined, outcome)
        if (outcome !== 'conditional') return
        for (const way of alternatives ?? [requires]) {
          const fixed = satisfying(way, random)
          if (fixed !== null) for (let i = 0; i < 2; i++) check(fixed, 'allowed')
        }
      }),
      { numRuns: CASES, seed: SEED },
    )
    expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(CASES / 4)
    expect(seen.satisfied).toBeGreaterThan(CASES / 50)
  })
})
