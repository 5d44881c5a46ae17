import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { guidField, objectsField, textField } from '../fields.js'
import { addNamedPrincipal } from '../principal.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'graph/oauth2PermissionGrants'

/**
 * Consents: what an application may do in the name of one user or of all.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/oauth2permissiongrant
 */
export const oauth2PermissionGrant: ResourceType = {
  type: 'oauth2-permission-grant',
  lists: [
    {
      path: LIST,
      same: ['graph/servicePrincipals/*/oauth2PermissionGrants', 'graph/users/*/oauth2PermissionGrants'],
      az: ['ad app permission list-grants'],
      kinds: { principalId: 'text', consentType: 'text' },
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/oauth2PermissionGrants',
          version: 'v1.0',
          query: { $top: '999' },
          needs: ['DelegatedPermissionGrant.Read.All'],
          isStreamed: true,
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const { value, record } of records.entries(LIST)) add(records, facts, record, value)
    for (const list of ['graph/servicePrincipals', 'graph/users'])
      for (const { value, record } of records.entries(list))
        for (const grant of objectsField(value, 'oauth2PermissionGrants')) add(records, facts, record, grant)
  },
}

function add(records: Records, facts: FactsBuilder, record: CallRecord, said: JsonObject): void {
  const clientId = guidField(said, 'clientId')
  const resourceId = guidField(said, 'resourceId')
  if (clientId === null || resourceId === null || typeof said['scope'] !== 'string') {
    records.damaged(record, 'a consent without client, resource or scope')
    return
  }
  const tenant = record.account
  const principalId = guidField(said, 'principalId')
  const to = addNamedPrincipal(facts, records, tenant, resourceId, { principalType: 'ServicePrincipal' })
  addNamedPrincipal(facts, records, tenant, clientId, { principalType: 'ServicePrincipal' })
  if (principalId !== null) addNamedPrincipal(facts, records, tenant, principalId, { principalType: 'User' })
  const id = `${to}#oauth2PermissionGrant/${textField(said, 'id') ?? `${clientId}/${principalId ?? 'all'}`}`
  facts.document({
    id,
    name: said['scope'].trim(),
    document: {
      type: 'oauth2PermissionGrant',
      clientId,
      consentType: textField(said, 'consentType'),
      principalId,
      resourceId,
      scope: said['scope'],
    },
  })
  facts.attach({ document: id, to, as: 'grant' })
}
