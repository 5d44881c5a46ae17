import { ANY_ACCOUNT, type Caller } from './caller.js'
import { atomNamed } from '../condition/atom.js'
import type { Clauses } from '../condition/clauses.js'

/**
 * What holds of keys that are open because the caller is not one known principal: somebody of an account signs, and has
 * an ARN of that account. Used to find contradictions, never reported as a requirement.
 */
export function assumedOf(caller: Caller): Clauses {
  if (caller.kind !== 'account' || caller.account === null) return []
  const signs: Clauses = [[atomNamed('aws:PrincipalType', 'StringNotEquals', ['Anonymous'])]]
  if (caller.account === ANY_ACCOUNT) return signs
  return [...signs, [atomNamed('aws:PrincipalArn', 'ArnLike', [`arn:*:*::${caller.account}:*`])]]
}

/**
 * What holds of somebody who is in none of our organizations: its organization is another one, or none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
export function outsideOrganizations(ids: readonly string[]): Clauses {
  if (ids.length === 0) return []
  return [
    [atomNamed('aws:PrincipalOrgID', 'StringNotEquals', ids)],
    [
      atomNamed(
        'aws:PrincipalOrgPaths',
        'StringNotLike',
        ids.map((id) => `${id}/*`),
        { quantifier: 'ForAllValues' },
      ),
    ],
  ]
}
