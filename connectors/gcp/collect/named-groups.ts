import { isObject, type Json } from '../../../src/model/index.js'

const MAIL = /^[^/@\s?#:]{1,200}@[^/@\s?#:]{1,200}$/
/** How a member of a policy, an entitlement, a deny rule or an access list names a group. */
const PREFIXES = ['group:', 'principalSet://goog/group/']
/** What is nested deeper is no answer to be read. */
const DEPTH = 200

/**
 * Addresses of the groups that an answer names: members of policies, access entries of datasets, access control lists of
 * buckets, principals of deny rules, entitlements and perimeters.
 */
export function groupsNamedIn(body: Json): string[] {
  const found = new Set<string>()
  walk(body, '', DEPTH, found)
  return [...found].sort()
}

/** Groups among the members of a group. */
export function nestedGroupsIn(body: Json): string[] {
  const memberships = isObject(body) && Array.isArray(body['memberships']) ? body['memberships'] : []
  const found = new Set<string>()
  for (const membership of memberships) {
    if (!isObject(membership) || membership['type'] !== 'GROUP') continue
    const key = membership['preferredMemberKey']
    if (isObject(key) && typeof key['id'] === 'string') add(key['id'], found)
  }
  return [...found].sort()
}

function walk(value: Json, field: string, depth: number, found: Set<string>): void {
  if (depth === 0) return
  if (typeof value === 'string') {
    const prefix = PREFIXES.find((start) => value.startsWith(start))
    if (prefix !== undefined) add(value.slice(prefix.length), found)
    else if (field === 'groupByEmail') add(value, found)
    else if (field === 'entity' && value.startsWith('group-')) add(value.slice('group-'.length), found)
  } else if (Array.isArray(value)) for (const item of value) walk(item, field, depth - 1, found)
  else if (isObject(value)) for (const [name, item] of Object.entries(value)) walk(item, name, depth - 1, found)
}

function add(text: string, found: Set<string>): void {
  const mail = text.toLowerCase()
  if (MAIL.test(mail)) found.add(mail)
}
