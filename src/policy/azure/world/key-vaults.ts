import {
  isObject,
  type AccessGrant,
  type Evidence,
  type FactNode,
  type JsonObject,
  type OutsideIdentity,
} from '../../../model/index.js'
import type { Clauses } from '../../condition/clauses.js'
import { toRemaining } from '../../condition/remaining.js'
import { tidyList, type ActionList } from '../action-list.js'
import { lowerId } from '../arm-id.js'
import { demand, evidenceFor, type Denial } from '../assignment.js'
import { objectsIn, textOf, textsIn } from '../role.js'
import { targetAt, type AzureWorld } from './azure-world.js'
import { foreignObject } from './outside.js'
import { described } from './grant.js'

const VAULT = 'Microsoft.KeyVault/vaults'

/**
 * What a vault's access policies call a permission, and the data actions that it stands for, where that is not the
 * action of the same name. The actions are those of Microsoft's reference in MicrosoftDocs/azure-docs
 * (`articles/role-based-access-control/permissions/security.md` 03adcc3 of 2024-03-01, read on 2026-11-22); which of
 * them a word stands for is this project's reading of their descriptions: none of the pages read pairs them one by one.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/security#microsoftkeyvault
 */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  keys: {
    all: ['keys/*', 'keyrotationpolicies/*'],
    get: ['keys/read'],
    list: ['keys/read'],
    delete: ['keys/delete'],
    wrapkey: ['keys/wrap/action'],
    unwrapkey: ['keys/unwrap/action'],
    getrotationpolicy: ['keyrotationpolicies/read'],
    setrotationpolicy: ['keyrotationpolicies/write'],
  },
  secrets: {
    get: ['secrets/getSecret/action'],
    list: ['secrets/readMetadata/action'],
    set: ['secrets/setSecret/action', 'secrets/update/action'],
    delete: ['secrets/delete'],
  },
  certificates: {
    all: ['certificates/*', 'certificatecas/*', 'certificatecontacts/*'],
    get: ['certificates/read'],
    list: ['certificates/read'],
    delete: ['certificates/delete'],
    managecontacts: ['certificatecontacts/write'],
    getissuers: ['certificatecas/read'],
    listissuers: ['certificatecas/read'],
    setissuers: ['certificatecas/write'],
    manageissuers: ['certificatecas/*'],
    deleteissuers: ['certificatecas/delete'],
  },
  storage: {
    all: ['storageaccounts/*'],
    get: ['storageaccounts/read'],
    list: ['storageaccounts/read'],
    delete: ['storageaccounts/delete'],
    set: ['storageaccounts/set/action'],
    update: ['storageaccounts/set/action'],
    regeneratekey: ['storageaccounts/regeneratekey/action'],
    recover: ['storageaccounts/recover/action'],
    backup: ['storageaccounts/backup/action'],
    restore: ['storageaccounts/restore/action'],
    purge: ['storageaccounts/purge/action'],
    getsas: ['storageaccounts/sas/read'],
    listsas: ['storageaccounts/sas/read'],
    setsas: ['storageaccounts/sas/set/action'],
    deletesas: ['storageaccounts/sas/delete'],
  },
}

/** Does the vault decide by access policies? Of a vault that only an assignment names nothing is known. */
export function decidesByPolicies(node: FactNode): boolean {
  if (node.type !== 'azurerm_key_vault') return false
  const { enableRbacAuthorization, accessPolicies } = node.properties
  if (typeof enableRbacAuthorization === 'boolean') return !enableRbacAuthorization
  return Array.isArray(accessPolicies)
}

/**
 * Vaults that decide by access policies take nothing from role assignments on what they hold: said in the form of deny
 * assignments that bind everyone.
 *
 * @see https://learn.microsoft.com/en-us/azure/key-vault/general/rbac-access-policy
 */
export function policyVaults(world: AzureWorld): Denial[] {
  return world.nodes.filter(decidesByPolicies).map((node) => ({
    evidence: evidenceFor('resource-policy', node.id, null, { enableRbacAuthorization: false }),
    scope: lowerId(node.id),
    permissions: [
      {
        control: { patterns: [], except: [] },
        data: { patterns: [`${VAULT}/*`], except: [] },
        condition: null,
      },
    ],
    condition: null,
    everyone: true,
    principals: new Set<string>(),
    excluded: new Set<string>(),
    exactScope: false,
    certain: true,
  }))
}

/** What access policies grant, to principals of ours and of other tenants. */
export function accessPolicyGrants(world: AzureWorld): { grants: AccessGrant[]; outside: OutsideIdentity[] } {
  const grants: AccessGrant[] = []
  const outside: OutsideIdentity[] = []
  for (const node of world.nodes) {
    if (!decidesByPolicies(node)) continue
    objectsIn(node.properties['accessPolicies']).forEach((policy, index) => {
      const object = textOf(policy['objectId']).toLowerCase()
      const list = actionsOfPolicy(policy)
      if (object === '' || list === null) return
      const tenant = textOf(policy['tenantId']).toLowerCase()
      const foreign = tenant !== '' && !world.tenants.has(tenant) ? foreignObject(tenant, object, '') : null
      const known = world.node(world.principalId(object)) !== null
      if (foreign !== null && !known) outside.push(foreign)
      grants.push({
        principals: [foreign === null || known ? world.principalId(object) : foreign.id],
        target: targetAt(world, node.id),
        ...described(list, 'data'),
        remaining: toRemaining(throughApplication(policy)),
        because: [policyEvidence(node.id, policy, index)],
        unknown: false,
        plane: 'data',
      })
    })
  }
  return { grants, outside }
}

function policyEvidence(vault: string, policy: JsonObject, index: number): Evidence {
  const evidence = evidenceFor('resource-policy', `${vault}#accessPolicies`, null, policy)
  return { ...evidence, id: `${vault}#accessPolicies/${String(index)}`, statement: index }
}

/** A compound identity: the principal has it only through this application. */
function throughApplication(policy: JsonObject): Clauses {
  const application = textOf(policy['applicationId'])
  return application === '' ? [] : [demand('applicationId', 'StringEqualsIgnoreCase', [application])]
}

function actionsOfPolicy(policy: JsonObject): ActionList | null {
  const permissions = policy['permissions']
  if (!isObject(permissions)) return null
  const patterns: string[] = []
  for (const kind of Object.keys(SPECIAL)) {
    const special = SPECIAL[kind] ?? {}
    for (const word of textsIn(permissions[kind])) {
      const lower = word.toLowerCase()
      const named = Object.hasOwn(special, lower) ? special[lower] : undefined
      const usual = lower === 'all' ? `${kind}/*` : `${kind}/${lower}/action`
      patterns.push(...(named ?? [usual]).map((rest) => `${VAULT}/${rest}`))
    }
  }
  return tidyList({ patterns, except: [] })
}
