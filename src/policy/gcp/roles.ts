import { BASIC_ROLES, NEVER_BASIC, OWNERS_ONLY } from './basic-role-data.js'
import { PREDEFINED_ROLES } from './role-data.js'

const expanded = new Map<string, readonly string[]>()

/**
 * The permissions of a predefined role as far as they are built in; null for all others, the basic roles among them, of which
 * only a part is known (`basicRolePermissions`).
 */
export function rolePermissions(role: string): readonly string[] | null {
  const known = expanded.get(role)
  if (known !== undefined) return known
  const text = PREDEFINED_ROLES.get(role)
  if (text === undefined) return null
  const permissions = expand(text)
  expanded.set(role, permissions)
  return permissions
}

function expand(text: string): string[] {
  return text.split('; ').flatMap((entry) => {
    const [resource = '', ...verbs] = entry.split(' ')
    return verbs.map((verb) => `${resource}.${verb}`)
  })
}

const basic = new Map<string, readonly string[]>()
for (const [role, adds] of BASIC_ROLES) basic.set(role, [...([...basic.values()].at(-1) ?? []), ...expand(adds)])

/** What a basic role surely grants; it grants more. Null for all other roles. */
export function basicRolePermissions(role: string): readonly string[] | null {
  return basic.get(role) ?? null
}

/**
 * Does a basic role surely lack a permission?
 * @see https://cloud.google.com/iam/docs/roles-overview#basic
 */
export function basicRoleLacks(role: string, permission: string): boolean {
  return NEVER_BASIC.test(permission) || (role !== 'roles/owner' && OWNERS_ONLY.test(permission))
}
