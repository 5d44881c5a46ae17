import type { Access } from '../../../model/index.js'

interface DirectoryRole {
  readonly name: string
  readonly actions: readonly string[]
  readonly access: readonly Access[]
}

const EVERYTHING: readonly Access[] = ['read', 'write', 'permissions']
const CHANGES: readonly Access[] = ['read', 'write']
const READS: readonly Access[] = ['read']

/** Template id, name, access, action patterns. */
const TABLE: readonly (readonly [string, string, readonly Access[], string])[] = [
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator', EVERYTHING, 'microsoft.directory/*'],
  [
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
    EVERYTHING,
    'microsoft.directory/roleAssignments/* microsoft.directory/roleDefinitions/* microsoft.directory/servicePrincipals/appRoleAssignedTo/*',
  ],
  [
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    'Privileged Authentication Administrator',
    EVERYTHING,
    'microsoft.directory/users/authenticationMethods/* microsoft.directory/users/password/update',
  ],
  [
    'fe930be7-5e62-47db-91af-98c3a49a38b1',
    'User Administrator',
    CHANGES,
    'microsoft.directory/users/* microsoft.directory/groups/*',
  ],
  [
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    'Application Administrator',
    EVERYTHING,
    'microsoft.directory/applications/* microsoft.directory/servicePrincipals/*',
  ],
  [
    '158c047a-c907-4556-b7ef-446551a6b5f7',
    'Cloud Application Administrator',
    EVERYTHING,
    'microsoft.directory/applications/* microsoft.directory/servicePrincipals/*',
  ],
  ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader', READS, 'microsoft.directory/*/read'],
  ['5d6b6bb7-de71-4623-b4af-96380a352509', 'Security Reader', READS, 'microsoft.directory/*/read'],
  [
    '194ae4cb-b126-40b2-bd5b-6091b380977d',
    'Security Administrator',
    CHANGES,
    'microsoft.directory/policies/* microsoft.directory/conditionalAccessPolicies/*',
  ],
  [
    'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
    'Conditional Access Administrator',
    CHANGES,
    'microsoft.directory/conditionalAccessPolicies/*',
  ],
  [
    '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    'Helpdesk Administrator',
    CHANGES,
    'microsoft.directory/users/password/update microsoft.directory/users/invalidateAllRefreshTokens',
  ],
  [
    'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    'Authentication Administrator',
    CHANGES,
    'microsoft.directory/users/authenticationMethods/* microsoft.directory/users/password/update',
  ],
  ['fdd7a751-b60b-444a-984c-02652fe8fa1c', 'Groups Administrator', CHANGES, 'microsoft.directory/groups/*'],
  [
    '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
    'Hybrid Identity Administrator',
    EVERYTHING,
    'microsoft.directory/applications/* microsoft.directory/servicePrincipals/* microsoft.directory/domains/*',
  ],
  [
    '29232cdf-9323-42fd-ade2-1d097af3e4de',
    'Exchange Administrator',
    CHANGES,
    'microsoft.office365.exchange/allEntities/*',
  ],
  [
    'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
    'SharePoint Administrator',
    CHANGES,
    'microsoft.office365.sharePoint/allEntities/*',
  ],
  ['3a2c62db-5318-420d-8d74-23affee5d9d5', 'Intune Administrator', CHANGES, 'microsoft.intune/allEntities/*'],
  [
    'b0f54661-2d74-4c50-afa3-1ec803f12efe',
    'Billing Administrator',
    CHANGES,
    'microsoft.commerce.billing/allEntities/*',
  ],
  ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers', READS, 'microsoft.directory/*/read'],
  [
    '9360feb5-f418-4baa-8175-e2a00bac4301',
    'Directory Writers',
    CHANGES,
    'microsoft.directory/users/* microsoft.directory/groups/*',
  ],
  ['95e79109-95c0-4d8e-aee3-d01accf2d47b', 'Guest Inviter', CHANGES, 'microsoft.directory/users/inviteGuest'],
  [
    '4a5d8f65-41da-4de4-8968-e035b65339cf',
    'Reports Reader',
    READS,
    'microsoft.directory/auditLogs/allProperties/read microsoft.directory/signInReports/allProperties/read',
  ],
  [
    '4ba39ca4-527c-499a-b93d-d9b492c50246',
    'Partner Tier1 Support',
    EVERYTHING,
    'microsoft.directory/applications/* microsoft.directory/users/* microsoft.directory/groups/*',
  ],
  [
    'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
    'Partner Tier2 Support',
    EVERYTHING,
    'microsoft.directory/applications/* microsoft.directory/users/* microsoft.directory/groups/*',
  ],
]

let byId: Map<string, DirectoryRole> | null = null

/**
 * A built-in role of the directory by its template id, with the most telling of what it allows; null for others.
 *
 * LIMIT: actions are told in the large: enough to see what the role has power over, not each of its permissions.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference (read 2026-11)
 */
export function directoryRole(template: string): DirectoryRole | null {
  byId ??= new Map(TABLE.map(([id, name, access, actions]) => [id, { name, actions: actions.split(' '), access }]))
  return byId.get(template.toLowerCase()) ?? null
}
