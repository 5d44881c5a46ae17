import { canonicalJson, isObject, type Evidence, type Json } from '../../model/index.js'
import { canonicalMember } from './member.js'
import { namesPermission } from './permission.js'

/** One rule of a deny policy. */
export interface DenyRule {
  readonly deniedPrincipals: readonly string[]
  readonly exceptionPrincipals: readonly string[]
  readonly deniedPermissions: readonly string[]
  readonly exceptionPermissions: readonly string[]
  readonly condition: Json | undefined
  readonly evidence: Evidence
}

/**
 * The rules of a deny policy (version 2); what is no rule is left out.
 *
 * @see https://cloud.google.com/iam/docs/deny-overview
 * @see https://cloud.google.com/iam/docs/reference/rest/v2/policies
 */
export function denyRules(policy: Json, document: string): DenyRule[] {
  const rules = isObject(policy) ? policy['rules'] : undefined
  return listOf(rules).flatMap((rule, statement) => {
    const deny = isObject(rule) ? rule['denyRule'] : undefined
    if (!isObject(deny)) return []
    return [
      {
        deniedPrincipals: textsOf(deny['deniedPrincipals']).map(canonicalMember),
        exceptionPrincipals: textsOf(deny['exceptionPrincipals']).map(canonicalMember),
        deniedPermissions: textsOf(deny['deniedPermissions']),
        exceptionPermissions: textsOf(deny['exceptionPermissions']),
        condition: deny['denialCondition'],
        evidence: {
          id: `${document}#${String(statement)}`,
          kind: 'deny-policy',
          document,
          statement,
          sid: isObject(rule) && typeof rule['description'] === 'string' ? rule['description'] : null,
          text: canonicalJson(rule),
        },
      },
    ]
  })
}

/** Does the rule deny this permission, to whom it concerns? */
export function deniesPermission(rule: DenyRule, permission: string): boolean {
  return (
    rule.deniedPermissions.some((pattern) => namesPermission(pattern, permission)) &&
    !rule.exceptionPermissions.some((pattern) => namesPermission(pattern, permission))
  )
}

export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

export function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter((item) => typeof item === 'string')
}
