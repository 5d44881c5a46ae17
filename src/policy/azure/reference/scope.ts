/**
 * The segments of an ARM id, without regard to case. The root scope `/` has none.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/scope-overview#scope-format
 */
function segments(id: string): string[] {
  return id
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '')
}

/** Are both the same scope? */
export function sameScope(first: string, second: string): boolean {
  return segments(first).join('/') === segments(second).join('/')
}

/** Is it a management group, which stands in no id but its own? */
export function isManagementGroup(id: string): boolean {
  return segments(id).slice(0, 3).join('/') === 'providers/microsoft.management/managementgroups'
}

/**
 * Does an assignment at `scope` apply to `resource`: the same, or a child of it? Whole segments count: `rg1` is no
 * parent of `rg10`. The scope above a management group or a subscription does not stand in its id: `parents` tells it.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/scope-overview
 */
export function isAtOrAbove(scope: string, resource: string, parents: readonly string[]): boolean {
  const above = segments(scope)
  return [resource, ...parents].some((place) => {
    const below = segments(place)
    return above.every((segment, index) => below[index] === segment)
  })
}
