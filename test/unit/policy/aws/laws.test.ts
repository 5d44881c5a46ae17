import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { decideAws } from '../../../../src/policy/aws/decide.js'
import type { AwsDecideRecord, Decision, PolicyLayers } from '../../../../src/policy/aws/record.js'
import { recordArbitrary, type RawDocument, type RawStatement } from '../../../support/policy-generator.js'

const CASES = Number(process.env['POLICY_CASES'] ?? 300)
const SEED = Number(process.env['POLICY_SEED'] ?? 20260101)

/** How much access an answer gives: none, perhaps, certainly. */
const amount = ({ outcome }: Decision): number => (outcome === 'denied' ? 0 : outcome === 'allowed' ? 2 : 1)

/** What of an answer must not depend on how the policies are written. */
const meaning = ({ outcome, requires }: Decision): Json =>
  [outcome, ...new Set(requires.map((r) => r.key.toLowerCase()))].sort()

type Rewrite = (statements: RawStatement[]) => RawStatement[]

/** The record with the statements of every document rewritten. */
function rewritten(record: AwsDecideRecord, rewrite: Rewrite): AwsDecideRecord {
  const document = (value: Json): Json => {
    const { Statement, ...rest } = value as RawDocument
    return { ...rest, Statement: rewrite(Statement) }
  }
  const policies: PolicyLayers = { ...record.policies }
  if (policies.resource !== undefined) policies.resource = document(policies.resource)
  for (const layer of ['identity', 'boundary', 'session', 'endpoint'] as const) {
    const documents = policies[layer]
    if (documents !== undefined) policies[layer] = documents.map(document)
  }
  for (const layer of ['serviceControl', 'resourceControl'] as const) {
    const levels = policies[layer]
    if (levels !== undefined) policies[layer] = levels.map((level) => level.map(document))
  }
  return { ...record, policies }
}

const splitActions: Rewrite = (statements) =>
  statements.flatMap((s) =>
    Array.isArray(s['Action']) ? s['Action'].map((Action): RawStatement => ({ ...s, Action })) : [s],
  )

const neutral: readonly (readonly [law: string, rewrite: Rewrite])[] = [
  ['the order of statements', (statements) => [...statements].reverse()],
  ['a Sid', (statements) => statements.map((s, i) => ({ ...s, Sid: `S${String(i)}` }))],
  ['a statement written twice', (statements) => [...statements, ...statements]],
  ['a statement for each action', splitActions],
]

const NARROWER: readonly (readonly [law: string, rewrite: Rewrite])[] = [
  ['one more Deny', (statements) => [...statements, ...statements.slice(0, 1).map((s) => ({ ...s, Effect: 'Deny' }))]],
  ['one Allow less', (statements) => statements.filter((s, i) => s['Effect'] !== 'Allow' || i > 0)],
  [
    'one resource less in an Allow',
    (statements) =>
      statements.map((s) =>
        s['Effect'] === 'Allow' && Array.isArray(s['Resource']) && s['Resource'].length > 1
          ? { ...s, Resource: s['Resource'].slice(1) }
          : s,
      ),
  ],
  [
    'one action less in an Allow',
    (statements) =>
      statements.map((s) =>
        s['Effect'] === 'Allow' && Array.isArray(s['Action']) && s['Action'].length > 1
          ? { ...s, Action: s['Action'].slice(1) }
          : s,
      ),
  ],
]

describe('laws of the compiled evaluator', () => {
  const check = (test: (record: AwsDecideRecord) => void): void => {
    fc.assert(fc.property(recordArbitrary(), test), { numRuns: CASES, seed: SEED })
  }

  it.each(neutral)('%s changes nothing', { timeout: 20_000 + CASES * 20 }, (_, rewrite) => {
    check((record) => {
      expect(meaning(decideAws(rewritten(record, rewrite)))).toEqual(meaning(decideAws(record)))
    })
  })

  it.each(NARROWER)('%s never adds access', { timeout: 20_000 + CASES * 20 }, (_, rewrite) => {
    check((record) => {
      // What makes a bucket policy public takes access away, so that less of it may give more.
      const { publicAccessBlock: _block, ...policies } = record.policies
      const before = { ...record, policies }
      expect(amount(decideAws(rewritten(before, rewrite)))).toBeLessThanOrEqual(amount(decideAws(before)))
    })
  })

  it('closing the context settles what was open and never turns an answer', { timeout: 20_000 + CASES * 20 }, () => {
    check((record) => {
      const open = decideAws({ ...record, request: { ...record.request, contextOpen: true } })
      const closed = decideAws({ ...record, request: { ...record.request, contextOpen: false } })
      if (open.outcome === 'denied' || open.outcome === 'allowed') expect(closed.outcome).toBe(open.outcome)
    })
  })
})
