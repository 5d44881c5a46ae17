import { isObject, type Json, type JsonObject } from '../../../model/index.js'
import { listOf, textsOf } from '../deny.js'
import { canonicalMember, includesSubject, type Subject } from '../member.js'

/** Levels may require levels; a chain longer than this stays open. */
const DEEPEST = 10

/**
 * Is somebody, by who it is alone, at an access level? Null: that depends on more (an address, a device), or cannot be
 * told. Only basic levels are read; an expression stays open.
 *
 * @param name `accessPolicies/<n>/accessLevels/<level>`
 * @see https://cloud.google.com/access-context-manager/docs/reference/rest/v1/accessPolicies.accessLevels
 * @see https://cloud.google.com/access-context-manager/docs/create-basic-access-level#members
 */
export function isAtLevel(
  name: string,
  subject: Subject,
  document: (id: string) => Json | undefined,
  depth = 0,
): boolean | null {
  const level = document(name)
  const basic = isObject(level) ? level['basic'] : undefined
  if (!isObject(basic) || depth > DEEPEST) return null
  const conditions = listOf(basic['conditions'])
  if (conditions.length === 0) return null
  const met = conditions.map((condition) =>
    isObject(condition)
      ? meets(condition, subject, (required) => isAtLevel(required, subject, document, depth + 1))
      : null,
  )
  return basic['combiningFunction'] === 'OR' ? anyOf(met) : allOf(met)
}

function meets(condition: JsonObject, subject: Subject, level: (name: string) => boolean | null): boolean | null {
  const parts = [membersInclude(condition, subject), ...textsOf(condition['requiredAccessLevels']).map(level)]
  if (Object.keys(condition).some((field) => !DECIDED.has(field))) parts.push(null)
  const held = allOf(parts)
  return condition['negate'] === true && held !== null ? !held : held
}

/** Fields of a condition of which who somebody is decides what they say; all others depend on the request. */
const DECIDED: ReadonlySet<string> = new Set(['members', 'requiredAccessLevels', 'negate'])

/** Levels list people and service accounts: some of a wider set may be among them. */
function membersInclude(condition: JsonObject, subject: Subject): boolean | null {
  const members = textsOf(condition['members']).map(canonicalMember)
  if (members.length === 0) return true
  if (members.some((member) => includesSubject(member, subject))) return true
  return /^(?:user|serviceAccount|principal|login):/.test(subject.member) ? false : null
}

function allOf(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false
  return parts.includes(null) ? null : true
}

function anyOf(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(true)) return true
  return parts.includes(null) ? null : false
}
