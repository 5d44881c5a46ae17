import { guidField, textField } from '../fields.js'
import { addManagedIdentity, managedIdentity, USER_ASSIGNED } from '../managed-identity.js'
import { addFederatedCredential, CREDENTIAL_KINDS } from '../federated-credential.js'
import { idKey, parseArmId, subscriptionOf } from '../arm-id.js'
import { addGap, addResource, inventory, type ResourceType } from '../resource-type.js'

export const IDENTITY_CREDENTIALS = `${USER_ASSIGNED}/federatedIdentityCredentials`

/**
 * User-assigned managed identities, and the federated credentials by which somebody signs in as them.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/managedidentity/user-assigned-identities/list-by-subscription
 * @see https://learn.microsoft.com/en-us/rest/api/managedidentity/federated-identity-credentials/list
 */
export const userAssignedIdentity: ResourceType = {
  type: 'user-assigned-identity',
  lists: [
    { path: USER_ASSIGNED, az: ['identity list', 'identity show'], collect: [inventory(USER_ASSIGNED, true)] },
    {
      path: IDENTITY_CREDENTIALS,
      az: ['identity federated-credential list'],
      kinds: CREDENTIAL_KINDS,
      collect: [
        {
          source: 'arm',
          per: 'entry',
          of: USER_ASSIGNED,
          api: '{id}/federatedIdentityCredentials',
          version: '2023-01-31',
          needs: [`${IDENTITY_CREDENTIALS}/read`],
        },
      ],
    },
  ],
  names: [
    [USER_ASSIGNED, 'azurerm_user_assigned_identity'],
    [IDENTITY_CREDENTIALS, 'azurerm_federated_identity_credential'],
  ],
  normalize(records, facts) {
    for (const entry of records.arm(USER_ASSIGNED)) {
      const principalId = guidField(entry.properties, 'principalId')
      const clientId = guidField(entry.properties, 'clientId')
      const id = addResource(records, facts, entry, {
        type: 'azurerm_user_assigned_identity',
        properties: {
          ...(principalId === null ? {} : { principalId }),
          ...(clientId === null ? {} : { clientId }),
        },
      })
      const identity = managedIdentity(records, id)
      if (identity !== null) addManagedIdentity(records, facts, identity, id)
    }
    const unknown = new Map<string, string>()
    for (const { id, name, properties, record } of records.arm(IDENTITY_CREDENTIALS)) {
      const owner = parseArmId(id)?.parent ?? ''
      const identity = managedIdentity(records, owner)
      if (identity === null) {
        unknown.set(idKey(owner), owner)
        continue
      }
      const principal = addManagedIdentity(records, facts, identity, owner)
      if (
        !addFederatedCredential(facts, principal, { name, ...properties }) ||
        textField(properties, 'issuer') === null
      )
        records.damaged(record, 'a federated identity credential without an issuer')
    }
    for (const owner of unknown.values())
      addGap(facts, {
        scope: records.subscriptions.get(subscriptionOf(owner) ?? '')?.id ?? owner,
        list: USER_ASSIGNED,
        reason: 'not-collected',
        message: `federated credentials let somebody sign in as \`${records.spelled(owner)}\`, whose principal is not known: \`az identity show --ids ${records.spelled(owner)}\``,
      })
  },
}
