import type { GcpDecideRecord } from '../record.js'
import { fieldOf, textsOf, type Context } from './context.js'
import { evaluateCondition } from './condition.js'
import { asMember, principalAttributes, projectOf } from './principal.js'
import { isBlockable } from './boundary-permissions.js'
import { and, every, not, or, possible, restricting, some, type Possible } from './possible.js'
import { isWithin } from './resource.js'
import type { Json } from '../../../model/index.js'

/**
 * Is the caller eligible to access the resource? Everybody is whom no policy is bound to; others where any bound policy
 * lists the resource or something above it; and the permission must be one that a bound policy can block.
 *
 * @see https://cloud.google.com/iam/docs/principal-access-boundary-policies
 */
export function eligible(record: GcpDecideRecord): Possible {
  const bound = (record.accessBoundaries ?? []).map(({ policy, binding }) => ({
    applies: isBound(binding, record),
    blocks: isBlockable(record.request.permission, fieldOf(fieldOf(policy, 'details'), 'enforcementVersion')),
    lists: possible(listsResource(policy, record)),
  }))
  const blocked = some(bound.map(({ applies, blocks }) => and(applies, blocks)))
  const listed = some(bound.map(({ applies, lists }) => and(applies, lists)))
  return or(not(blocked), listed)
}

function listsResource(policy: Json, record: GcpDecideRecord): boolean {
  const rules = fieldOf(fieldOf(policy, 'details'), 'rules')
  return (Array.isArray(rules) ? rules : []).some(
    (rule) =>
      fieldOf(rule, 'effect') === 'ALLOW' &&
      textsOf(fieldOf(rule, 'resources')).some((resource) => isWithin(resource, record.request)),
  )
}

/** Is the caller in the binding's principal set, and does its condition hold? What cannot be evaluated binds. */
function isBound(binding: Json, record: GcpDecideRecord): Possible {
  const set = fieldOf(fieldOf(binding, 'target'), 'principalSet')
  if (typeof set !== 'string' || !isInPrincipalSet(set, record)) return possible(false)
  const attributes = principalAttributes(record.request)
  const context: Context = (name) => {
    const value =
      name === 'principal.type' ? attributes?.type : name === 'principal.subject' ? attributes?.subject : undefined
    return value === undefined ? { state: 'absent' } : { state: 'known', value }
  }
  return every([restricting(evaluateCondition(fieldOf(binding, 'condition'), context))])
}

/**
 * The principal set of a project, folder or organization has the service accounts and workload pools below it, the set
 * of a pool its identities.
 */
function isInPrincipalSet(set: string, record: GcpDecideRecord): boolean {
  const { request } = record
  const own = asMember(request.principal)
  if ((request.memberOf ?? []).includes(set)) return true
  const pool = set.startsWith('//iam.googleapis.com/') ? `principal:${set}/` : null
  if (pool !== null) return own.startsWith(pool)
  const project = projectOf(own)
  if (project === null) return false
  const home = `//cloudresourcemanager.googleapis.com/projects/${project}`
  if (set === home) return true
  const at = request.ancestors.indexOf(home)
  return at >= 0 && request.ancestors.slice(at).includes(set)
}
