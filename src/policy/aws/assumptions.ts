import { ANY_ACCOUNT, type Caller } from './caller.js'
import { atomOf, type Atom } from '../condition/atom.js'
import type { Clauses } from '../condition/clauses.js'
import { operatorNamed } from '../condition/operators.js'

/**
 * What holds of keys that are open because the caller is not one known principal: somebody of an account has an
 * ARN of that account. Used to find contradictions, never reported as a requirement.
 */
export function assumedOf(caller: Caller): Clauses {
  if (caller.kind !== 'account' || caller.account === null || caller.account === ANY_ACCOUNT) return []
  return [[arnLike('aws:PrincipalArn', [`arn:*:*::${caller.account}:*`])]]
}

function arnLike(key: string, values: readonly string[]): Atom {
  const operator = operatorNamed('ArnLike')
  if (operator === undefined) throw new Error('operator table lacks `ArnLike`')
  return atomOf({ key, operator, quantifier: '', missing: false, values })
}

/**
 * What holds of somebody who is in none of our organizations: its organization is another one, or none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
export function outsideOrganizations(ids: readonly string[]): Clauses {
  if (ids.length === 0) return []
  const notEquals = operatorNamed('StringNotEquals')
  const notLike = operatorNamed('StringNotLike')
  if (notEquals === undefined || notLike === undefined) throw new Error('operator table lacks `StringNotEquals`')
  return [
    [atomOf({ key: 'aws:PrincipalOrgID', operator: notEquals, quantifier: '', missing: true, values: ids })],
    [
      atomOf({
        key: 'aws:PrincipalOrgPaths',
        operator: notLike,
        quantifier: 'ForAllValues',
        missing: true,
        values: ids.map((id) => `${id}/*`),
      }),
    ],
  ]
}
