import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disagreement } from '../../../support/azure-policy-agreement.js'
import { recordArbitrary } from '../../../support/azure-policy-generator.js'

/** More cases for a nightly run: `POLICY_CASES=1000000 npx vitest run test/unit/policy/azure/differential.test.ts`. */
const CASES = Number(process.env['POLICY_CASES'] ?? 1500)
const SEED = Number(process.env['POLICY_SEED'] ?? 20260101)

describe('the compiled evaluator of Azure records and the reference', () => {
  it('agree on random records', { timeout: 20_000 + CASES * 20 }, () => {
    fc.assert(
      fc.property(recordArbitrary(), (record) => {
        expect(disagreement(record)).toBeNull()
      }),
      { numRuns: CASES, seed: SEED },
    )
  })
})
