import type { Access } from '../../../model/index.js'

interface DirectoryRole {
  readonly name: string
  readonly actions: readonly string[]
  readonly access: readonly Access[]
}

const EVERYTHING: readonly Access[] = ['read', 'write', 'permissions']
const CHANGES: readonly Access[] = ['read', 'write']
const READS: readonly Access[] = ['read']

/**
 * Template id, name, access, and action patterns: those that begin with no `microsoft.` are of `microsoft.directory/`.
 *
 * Compiled from Microsoft's own pages, in stored versions of their sources in MicrosoftDocs/entra-docs that were read
 * on 2026-11-22: ids and names of `docs/identity/role-based-access-control/permissions-reference.md` 00fe95d
 * (2026-01-20), actions of `includes/<role>.md` beside it (dated 2025-06-25 to 2026-01-26). A `*` stands for the
 * actions that the page lists of that kind; which kind of access they make together is this project's reading.
 */
const TABLE: readonly (readonly [string, string, readonly Access[], string])[] = [
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator', EVERYTHING, '*'],
  [
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
    EVERYTHING,
    'roleAssignments/* roleDefinitions/* groupsAssignableToRoles/* privilegedIdentityManagement/* ' +
      'servicePrincipals/appRoleAssignedTo/update oAuth2PermissionGrants/*',
  ],
  [
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    'Privileged Authentication Administrator',
    EVERYTHING,
    'users/authenticationMethods/* users/password/update users/userPrincipalName/update ' +
      'users/basic/update users/enable users/disable users/delete users/restore',
  ],
  [
    'fe930be7-5e62-47db-91af-98c3a49a38b1',
    'User Administrator',
    EVERYTHING,
    'users/create users/delete users/restore users/enable users/disable users/basic/update ' +
      'users/password/update users/userPrincipalName/update users/inviteGuest groups/* ' +
      'entitlementManagement/* servicePrincipals/appRoleAssignedTo/update oAuth2PermissionGrants/*',
  ],
  [
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    'Application Administrator',
    EVERYTHING,
    'applications/* servicePrincipals/* oAuth2PermissionGrants/*',
  ],
  [
    '158c047a-c907-4556-b7ef-446551a6b5f7',
    'Cloud Application Administrator',
    EVERYTHING,
    'applications/* servicePrincipals/* oAuth2PermissionGrants/*',
  ],
  ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader', READS, '*/read'],
  [
    '5d6b6bb7-de71-4623-b4af-96380a352509',
    'Security Reader',
    READS,
    'auditLogs/allProperties/read signInReports/allProperties/read policies/standard/read ' +
      'conditionalAccessPolicies/standard/read identityProtection/allProperties/read ' +
      'privilegedIdentityManagement/allProperties/read bitlockerKeys/key/read',
  ],
  [
    '194ae4cb-b126-40b2-bd5b-6091b380977d',
    'Security Administrator',
    CHANGES,
    'policies/* conditionalAccessPolicies/* crossTenantAccessPolicy/* namedLocations/* ' +
      'identityProtection/* domains/federation/update domains/federationConfiguration/* ' +
      'auditLogs/allProperties/read signInReports/allProperties/read bitlockerKeys/key/read',
  ],
  [
    'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
    'Conditional Access Administrator',
    CHANGES,
    'conditionalAccessPolicies/* namedLocations/*',
  ],
  [
    '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    'Helpdesk Administrator',
    CHANGES,
    'users/password/update users/invalidateAllRefreshTokens',
  ],
  [
    'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    'Authentication Administrator',
    CHANGES,
    'users/authenticationMethods/* users/password/update users/userPrincipalName/update ' +
      'users/basic/update users/enable users/disable users/delete users/restore',
  ],
  ['fdd7a751-b60b-444a-984c-02652fe8fa1c', 'Groups Administrator', CHANGES, 'groups/*'],
  [
    '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
    'Hybrid Identity Administrator',
    EVERYTHING,
    'applications/create applications/delete applications/owners/update applications/permissions/update ' +
      'applications/authentication/update servicePrincipals/create servicePrincipals/delete ' +
      'servicePrincipals/owners/update servicePrincipals/permissions/update ' +
      'servicePrincipals/appRoleAssignedTo/update servicePrincipals/synchronizationCredentials/manage ' +
      'domains/federation/update domains/federationConfiguration/* hybridAuthenticationPolicy/* ' +
      'passwordHashSync/*',
  ],
  [
    '29232cdf-9323-42fd-ade2-1d097af3e4de',
    'Exchange Administrator',
    CHANGES,
    'microsoft.office365.exchange/allEntities/* groups.unified/*',
  ],
  [
    'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
    'SharePoint Administrator',
    CHANGES,
    'microsoft.office365.sharePoint/allEntities/* groups.unified/*',
  ],
  [
    '3a2c62db-5318-420d-8d74-23affee5d9d5',
    'Intune Administrator',
    CHANGES,
    'microsoft.intune/allEntities/* devices/* groups.security/* deviceLocalCredentials/password/read ' +
      'bitlockerKeys/key/read',
  ],
  [
    'b0f54661-2d74-4c50-afa3-1ec803f12efe',
    'Billing Administrator',
    CHANGES,
    'microsoft.commerce.billing/allEntities/* organization/basic/update',
  ],
  ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers', READS, '*/read'],
  [
    '9360feb5-f418-4baa-8175-e2a00bac4301',
    'Directory Writers',
    EVERYTHING,
    'users/create users/enable users/disable users/basic/update users/userPrincipalName/update ' +
      'users/inviteGuest groups/create groups/basic/update groups/members/update groups/owners/update ' +
      'groups/dynamicMembershipRule/update servicePrincipals/appRoleAssignedTo/update ' +
      'oAuth2PermissionGrants/create oAuth2PermissionGrants/basic/update',
  ],
  ['95e79109-95c0-4d8e-aee3-d01accf2d47b', 'Guest Inviter', CHANGES, 'users/inviteGuest'],
  [
    '4a5d8f65-41da-4de4-8968-e035b65339cf',
    'Reports Reader',
    READS,
    'auditLogs/allProperties/read signInReports/allProperties/read',
  ],
  [
    '4ba39ca4-527c-499a-b93d-d9b492c50246',
    'Partner Tier1 Support',
    EVERYTHING,
    'applications/credentials/update applications/owners/update users/create users/delete ' +
      'users/password/update groups/members/update servicePrincipals/appRoleAssignedTo/update ' +
      'oAuth2PermissionGrants/*',
  ],
  [
    'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
    'Partner Tier2 Support',
    EVERYTHING,
    'applications/credentials/update applications/owners/update users/create users/delete ' +
      'users/password/update groups/members/update servicePrincipals/appRoleAssignedTo/update ' +
      'oAuth2PermissionGrants/* roleAssignments/* roleDefinitions/* domains/*',
  ],
]

let byId: Map<string, DirectoryRole> | null = null

/**
 * A built-in role of the directory by its template id, with the most telling of what it allows; null for others.
 *
 * LIMIT: actions are told in the large: enough to see what the role has power over, not each of its permissions.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference
 */
export function directoryRole(template: string): DirectoryRole | null {
  byId ??= new Map(
    TABLE.map(([id, name, access, actions]) => [id, { name, actions: actions.split(' ').map(inDirectory), access }]),
  )
  return byId.get(template.toLowerCase()) ?? null
}

function inDirectory(action: string): string {
  return action.startsWith('microsoft.') ? action : `microsoft.directory/${action}`
}
