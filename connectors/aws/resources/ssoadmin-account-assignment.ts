import type { FactsBuilder } from '../../../src/connector/index.js'
import { compareText } from '../../../src/model/index.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { lastName } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { textField, textsField } from '../fields.js'
import {
  CENTER_CALLS,
  centerRoles,
  DESCRIBE_PERMISSION_SET,
  identityOf,
  LIST_ASSIGNMENTS,
  LIST_ASSIGNMENTS_OF_PRINCIPAL,
  LIST_MEMBERSHIPS,
  LIST_PERMISSION_SETS,
  LIST_USERS,
  readAssignments,
  readGroups,
  readMembers,
  readPermissionSets,
  readUsers,
  type Assignment,
  type Assignments,
  type CenterRole,
  type PermissionSet,
} from '../identity-center.js'
import type { Records } from '../records.js'
import { attachGrants, type GrantStatement } from '../resource-policy.js'
import { addGap, someOf, type ResourceType } from '../resource-type.js'
import { instanceOf, permissionSets } from './ssoadmin-permission-set.js'

const LIST_ACCOUNTS = 'sso-admin list-accounts-for-provisioned-permission-set'

/**
 * Assignments of IAM Identity Center: who may sign in to which account as the role of which permission set. Each
 * becomes a grant on that role; the role's own trust policy names only the login service.
 *
 * LIMIT: assignments of applications give no role and are not read.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignment.html
 */
export const ssoadminAccountAssignment: ResourceType = {
  type: 'aws_ssoadmin_account_assignment',
  calls: [...CENTER_CALLS, LIST_ACCOUNTS],
  collect: declared({
    [LIST_ACCOUNTS]: {
      needs: 'sso:ListAccountsForProvisionedPermissionSet',
      of: LIST_PERMISSION_SETS,
      each: permissionSets,
      input: ({ name }) => ({ InstanceArn: instanceOf(name), PermissionSetArn: name, MaxResults: 100 }),
      byCaller: true,
    },
    [LIST_ASSIGNMENTS]: {
      needs: 'sso:ListAccountAssignments',
      of: LIST_ACCOUNTS,
      // The answer does not name the permission set that it was asked for.
      each: (body, _, [set]) =>
        set === undefined ? [] : textsField(body, 'AccountIds').map((name) => ({ name, entry: { set } })),
      input: ({ name, entry }) => {
        const set = textField(entry, 'set') ?? ''
        return { InstanceArn: instanceOf(set), AccountId: name, PermissionSetArn: set, MaxResults: 100 }
      },
      subject: ({ name, entry }) => [name, textField(entry, 'set') ?? ''],
      byCaller: true,
    },
  }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST_ASSIGNMENTS, 'AccountAssignments', 'list', 'PrincipalId'],
      [LIST_ASSIGNMENTS_OF_PRINCIPAL, 'AccountAssignments', 'list', 'PrincipalId'],
    ])
    const sets = readPermissionSets(records)
    const assignments = readAssignments(records)
    const roles = centerRoles(records)
    const identities = identitiesOf(records, facts)
    const byRole = new Map<string, { set: string; grants: GrantStatement[] }>()
    for (const assignment of assignments.all) {
      const role = roleOf(assignment, { sets, roles, records, facts })
      if (role === null) continue
      const found = identities(assignment)
      if (found.length === 0) continue
      const entry = byRole.get(role) ?? { set: assignment.permissionSet, grants: [] }
      byRole.set(role, entry)
      entry.grants.push({
        sid: `${assignment.kind === 'GROUP' ? 'Group' : 'User'}${assignment.principal.replaceAll('-', '')}`,
        principal: { Identity: found.length === 1 ? (found[0] ?? '') : found },
        actions: ['sts:AssumeRoleWithSAML'],
        resources: [role],
      })
    }
    for (const [role, { set, grants }] of byRole)
      attachGrants(facts, {
        id: `${role}#grant/${lastName(set)}`,
        name: `assignments of permission set ${sets.get(set)?.name ?? lastName(set)}`,
        to: role,
        as: 'grant',
        grants: grants.sort((a, b) => compareText(a.sid ?? '', b.sid ?? '')),
      })
    addUnaskedGaps(facts, roles, sets, assignments)
  },
}

/** The role of the assignment's permission set in its account; null, with a gap where the account was read. */
function roleOf(
  { account, permissionSet }: Assignment,
  {
    sets,
    roles,
    records,
    facts,
  }: { sets: Map<string, PermissionSet>; roles: CenterRole[]; records: Records; facts: FactsBuilder },
): string | null {
  const name = sets.get(permissionSet)?.name ?? null
  if (name === null) {
    addGap(facts, {
      scope: account,
      call: DESCRIBE_PERMISSION_SET,
      reason: 'not-collected',
      message: `the name of \`${permissionSet}\` is not known: its assignments cannot be joined to a role`,
    })
    return null
  }
  const role = roles.find((candidate) => candidate.account === account && candidate.permissionSetName === name)
  if (role !== undefined) return role.arn
  addGap(facts, {
    scope: account,
    call: records.imported.has(account) ? 'iam get-role' : 'iam get-account-authorization-details',
    reason: 'not-collected',
    message: `the role of permission set \`${name}\` is not in the dump of account \`${account}\`: who is assigned to it is left out`,
  })
  return null
}

/** Identities behind an assignment: the user, or the members of the group; none, with a gap, if they are not known. */
function identitiesOf(records: Records, facts: FactsBuilder): (assignment: Assignment) => string[] {
  const users = readUsers(records)
  const groups = readGroups(records)
  const members = readMembers(records)
  return ({ account, kind, principal }) => {
    const found = kind === 'USER' ? [principal] : [...(members.get(principal) ?? [])]
    const gap = (call: string, message: string): void => {
      addGap(facts, { scope: account, call, reason: 'not-collected', message })
    }
    if (kind === 'GROUP' && !members.has(principal)) {
      const name = groups.get(principal)?.name ?? principal
      gap(
        LIST_MEMBERSHIPS,
        `the members of group \`${name}\` are not in the dump: who comes in through it is not known`,
      )
    }
    return [
      ...new Set(
        found.flatMap((id) => {
          const user = users.get(id)
          if (user !== undefined) return [identityOf(user)]
          gap(LIST_USERS, `user \`${id}\` is assigned to a role and is not in the dump`)
          return []
        }),
      ),
    ].sort(compareText)
  }
}

/** Roles for whose permission set nobody was asked who is assigned. */
function addUnaskedGaps(
  facts: FactsBuilder,
  roles: readonly CenterRole[],
  sets: ReadonlyMap<string, PermissionSet>,
  assignments: Assignments,
): void {
  const setsOf = new Map<string, string[]>()
  for (const { arn, name } of sets.values()) if (name !== null) setsOf.set(name, [...(setsOf.get(name) ?? []), arn])
  const unasked = new Map<string, string[]>()
  for (const { arn, account, permissionSetName } of roles) {
    if (setsOf.get(permissionSetName)?.some((set) => assignments.asked(account, set)) === true) continue
    unasked.set(account, [...(unasked.get(account) ?? []), arn])
  }
  for (const [account, arns] of unasked)
    addGap(facts, {
      scope: account,
      call: LIST_ASSIGNMENTS,
      reason: 'not-collected',
      message: `who is assigned to ${someOf(arns.sort(compareText))} is not in the dump`,
    })
}
