import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { guidField, objectsField, textField } from '../fields.js'
import { addNamedPrincipal } from '../principal.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'graph/appRoleAssignments'

/**
 * Roles that a service principal defines and somebody was given on it: application permissions of Microsoft Graph among
 * them.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/approleassignment
 */
export const appRoleAssignment: ResourceType = {
  type: 'app-role-assignment',
  lists: [
    {
      path: LIST,
      same: [
        'graph/servicePrincipals/*/appRoleAssignments',
        'graph/servicePrincipals/*/appRoleAssignedTo',
        'graph/users/*/appRoleAssignments',
        'graph/groups/*/appRoleAssignments',
      ],
      collect: [
        {
          source: 'graph',
          per: 'entry',
          of: 'graph/servicePrincipals',
          api: '/servicePrincipals/{id}/appRoleAssignedTo',
          version: 'v1.0',
          query: { $top: '999' },
          needs: ['Application.Read.All'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    const values = roleValues(records)
    for (const { value, record } of records.entries(LIST)) add(records, facts, record, value, values)
    for (const list of ['graph/servicePrincipals', 'graph/users', 'graph/groups'])
      for (const { value, record } of records.entries(list))
        for (const name of ['appRoleAssignments', 'appRoleAssignedTo'])
          for (const assignment of objectsField(value, name)) add(records, facts, record, assignment, values)
  },
}

function add(
  records: Records,
  facts: FactsBuilder,
  record: CallRecord,
  said: JsonObject,
  values: ReadonlyMap<string, string>,
): void {
  const principalId = guidField(said, 'principalId')
  const resourceId = guidField(said, 'resourceId')
  const appRoleId = guidField(said, 'appRoleId')
  if (principalId === null || resourceId === null || appRoleId === null) {
    records.damaged(record, 'an assignment of an application role without its ids')
    return
  }
  const tenant = record.account
  const resourceDisplayName = textField(said, 'resourceDisplayName')
  const to = addNamedPrincipal(facts, records, tenant, resourceId, {
    principalType: 'ServicePrincipal',
    name: resourceDisplayName,
  })
  addNamedPrincipal(facts, records, tenant, principalId, {
    principalType: textField(said, 'principalType'),
    name: textField(said, 'principalDisplayName'),
  })
  const value = values.get(`${tenant}/${resourceId}/${appRoleId}`)
  const id = `${to}#appRoleAssignment/${principalId}/${appRoleId}`
  facts.document({
    id,
    name: value ?? appRoleId,
    document: {
      type: 'appRoleAssignment',
      principalId,
      principalType: textField(said, 'principalType'),
      resourceId,
      appRoleId,
      ...(value === undefined ? {} : { appRoleValue: value }),
      resourceDisplayName,
    },
  })
  facts.attach({ document: id, to, as: 'grant' })
}

/** Names of application roles, by `<tenant>/<service principal>/<role id>`. */
function roleValues(records: Records): Map<string, string> {
  const out = new Map<string, string>()
  for (const { value, record } of records.entries('graph/servicePrincipals'))
    for (const role of objectsField(value, 'appRoles')) {
      const name = textField(role, 'value')
      const id = guidField(role, 'id')
      const owner = guidField(value, 'id')
      if (name !== null && id !== null && owner !== null) out.set(`${record.account}/${owner}/${id}`, name)
    }
  return out
}
