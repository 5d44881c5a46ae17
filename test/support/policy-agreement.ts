import { decideAws } from '../../src/policy/aws/decide.js'
import type { AwsDecideRecord } from '../../src/policy/aws/record.js'
import { decideByReference } from '../../src/policy/aws/reference/index.js'
import { isDoubt } from '../../src/policy/condition/doubt.js'
import type { Requirement } from '../../src/model/index.js'

/** Doubts are requirements in the product and no keys in the reference. */
function isDoubtful(requirement: Requirement): boolean {
  return isDoubt({ key: requirement.key })
}

/** Both name what is not known of a role's `aws:userid`: the session's name, the role's unique id, or both. */
function normalized(key: string): string {
  const lower = key.toLowerCase()
  return lower === 'sts:rolesessionname' ? 'aws:userid' : lower
}

/**
 * Where the two evaluators contradict each other on a record; null when they agree.
 *
 * - What the reference allows, denies or leaves unknown without a key, the compiled one does too.
 * - What the reference calls conditional the compiled one may know better, as it sees tests that contradict or complete
 *   each other; it never asks for a key that the reference does not ask for.
 * - What the compiled one leaves unknown the reference does not decide; what the reference leaves unknown the compiled
 *   one denies where the same doubt would have to go both ways: an Allow that holds only if a Deny does.
 */
export function disagreement(record: AwsDecideRecord): string | null {
  const expected = decideByReference(record)
  const actual = decideAws(record)
  const keys = new Set(expected.requires.map(normalized))
  const asked = actual.requires.filter((r) => !isDoubtful(r)).map((r) => normalized(r.key))
  const more = asked.filter((key) => !keys.has(key))
  const bothWays = actual.outcome === 'denied' && actual.deniedBy.every((e) => e.statement !== null)
  const decided =
    expected.outcome === actual.outcome ||
    expected.outcome === 'conditional' ||
    (expected.outcome === 'unknown' && bothWays)
  if (decided && more.length === 0) return null
  const found = `${actual.outcome} [${asked.join(', ')}]`
  return `reference: ${expected.outcome} [${[...keys].join(', ')}], compiled: ${found}, record: ${JSON.stringify(record)}`
}
