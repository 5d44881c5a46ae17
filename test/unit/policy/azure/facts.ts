import type { Attachment, FactNode, Facts, Json, PolicyDocument } from '../../../../src/model/index.js'

export const TENANT = '6f1d3c2a-0b4e-4c7d-9a51-2e8f7b6c5d01'
export const SUBSCRIPTION = '/subscriptions/1a2b3c4d-0001-4aaa-8aaa-0123456789a1'
export const APP = `${SUBSCRIPTION}/resourceGroups/rg-app`
export const DATA = `${SUBSCRIPTION}/resourceGroups/rg-data`
export const ACCOUNT = `${DATA}/providers/Microsoft.Storage/storageAccounts/corp`
export const VAULT = `${DATA}/providers/Microsoft.KeyVault/vaults/keys`
export const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
export const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
export const BLOB_READER = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
export const READ_BLOB = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'

export const principal = (object: string): string => `azure:${TENANT}/${object}`
export const container = (name: string): string => `${ACCOUNT}/blobServices/default/containers/${name}`

type Properties = FactNode['properties']

/** A small snapshot of one tenant, one subscription and two resource groups, put together step by step. */
export interface FactsMade {
  node(id: string, kind: FactNode['kind'], type: string, scope: string | null, properties?: Properties): FactsMade
  user(object: string, properties?: Properties): FactsMade
  group(object: string, members: readonly string[], properties?: Properties): FactsMade
  application(object: string, properties?: Properties): FactsMade
  document(to: string, as: Attachment['as'], id: string, document: Json): FactsMade
  assign(role: string, object: string, scope: string, more?: { [name: string]: Json }): FactsMade
  deny(scope: string, more?: { [name: string]: Json }): FactsMade
  role(id: string, permissions: Json[]): FactsMade
  readonly facts: Facts
}

export function snapshot(): FactsMade {
  const documents: PolicyDocument[] = []
  const attachments: Attachment[] = []
  const facts: Facts = { nodes: [], edges: [], documents, attachments, gaps: [] }
  const home = `azure:${TENANT}`
  let count = 0
  const made: FactsMade = {
    facts,
    node(id, kind, type, scope, properties = {}) {
      facts.nodes.push({ id, kind, type, cloud: 'azure', scope, name: id.slice(id.lastIndexOf('/') + 1), properties })
      return made
    },
    user: (object, properties = {}) =>
      made.node(principal(object), 'Principal', 'azuread_user', home, { accountEnabled: true, ...properties }),
    application: (object, properties = {}) =>
      made.node(principal(object), 'Principal', 'azuread_service_principal', home, {
        accountEnabled: true,
        appId: `app-${object}`,
        appOwnerOrganizationId: TENANT,
        ...properties,
      }),
    group(object, members, properties = {}) {
      made.node(principal(object), 'Principal', 'azuread_group', home, { membersRead: true, ...properties })
      for (const member of members)
        facts.edges.push({ from: principal(member), to: principal(object), type: 'MEMBER_OF' })
      return made
    },
    document(to, as, id, document) {
      documents.push({ id, name: id, document })
      attachments.push({ document: id, to, as })
      return made
    },
    assign: (role, object, scope, more = {}) => {
      const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${String(++count)}`
      const { type = 'Microsoft.Authorization/roleAssignments', ...properties } = more
      return made.document(scope, 'role-assignment', id, {
        id,
        type,
        properties: { roleDefinitionId: `/x/${role}`, principalId: object, scope, ...properties },
      })
    },
    deny: (scope, more = {}) => {
      const id = `${scope}/providers/Microsoft.Authorization/denyAssignments/${String(++count)}`
      return made.document(scope, 'deny-assignment', id, {
        id,
        type: 'Microsoft.Authorization/denyAssignments',
        properties: {
          scope,
          permissions: [{ actions: ['*'], notActions: ['*/read'], dataActions: [], notDataActions: [] }],
          principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
          excludePrincipals: [],
          isSystemProtected: true,
          ...more,
        },
      })
    },
    role: (id, permissions) => {
      documents.push({
        id: `/x/${id}`,
        name: id,
        document: { id: `/x/${id}`, properties: { roleName: id, permissions } },
      })
      return made
    },
  }
  return made
    .node(home, 'Scope', 'azure_tenant', null, { imported: true })
    .node(SUBSCRIPTION, 'Scope', 'azure_subscription', home)
    .node(APP, 'Scope', 'azurerm_resource_group', SUBSCRIPTION)
    .node(DATA, 'Scope', 'azurerm_resource_group', SUBSCRIPTION)
}
