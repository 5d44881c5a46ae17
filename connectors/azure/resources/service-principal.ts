import { guidField, textField, textsField } from '../fields.js'
import { kept } from '../kept.js'
import { managedResource } from '../managed-identity.js'
import { addMemberOf } from '../membership.js'
import { addPrincipal, SERVICE_PRINCIPAL } from '../principal.js'
import type { ResourceType } from '../resource-type.js'
import { addPlace } from '../tree.js'

const LIST = 'graph/servicePrincipals'

/**
 * Applications and managed identities as the tenant knows them.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal
 */
export const servicePrincipal: ResourceType = {
  type: 'service-principal',
  lists: [
    {
      path: LIST,
      az: ['ad sp list', 'ad sp show'],
      kinds: {
        appId: 'text',
        appOwnerOrganizationId: 'text',
        alternativeNames: 'texts',
        owners: 'objects',
        memberOf: 'objects',
        appRoleAssignments: 'objects',
        appRoleAssignedTo: 'objects',
        oauth2PermissionGrants: 'objects',
      },
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/servicePrincipals',
          version: 'v1.0',
          query: {
            $select:
              'id,appId,displayName,appDisplayName,appOwnerOrganizationId,servicePrincipalType,accountEnabled,alternativeNames,appRoles',
            $top: '999',
          },
          needs: ['Application.Read.All'],
          isStreamed: true,
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const { value, record } of records.entries(LIST)) {
      const objectId = guidField(value, 'id')
      if (objectId === null) {
        records.damaged(record, 'a service principal without an id')
        continue
      }
      const tenant = record.account
      const names = textsField(value, 'alternativeNames')
      const resource = managedResource(names)
      const id = addPrincipal(facts, records, {
        tenant,
        objectId,
        type: SERVICE_PRINCIPAL,
        name: textField(value, 'displayName') ?? textField(value, 'appDisplayName'),
        properties: {
          ...kept(value, [
            'appId',
            'appOwnerOrganizationId',
            'servicePrincipalType',
            'accountEnabled',
            'publisherName',
          ]),
          alternativeNames: names,
          ...(resource === null ? {} : { managedIdentityResource: records.spelled(resource) }),
        },
      })
      // A system-assigned identity is named after its resource, whose own record may not be there.
      const isOwn = names.some((name) => name.toLowerCase() === 'isexplicit=false')
      const from = resource !== null && isOwn ? addPlace(facts, records, resource, tenant) : null
      if (from !== null) facts.edge({ from, to: id, type: 'RUNS_AS' })
      addMemberOf(facts, { value, record }, id)
    }
  },
}
