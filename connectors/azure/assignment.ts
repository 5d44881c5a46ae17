import type { FactsBuilder } from '../../src/connector/index.js'
import { attachToScope } from './arm-document.js'
import { guidField, objectField, textField } from './fields.js'
import type { FieldKind } from './list-name.js'
import { addNamedPrincipal } from './principal.js'
import type { Records } from './records.js'

/** Lists of assignments of roles that are alike: permanent, scheduled and eligible ones. */
export const ROLE_ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments'
export const ELIGIBLE_INSTANCES = 'Microsoft.Authorization/roleEligibilityScheduleInstances'
export const ELIGIBLE_SCHEDULES = 'Microsoft.Authorization/roleEligibilitySchedules'
export const ASSIGNED_INSTANCES = 'Microsoft.Authorization/roleAssignmentScheduleInstances'
export const ASSIGNED_SCHEDULES = 'Microsoft.Authorization/roleAssignmentSchedules'

export const ASSIGNMENT_LISTS = [
  ROLE_ASSIGNMENTS,
  ELIGIBLE_INSTANCES,
  ELIGIBLE_SCHEDULES,
  ASSIGNED_INSTANCES,
  ASSIGNED_SCHEDULES,
] as const

/** Kinds of what decides in an assignment, as ARM and as the Azure CLI print it. */
export const ASSIGNMENT_KINDS: Readonly<Record<string, FieldKind>> = Object.fromEntries(
  ['scope', 'condition', 'conditionVersion', 'startDateTime', 'endDateTime', 'status', 'principalType'].flatMap(
    (name): [string, FieldKind][] => [
      [name, 'text'],
      [`properties.${name}`, 'text'],
    ],
  ),
)

/** Attaches the assignments of one list to their scopes. */
export function addAssignments(records: Records, facts: FactsBuilder, list: (typeof ASSIGNMENT_LISTS)[number]): void {
  for (const entry of records.arm(list)) {
    const { properties, record } = entry
    const principal = guidField(properties, 'principalId')
    const role = textField(properties, 'roleDefinitionId')
    const expanded = objectField(objectField(properties, 'expandedProperties') ?? {}, 'principal')
    const principalType = textField(properties, 'principalType') ?? textField(expanded ?? {}, 'type')
    const to =
      principal === null || role === null
        ? null
        : attachToScope(records, facts, entry, {
            list,
            as: 'role-assignment',
            properties: {
              principalId: principal,
              principalType,
              condition: textField(properties, 'condition'),
              conditionVersion: textField(properties, 'conditionVersion'),
            },
          })
    if (principal === null || to === null) {
      records.damaged(record, 'an assignment without principal, role or scope')
      continue
    }
    const name = textField(properties, 'principalName') ?? textField(expanded ?? {}, 'displayName')
    addNamedPrincipal(facts, records, records.tenantOf(to, record), principal, { principalType, name })
  }
}
