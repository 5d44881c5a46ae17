import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, type Json, type Outcome } from '../../../../src/model/index.js'
import { decideGcp } from '../../../../src/policy/gcp/decide.js'
import type { GcpDecideRecord } from '../../../../src/policy/gcp/record.js'
import { decideGcpByReference } from '../../../../src/policy/gcp/reference/index.js'
import { gcpRecordArbitrary } from '../../../support/gcp-record-generator.js'

/** More cases for a nightly run: `POLICY_CASES=1000000 npx vitest run test/unit/policy/gcp/differential.test.ts`. */
const CASES = Number(process.env['POLICY_CASES'] ?? 3000)
const SEED = Number(process.env['POLICY_SEED'] ?? 20260101)
const TIMEOUT = { timeout: 20_000 + CASES * 10 }

function check(law: (record: GcpDecideRecord) => void, cases = CASES): void {
  fc.assert(fc.property(gcpRecordArbitrary(), law), { numRuns: cases, seed: SEED })
}

/** How much access an outcome is. */
function strength(outcome: Outcome): number {
  return { denied: 0, unknown: 1, conditional: 1, allowed: 2 }[outcome]
}

function outcomeOf(record: GcpDecideRecord): Outcome {
  return decideGcp(record).outcome
}

describe('the evaluator and the reference', () => {
  it('agree on random records', TIMEOUT, () => {
    check((record) => {
      const decision = decideGcp(record)
      const { outcome, byTrying } = decideGcpByReference(record)
      const expected = decision.outcome === outcome ? outcome : byTrying()
      expect(decision.outcome, JSON.stringify(record, null, 1)).toBe(expected)
      if (decision.outcome === 'denied') expect(decision.deniedBy).not.toEqual([])
      if (decision.outcome === 'conditional') expect(decision.requires).not.toEqual([])
      if (decision.outcome === 'allowed') expect(decision.requires).toEqual([])
    })
  })

  it('are asked about records of every outcome', () => {
    const outcomes = fc
      .sample(gcpRecordArbitrary(), { numRuns: 400, seed: SEED })
      .map((r) => decideGcpByReference(r).outcome)
    expect(new Set(outcomes)).toEqual(new Set(['allowed', 'conditional', 'denied', 'unknown']))
  })
})

describe('laws that need no reference', () => {
  const fewer = Math.ceil(CASES / 4)

  it('a deny rule more never adds access', TIMEOUT, () => {
    const denyRule = {
      deniedPrincipals: ['principal://goog/subject/bob@vendor.example', 'principalSet://goog/group/staff@corp.example'],
      deniedPermissions: ['storage.googleapis.com/*', 'bigquery.googleapis.com/tables.*'],
    }
    check((record) => {
      const above = record.request.ancestors.at(-1) ?? record.request.resource
      const more = { name: 'policies/x/denypolicies/more', rules: [{ denyRule }] }
      const changed = { ...record, deny: { ...record.deny, [above]: [...(record.deny?.[above] ?? []), more] } }
      expect(strength(outcomeOf(changed))).toBeLessThanOrEqual(strength(outcomeOf(record)))
    }, fewer)
  })

  it('an access boundary that lists nothing never adds access', TIMEOUT, () => {
    check((record) => {
      const above = record.request.ancestors.at(-1) ?? record.request.resource
      const policy = { details: { rules: [{ resources: [], effect: 'ALLOW' }], enforcementVersion: '3' } }
      const accessBoundaries = [
        ...(record.accessBoundaries ?? []),
        { policy, binding: { target: { principalSet: above }, policyKind: 'PRINCIPAL_ACCESS_BOUNDARY' } },
      ]
      expect(strength(outcomeOf({ ...record, accessBoundaries }))).toBeLessThanOrEqual(strength(outcomeOf(record)))
    }, fewer)
  })

  it('a binding less never adds access', TIMEOUT, () => {
    check((record) => {
      for (const at of Object.keys(record.allow ?? {})) {
        const allow = { ...record.allow, [at]: withBindings(record.allow?.[at], (bindings) => bindings.slice(1)) }
        expect(strength(outcomeOf({ ...record, allow }))).toBeLessThanOrEqual(strength(outcomeOf(record)))
      }
    }, fewer)
  })

  it('the order of policies, bindings, members and rules never matters', TIMEOUT, () => {
    check((record) => {
      expect(outcomeOf(reversed(record))).toBe(outcomeOf(record))
    }, fewer)
  })

  it('a condition dropped from every binding never takes access away', TIMEOUT, () => {
    check((record) => {
      const unconditional = (binding: Json): Json =>
        isObject(binding) ? Object.fromEntries(Object.entries(binding).filter(([key]) => key !== 'condition')) : binding
      const allow = Object.fromEntries(
        Object.entries(record.allow ?? {}).map(([at, policy]) => [
          at,
          withBindings(policy, (all) => all.map(unconditional)),
        ]),
      )
      expect(strength(outcomeOf({ ...record, allow }))).toBeGreaterThanOrEqual(strength(outcomeOf(record)))
    }, fewer)
  })
})

function withBindings(policy: Json | undefined, change: (bindings: Json[]) => Json[]): Json {
  if (!isObject(policy)) return {}
  const { bindings } = policy
  return { ...policy, bindings: change(Array.isArray(bindings) ? bindings : []) }
}

/** The record with every list and every map of policies the other way round; paths of places keep their order. */
function reversed(record: GcpDecideRecord): GcpDecideRecord {
  const { request, allow, deny, accessBoundaries } = record
  return {
    ...record,
    request: { ...request, memberOf: [...(request.memberOf ?? [])].reverse() },
    allow: turned(allow ?? {}) as NonNullable<GcpDecideRecord['allow']>,
    deny: turned(deny ?? {}) as NonNullable<GcpDecideRecord['deny']>,
    accessBoundaries: [...(accessBoundaries ?? [])].reverse(),
  }
}

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned).reverse()
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, Json] => [key, turned(item)])
      .reverse(),
  )
}
