import type { FactsBuilder, CallRecord } from '../../../src/connector/index.js'
import type { Json, JsonObject } from '../../../src/model/index.js'
import type { AzureCall } from '../collect/declaration.js'
import { field, guidField, isGuid, objectField, objectsField, textField } from '../fields.js'
import { addNamedPrincipal, memberKind } from '../principal.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'
import { addTenant, tenantId } from '../tree.js'

const DIRECTORY = 'graph/roleManagement/directory'
const DEFINITIONS = `${DIRECTORY}/roleDefinitions`
const ROLES = 'graph/directoryRoles'
const ROLE_MEMBERS = 'graph/directoryRoles/*/members'

/** Lists of directory role assignments, and the `type` that their documents carry. */
const LISTS: readonly (readonly [list: string, type: string])[] = [
  [`${DIRECTORY}/roleAssignments`, 'unifiedRoleAssignment'],
  [`${DIRECTORY}/roleAssignmentScheduleInstances`, 'unifiedRoleAssignmentScheduleInstance'],
  [`${DIRECTORY}/roleEligibilityScheduleInstances`, 'unifiedRoleEligibilityScheduleInstance'],
]

/**
 * Who holds which role of the directory itself, or may activate it.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/unifiedroleassignment
 * @see https://learn.microsoft.com/en-us/graph/api/resources/directoryrole
 */
export const directoryRoleAssignment: ResourceType = {
  type: 'directory-role-assignment',
  lists: [
    { path: `${DIRECTORY}/roleAssignments`, collect: [asked('roleAssignments')] },
    {
      path: `${DIRECTORY}/roleAssignmentScheduleInstances`,
      same: [`${DIRECTORY}/roleAssignmentSchedules`],
      collect: [asked('roleAssignmentScheduleInstances')],
    },
    {
      path: `${DIRECTORY}/roleEligibilityScheduleInstances`,
      same: [`${DIRECTORY}/roleEligibilitySchedules`],
      collect: [asked('roleEligibilityScheduleInstances')],
    },
    { path: DEFINITIONS, collect: [asked('roleDefinitions')] },
    { path: ROLES, kinds: { members: 'objects' } },
    { path: ROLE_MEMBERS },
  ],
  normalize(records, facts) {
    const definitions = readDefinitions(records)
    for (const [list, type] of LISTS)
      for (const { value, record } of records.entries(list)) {
        const principal = guidField(value, 'principalId')
        const role = textField(value, 'roleDefinitionId')
        if (principal === null || role === null) {
          records.damaged(record, 'an assignment of a directory role without principal or role')
          continue
        }
        const id = textField(value, 'id') ?? `${role}/${principal}`
        const definition = objectField(value, 'roleDefinition') ?? definitions.get(`${record.account}/${role}`) ?? {}
        add(records, facts, record, `${type}/${id}`, {
          type,
          principalId: principal,
          roleDefinitionId: role,
          directoryScopeId: textField(value, 'directoryScopeId') ?? '/',
          ...some(value, ['appScopeId', 'condition', 'memberType', 'startDateTime', 'endDateTime', 'assignmentType']),
          ...described(definition),
        })
      }
    const roles = new Map<string, JsonObject>()
    for (const { value, record } of records.entries(ROLES)) {
      const id = guidField(value, 'id')
      if (id === null || textField(value, 'roleTemplateId') === null)
        records.damaged(record, 'a directory role without ids')
      if (id !== null) roles.set(`${record.account}/${id}`, value)
      for (const member of objectsField(value, 'members')) addMember(records, facts, record, value, member)
    }
    for (const { value, record } of records.entries(ROLE_MEMBERS)) {
      const about = (record.subject[record.subject.length - 1] ?? '').toLowerCase()
      const role = roles.get(`${record.account}/${about}`) ?? (isGuid(about) ? { roleTemplateId: about } : null)
      if (role === null) records.damaged(record, 'members of a directory role that is not named')
      else addMember(records, facts, record, role, value)
    }
  },
}

function asked(list: string): AzureCall {
  return {
    source: 'graph',
    per: 'tenant',
    api: `/roleManagement/directory/${list}`,
    version: 'v1.0',
    needs: ['RoleManagement.Read.Directory'],
  }
}

function addMember(
  records: Records,
  facts: FactsBuilder,
  record: CallRecord,
  role: JsonObject,
  member: JsonObject,
): void {
  const principal = guidField(member, 'id')
  const template = textField(role, 'roleTemplateId') ?? textField(role, 'id')
  if (principal === null || template === null) {
    records.damaged(record, 'a member of a directory role without an id')
    return
  }
  const document: JsonObject = {
    type: 'unifiedRoleAssignment',
    principalId: principal,
    roleDefinitionId: template,
    directoryScopeId: '/',
    ...described(role),
  }
  add(records, facts, record, `directoryRole/${template}/${principal}`, document, member)
}

function add(
  records: Records,
  facts: FactsBuilder,
  { account: tenant }: CallRecord,
  name: string,
  document: JsonObject,
  principal: JsonObject = {},
): void {
  addTenant(facts, records, tenant)
  const to = tenantId(tenant)
  const id = `${to}#${name}`
  facts.document({ id, name: textField(document, 'roleDisplayName') ?? name, document })
  facts.attach({ document: id, to, as: 'role-assignment' })
  addNamedPrincipal(facts, records, tenant, textField(document, 'principalId') ?? '', {
    principalType: memberKind(principal),
    name: textField(principal, 'displayName'),
  })
}

function readDefinitions(records: Records): Map<string, JsonObject> {
  const out = new Map<string, JsonObject>()
  for (const { value, record } of records.entries(DEFINITIONS)) {
    const id = textField(value, 'id')
    if (id === null) records.damaged(record, 'a directory role without an id')
    else out.set(`${record.account}/${id}`, value)
  }
  return out
}

/** The role's name, and what it allows if the tenant made it. */
function described(role: JsonObject): JsonObject {
  const name = textField(role, 'displayName')
  return {
    ...(name === null ? {} : { roleDisplayName: name }),
    ...(role['isBuiltIn'] === false ? some(role, ['rolePermissions']) : {}),
  }
}

function some(of: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = field(of, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
