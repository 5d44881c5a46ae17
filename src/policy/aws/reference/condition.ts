import { isObject } from '../../../model/index.js'
import type { Json } from '../../../model/index.js'
import { COMPARISONS, NEGATIONS } from './comparison.js'
import type { Comparison, RequestValue, Surroundings } from './comparison.js'
import type { ContextValue } from './context.js'
import { FALSE, TRUE, every, not, openOn, some, verdictOf } from './verdict.js'
import type { Verdict } from './verdict.js'
import { MANY } from './wildcard.js'
import type { Token } from './wildcard.js'

const ANY_VALUE: readonly Token[] = [MANY]

/**
 * Does the statement's `Condition` hold? Operators and keys are all needed.
 * Null when AWS would refuse to store it: an operator that does not exist, or values of the wrong type.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function evaluateCondition(condition: Json, surroundings: Surroundings): Verdict | null {
  if (!isObject(condition)) return null
  const verdicts: Verdict[] = []
  for (const [operator, keys] of Object.entries(condition)) {
    const parsed = parseOperator(operator)
    if (parsed === null || !isObject(keys)) return null
    for (const [key, value] of Object.entries(keys)) {
      const values = conditionValues(value)
      if (values === null) return null
      verdicts.push(evaluateKey(parsed, values, surroundings.context(key), surroundings))
    }
  }
  return every(verdicts)
}

interface Operator {
  readonly set: 'all' | 'any' | null
  readonly ifExists: boolean
  readonly negated: boolean
  /** Null stands for the operator `Null`. */
  readonly comparison: Comparison | null
}

function parseOperator(written: string): Operator | null {
  let name = written.toLowerCase()
  const set = name.startsWith('forallvalues:') ? 'all' : name.startsWith('foranyvalue:') ? 'any' : null
  if (set !== null) name = name.slice(name.indexOf(':') + 1)
  if (name === 'null') return { set, ifExists: false, negated: false, comparison: null }
  const ifExists = name.endsWith('ifexists')
  if (ifExists) name = name.slice(0, -'ifexists'.length)
  const positive = NEGATIONS.get(name)
  const comparison = COMPARISONS.get(positive ?? name)
  return comparison === undefined ? null : { set, ifExists, negated: positive !== undefined, comparison }
}

function conditionValues(value: Json): string[] | null {
  const list = Array.isArray(value) ? value : [value]
  const values: string[] = []
  for (const item of list) {
    if (typeof item !== 'string' && typeof item !== 'boolean' && typeof item !== 'number') return null
    values.push(String(item))
  }
  return values
}

/** One line of the condition, for each state in which the key can be. */
function evaluateKey(
  operator: Operator,
  expected: readonly string[],
  found: ContextValue,
  surroundings: Surroundings,
): Verdict {
  const whenAbsent = (): Verdict => keyAbsent(operator, expected)
  const whenPresent = (values: readonly RequestValue[]): Verdict => keyPresent(operator, expected, values, surroundings)
  switch (found.state) {
    case 'absent':
      return whenAbsent()
    case 'given':
      return found.values.length === 0 ? whenAbsent() : whenPresent(found.values.map((text) => ({ text })))
    case 'present':
      return whenPresent([found])
    case 'open': {
      const without = whenAbsent()
      const withIt = whenPresent([{ like: ANY_VALUE, key: found.key }])
      if (without.truth === withIt.truth && without.truth !== 'open') return without
      return openOn([found.key, ...without.keys, ...withIt.keys])
    }
  }
}

/**
 * The key is not in the request, or has no value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
function keyAbsent(operator: Operator, expected: readonly string[]): Verdict {
  if (operator.comparison === null) return verdictOf(expected.some((value) => value.toLowerCase() === 'true'))
  if (operator.ifExists) return TRUE
  if (operator.set === 'all') return TRUE
  if (operator.set === 'any') return FALSE
  return verdictOf(operator.negated)
}

/**
 * The key is in the request. The policy's values are alternatives for an operator that matches, and none of them
 * may match for one that does not.
 *
 * LIMIT: AWS leaves open what an operator without `ForAllValues` or `ForAnyValue` makes of several request values;
 * here one match is a match.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function keyPresent(
  operator: Operator,
  expected: readonly string[],
  values: readonly RequestValue[],
  surroundings: Surroundings,
): Verdict {
  const { comparison } = operator
  if (comparison === null) return verdictOf(expected.some((value) => value.toLowerCase() === 'false'))
  const matches = values.map((actual) => some(expected.map((text) => comparison(text, actual, surroundings))))
  const holds = operator.negated ? matches.map(not) : matches
  if (operator.set === 'all') return every(holds)
  if (operator.set === 'any') return some(holds)
  return operator.negated ? not(some(matches)) : some(matches)
}
