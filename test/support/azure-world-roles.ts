// What it is: the built-in roles that scenarios use, as Microsoft publishes them (shortened where a list is long).
// May import: the vocabulary's types.
// Never does: know a scenario.
// See https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles
import type { AzurePermission } from './azure-world-format.js'

const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers'
const ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments'

export const BUILT_IN_ROLES: Readonly<Record<string, readonly [guid: string, permission: AzurePermission]>> = {
  Reader: ['acdd72a7-3385-48ef-bd42-f606fba81ae7', { actions: ['*/read'] }],
  Owner: ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', { actions: ['*'] }],
  Contributor: [
    'b24988ac-6180-42a0-ab88-20f7382dd24c',
    {
      actions: ['*'],
      notActions: [
        'Microsoft.Authorization/*/Delete',
        'Microsoft.Authorization/*/Write',
        'Microsoft.Authorization/elevateAccess/Action',
        'Microsoft.Blueprint/blueprintAssignments/write',
        'Microsoft.Blueprint/blueprintAssignments/delete',
        'Microsoft.Compute/galleries/share/action',
        'Microsoft.Purview/consents/write',
        'Microsoft.Purview/consents/delete',
      ],
    },
  ],
  'User Access Administrator': [
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    { actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'] },
  ],
  'Role Based Access Control Administrator': [
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    { actions: [`${ASSIGNMENTS}/write`, `${ASSIGNMENTS}/delete`, '*/read', 'Microsoft.Support/*'] },
  ],
  'Virtual Machine Contributor': [
    '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    {
      actions: [
        'Microsoft.Authorization/*/read',
        'Microsoft.Compute/virtualMachines/*',
        'Microsoft.Resources/deployments/*',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
        'Microsoft.Storage/storageAccounts/listKeys/action',
        'Microsoft.Storage/storageAccounts/read',
      ],
    },
  ],
  'Storage Blob Data Reader': [
    '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    {
      actions: [
        `${CONTAINERS}/read`,
        'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
      ],
      dataActions: [`${BLOBS}/read`],
    },
  ],
  'Storage Blob Data Contributor': [
    'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    {
      actions: [
        `${CONTAINERS}/delete`,
        `${CONTAINERS}/read`,
        `${CONTAINERS}/write`,
        'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
      ],
      dataActions: [
        `${BLOBS}/delete`,
        `${BLOBS}/read`,
        `${BLOBS}/write`,
        `${BLOBS}/move/action`,
        `${BLOBS}/add/action`,
      ],
    },
  ],
  'Key Vault Contributor': [
    'f25e0fa2-a7c8-4377-a976-54943a77a395',
    {
      actions: [
        'Microsoft.Authorization/*/read',
        'Microsoft.KeyVault/*',
        'Microsoft.Resources/deployments/*',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
      ],
      notActions: [
        'Microsoft.KeyVault/locations/deletedVaults/purge/action',
        'Microsoft.KeyVault/hsmPools/*',
        'Microsoft.KeyVault/managedHsms/*',
      ],
    },
  ],
  'Key Vault Secrets User': [
    '4633458b-17de-408a-b874-0445c86b69e6',
    {
      dataActions: [
        'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
      ],
    },
  ],
  AcrPull: ['7f951dda-4ed3-4680-a7ca-43fe172d538d', { actions: ['Microsoft.ContainerRegistry/registries/pull/read'] }],
  'Storage Account Contributor': [
    '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    {
      actions: [
        'Microsoft.Authorization/*/read',
        'Microsoft.Resources/deployments/*',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
        'Microsoft.Storage/storageAccounts/*',
      ],
    },
  ],
  'Managed Services Registration assignment Delete Role': [
    '91c1777a-f3dc-4fae-b103-61d183457e46',
    {
      actions: [
        'Microsoft.ManagedServices/registrationAssignments/read',
        'Microsoft.ManagedServices/registrationAssignments/delete',
        'Microsoft.ManagedServices/operationStatuses/read',
      ],
    },
  ],
}

/** Roles of the directory, by name, with their template ids. */
export const DIRECTORY_ROLES: Readonly<Record<string, string>> = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
}

/** Application permissions of Microsoft Graph, by name, with their app role ids. */
export const GRAPH_PERMISSIONS: Readonly<Record<string, string>> = {
  'RoleManagement.ReadWrite.Directory': '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
}
