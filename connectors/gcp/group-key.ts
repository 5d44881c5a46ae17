/** The key of a group in the name of a membership. */
export function groupKeyIn(name: string): string | null {
  return /\/groups\/([^/]+)\/memberships\//.exec(name)?.[1] ?? null
}

/** The address of a group by its number, or the address itself. */
export function groupMail(key: string, inventory: { groups: ReadonlyMap<string, string> }): string | null {
  return key.includes('@') ? key.toLowerCase() : (inventory.groups.get(key) ?? null)
}
