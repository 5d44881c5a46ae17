import { decideAzure } from '../../src/policy/azure/decide.js'
import type { AzureDecideRecord, Decision } from '../../src/policy/azure/record.js'
import { decideByReference } from '../../src/policy/azure/reference/index.js'

/**
 * Where the two evaluators contradict each other on a record; null when they agree.
 *
 * - What the reference allows, denies or leaves unknown without a way out, the compiled one does too.
 * - What the reference calls conditional the compiled one may know better, as it sees tests that contradict or complete
 *   each other: it says allowed or denied only if no tried way of what is open turns out otherwise.
 * - Where a doubt takes part beside a condition, the compiled one may say so.
 */
export function disagreement(record: AzureDecideRecord): string | null {
  const expected = decideByReference(record)
  const actual = decideAzure(record)
  const others = [...expected.possible].filter((outcome) => outcome !== actual.outcome)
  const agrees = (): boolean => {
    if (actual.outcome === expected.outcome) return actual.outcome !== 'conditional' || actual.requires.length > 0
    if (expected.outcome === 'unknown') return actual.outcome === 'denied' && deniedEitherWay(actual)
    if (expected.outcome !== 'conditional') return false
    if (actual.outcome === 'unknown') return expected.doubtful
    return others.length === 0
  }
  if (agrees()) return null
  const keys = actual.requires.map(({ key }) => key)
  const tried = [...expected.possible].join(' ')
  return [
    `reference: ${expected.outcome} [${expected.requires.join(', ')}] (tried: ${tried})`,
    `compiled: ${actual.outcome} [${keys.join(', ')}]`,
    `record: ${JSON.stringify(record)}`,
  ].join(', ')
}

/** A doubt that would have to go both ways: a grant that holds only if a deny does. */
function deniedEitherWay({ deniedBy }: Decision): boolean {
  return (
    deniedBy.length > 0 && deniedBy.every(({ statement, kind }) => statement !== null && kind === 'deny-assignment')
  )
}
