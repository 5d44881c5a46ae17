import type { JsonObject } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachGrants, type GrantStatement } from '../resource-policy.js'

const PERMISSIONS = 'signer list-profile-permissions'

/**
 * Signing profiles and the single permissions given on them. A canceled or revoked profile signs nothing.
 *
 * LIMIT: a permission on one version of a profile is taken for the whole profile.
 *
 * @see https://docs.aws.amazon.com/signer/latest/api/API_ListProfilePermissions.html
 */
export const signerSigningProfile = listedResource({
  type: 'aws_signer_signing_profile',
  list: { call: 'signer list-signing-profiles', field: 'profiles', name: 'profileName' },
  arn: ownArn('arn'),
  asks: [
    {
      call: PERMISSIONS,
      bears: 'access',
      holds: 'permissions',
      when: ({ entry }) => isActive(entry),
      read(bodies, { arn }, facts) {
        const listed = bodies.flatMap((body) => objectsField(body, 'permissions'))
        const grants = listed.flatMap((item) => grantsOf(item, arn))
        attachGrants(facts, { id: `${arn}#share`, name: 'profile permissions', to: arn, as: 'share', grants })
        return grants.length === listed.length ? null : 'holds a permission that cannot be understood'
      },
    },
  ],
  properties: ({ entry }) => ({ status: textField(entry, 'status'), platform: textField(entry, 'platformId') }),
  collect: {
    'signer list-signing-profiles': 'signer:ListSigningProfiles',
    [PERMISSIONS]: {
      needs: 'signer:ListProfilePermissions',
      input: ({ name, entry }) => (isActive(entry) ? { profileName: name } : null),
    },
  },
})

function isActive(entry: JsonObject): boolean {
  const status = textField(entry, 'status')
  return status !== 'Canceled' && status !== 'Revoked'
}

function grantsOf(permission: JsonObject, arn: string): GrantStatement[] {
  const action = textField(permission, 'action')
  const principal = textField(permission, 'principal')
  const sid = textField(permission, 'statementId')
  if (action === null || principal === null || (!isAccountId(principal) && !principal.startsWith('arn:'))) return []
  return [{ ...(sid === null ? {} : { sid }), principal: { AWS: principal }, actions: [action], resources: [arn] }]
}
