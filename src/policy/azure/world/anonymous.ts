import type { AccessGrant, FactNode } from '../../../model/index.js'
import type { Clause, Clauses } from '../../condition/clauses.js'
import { toRemaining } from '../../condition/remaining.js'
import { demand, demandThat, evidenceFor } from '../assignment.js'
import { textOf } from '../role.js'
import { targetAt, type AzureWorld } from './azure-world.js'

const READ_BLOB = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
const PULL = 'Microsoft.ContainerRegistry/registries/pull/read'

/**
 * What anybody may read without signing in: blobs of containers whose access level says so, in accounts that allow it,
 * and images of registries with anonymous pull.
 *
 * LIMIT: static web sites and shared access signatures are not told; keys and signatures name no principal.
 *
 * @see https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-configure
 * @see https://learn.microsoft.com/en-us/azure/container-registry/anonymous-pull-access
 */
export function anonymousGrants(world: AzureWorld): AccessGrant[] {
  return world.nodes.flatMap((node) => {
    if (node.type === 'azurerm_storage_container') return containerGrant(world, node)
    if (node.type === 'azurerm_container_registry') return registryGrant(world, node)
    return []
  })
}

function containerGrant(world: AzureWorld, node: FactNode): AccessGrant[] {
  const level = textOf(node.properties['publicAccess']).toLowerCase()
  if (level !== 'blob' && level !== 'container') return []
  const account = world
    .above(node.id)
    .map((id) => world.node(id))
    .find((above) => above?.type === 'azurerm_storage_account')
  const allowed = account?.properties['allowBlobPublicAccess']
  const network = openTo(account ?? null)
  if (allowed === false || network === null) return []
  // Accounts from before the setting have none, and allow it; newer ones without it do not.
  const clauses: Clause[] = allowed === true ? [...network] : [demandThat('allowBlobPublicAccess'), ...network]
  return [
    {
      principals: ['public'],
      target: targetAt(world, node.id),
      actions: [READ_BLOB],
      access: level === 'container' ? ['list', 'read'] : ['read'],
      data: true,
      remaining: toRemaining(clauses),
      because: [
        evidenceFor('acl', `${node.id}#publicAccess`, null, {
          publicAccess: node.properties['publicAccess'] ?? null,
          allowBlobPublicAccess: allowed ?? null,
        }),
      ],
      unknown: false,
      plane: 'data',
    },
  ]
}

function registryGrant(world: AzureWorld, node: FactNode): AccessGrant[] {
  const network = openTo(node)
  if (node.properties['anonymousPullEnabled'] !== true || network === null) return []
  return [
    {
      principals: ['public'],
      target: targetAt(world, node.id),
      actions: [PULL],
      access: ['read'],
      data: true,
      remaining: toRemaining(network),
      because: [evidenceFor('acl', `${node.id}#anonymousPullEnabled`, null, { anonymousPullEnabled: true })],
      unknown: false,
      plane: 'control',
    },
  ]
}

/**
 * What the network rules of a resource ask of a caller from anywhere; null when the public network is shut.
 *
 * @see https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security
 */
function openTo(node: FactNode | null): Clauses | null {
  const { publicNetworkAccess, networkDefaultAction } = node?.properties ?? {}
  const access = textOf(publicNetworkAccess).toLowerCase()
  if (access === 'disabled') return null
  const ruled = textOf(networkDefaultAction).toLowerCase() === 'deny' || access === 'securedbyperimeter'
  return ruled ? [demand('networkAcls', 'StringEquals', ['allowed'])] : []
}
