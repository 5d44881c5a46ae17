import { PREDEFINED_ROLES } from './role-data.js'

const expanded = new Map<string, readonly string[]>()

/**
 * The permissions of a predefined role as far as they are built in; null for all others, the basic roles among them, which
 * have thousands of permissions that change every week.
 */
export function rolePermissions(role: string): readonly string[] | null {
  const known = expanded.get(role)
  if (known !== undefined) return known
  const text = PREDEFINED_ROLES.get(role)
  if (text === undefined) return null
  const permissions = text.split('; ').flatMap((entry) => {
    const [resource = '', ...verbs] = entry.split(' ')
    return verbs.map((verb) => `${resource}.${verb}`)
  })
  expanded.set(role, permissions)
  return permissions
}
