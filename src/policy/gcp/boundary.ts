import { canonicalJson, isObject, type Evidence, type Json } from '../../model/index.js'
import type { Clauses } from '../condition/clauses.js'
import { fails } from './condition/condition.js'
import { listOf, textsOf } from './deny.js'
import { isGoogleAccount, poolMember, principalAttributes } from './member.js'

/** A principal access boundary policy that a binding puts in force for a set of principals. */
export interface Boundary {
  /** The set of principals: a project, folder, organization, pool or Workspace. */
  readonly principalSet: string
  readonly condition: Json | undefined
  /** What principals of the set stay eligible for. */
  readonly resources: readonly string[]
  readonly version: string
  readonly evidence: Evidence
}

/**
 * Joins a binding with its policy; null when the binding binds nothing.
 *
 * @param policy null: the policy is not there, which leaves principals eligible for whatever it lists
 * @see https://cloud.google.com/iam/docs/reference/rest/v3/organizations.locations.policyBindings
 */
export function boundaryOf(policy: Json, binding: Json, document: string): Boundary | null {
  if (!isObject(binding) || !isObject(policy)) return null
  const target = binding['target']
  const principalSet = isObject(target) ? target['principalSet'] : undefined
  const details = policy['details']
  if (typeof principalSet !== 'string' || !isObject(details)) return null
  const rules = listOf(details['rules']).filter((rule) => isObject(rule) && (rule['effect'] ?? 'ALLOW') === 'ALLOW')
  const version = details['enforcementVersion']
  return {
    principalSet,
    condition: binding['condition'],
    resources: rules.flatMap((rule) => (isObject(rule) ? textsOf(rule['resources']) : [])),
    version: typeof version === 'string' || typeof version === 'number' ? String(version) : '',
    evidence: {
      id: `${document}#0`,
      kind: 'access-boundary',
      document,
      statement: 0,
      sid: typeof policy['displayName'] === 'string' ? policy['displayName'] : null,
      text: canonicalJson({ binding, details }),
    },
  }
}

/**
 * What has to hold for the binding's condition to spare the principal; null when it never does. The condition knows the
 * type and the subject of the principal.
 */
export function sparedBy(boundary: Boundary, member: string): Clauses | null {
  if (boundary.condition === undefined || boundary.condition === null) return null
  const known = principalAttributes(member)
  return fails(boundary.condition, (name) => {
    const value = name === 'principal.type' ? known?.type : name === 'principal.subject' ? known?.subject : undefined
    return value === undefined ? { state: 'absent' } : { state: 'known', value }
  })
}

/**
 * Is the principal in the set that a binding targets? The set of a project, folder or organization has the service accounts
 * and the workload pools in it; that of an organization also the people of its domains.
 *
 * @param isBelow is this container the principal's project, or above it? of people: is it their organization?
 * @see https://cloud.google.com/iam/docs/principal-access-boundary-policies#principal-sets
 */
export function isInPrincipalSet(set: string, member: string, isBelow: (container: string) => boolean): boolean {
  if (set.startsWith('//iam.googleapis.com/') && set.includes('Pools/')) {
    const pool = poolMember(member)
    return pool !== null && set === `//${pool.pool}`
  }
  if (set.startsWith('//cloudresourcemanager.googleapis.com/'))
    return (isGoogleAccount(member) || poolMember(member) !== null) && isBelow(set)
  return isBelow(set)
}
