// What it is: changes to an Azure world's files of which it is known how they must and must not change the answer.
// May import: the world's files.
// Never does: ask a question.
import { isObject, type JsonObject } from '../../src/model/index.js'
import type { WorldFiles } from './aws-world.js'

const ASSIGNMENT_LISTS = [
  'roleAssignments.json',
  'roleEligibilityScheduleInstances.json',
  'roleAssignmentScheduleInstances.json',
  'az-role-assignment-list.json',
]

type Change = (records: readonly unknown[]) => unknown[]

/** The records of a list, whether it has an envelope or not. */
function changed(content: unknown, change: Change): unknown {
  if (Array.isArray(content)) return change(content)
  if (!isObject(content) || !Array.isArray(content['value'])) return content
  return { ...content, value: change(content['value']) }
}

function isAssignmentList(path: string): boolean {
  return !path.includes('roleManagement') && ASSIGNMENT_LISTS.some((name) => path.endsWith(`/${name}`))
}

function mapped(files: WorldFiles, change: (path: string, content: unknown) => unknown): WorldFiles {
  return new Map([...files].map(([path, content]) => [path, change(path, content)]))
}

/** How many Azure role assignments of any kind the files hold. */
export function countAssignments(files: WorldFiles): number {
  let count = 0
  mapped(files, (path, content) => {
    if (isAssignmentList(path)) changed(content, (records) => ((count += records.length), [...records]))
    return content
  })
  return count
}

/** The files without one role assignment. */
export function withoutAssignment(files: WorldFiles, index: number): WorldFiles {
  let at = 0
  return mapped(files, (path, content) =>
    isAssignmentList(path) ? changed(content, (records) => records.filter(() => at++ !== index)) : content,
  )
}

/** The files with one more deny assignment: nobody writes anything in any subscription. */
export function withDeny(files: WorldFiles): WorldFiles {
  const subscriptions = new Set(
    [...files.values()].flatMap((content) => JSON.stringify(content).match(/\/subscriptions\/[0-9a-f-]{36}/g) ?? []),
  )
  const denies = [...subscriptions].map((scope): JsonObject => ({
    id: `${scope}/providers/Microsoft.Authorization/denyAssignments/ffffffff-0000-4000-8000-000000000001`,
    name: 'ffffffff-0000-4000-8000-000000000001',
    type: 'Microsoft.Authorization/denyAssignments',
    properties: {
      denyAssignmentName: 'one more',
      permissions: [{ actions: ['*'], notActions: ['*/read'], dataActions: ['*/write'], notDataActions: [] }],
      scope,
      doNotApplyToChildScopes: false,
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      excludePrincipals: [],
      isSystemProtected: true,
    },
  }))
  return mapped(files, (path, content) =>
    path.endsWith('/denyAssignments.json') ? changed(content, (records) => [...records, ...denies]) : content,
  )
}

/** The files with every list the other way round, members and permissions too. */
export function reordered(files: WorldFiles): WorldFiles {
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turn).reverse()
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]): [string, unknown] => [key, turn(inner)])
        .reverse(),
    )
  }
  return new Map([...mapped(files, (_path, content) => turn(content))].reverse())
}

const IGNORE_CASE = ['principalId', 'roleDefinitionId', 'actions', 'notActions', 'dataActions', 'notDataActions']

/** The files with ids and actions of roles and assignments in upper case. */
export function inUpperCase(files: WorldFiles): WorldFiles {
  const raise = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => raise(each, name))
    if (typeof value === 'string') return IGNORE_CASE.includes(name) ? value.toUpperCase() : value
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, raise(inner, key)]))
  }
  return mapped(files, (path, content) =>
    /role-?(Assignments|Definitions|assignment|definition)/.test(path) ? raise(content, '') : content,
  )
}
