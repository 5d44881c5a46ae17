import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { azureConnector, createAzureCollector } from '../../../connectors/azure/index.js'
import { pagePath } from '../../../connectors/azure/collect/cell-path.js'
import type { CallRecord } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import type { Estate } from '../../support/azure/estate.js'
import { gather, type Gathered } from '../../support/azure/gather.js'
import { optionsFor, startAzure, type AzureServer } from '../../support/azure/server.js'
import { recognised, type Dump } from '../../unit/connectors/azure/dump.js'

const TENANT = '5b8f0c2e-7a41-4d3b-9c66-1f2e3d4c5b01'
const folder = fileURLToPath(new URL(`../../../examples/northwind/import/${TENANT}/`, import.meta.url))

/** The example company's tenant: as the files that an import reads, and as what a server answers with. */
const dump: Dump = {}
const estate: Estate = {}
const LISTS: Record<string, string> = {
  applications: 'graph/applications',
  containers: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  denyAssignments: 'Microsoft.Authorization/denyAssignments',
  groups: 'graph/groups',
  managementGroups: 'Microsoft.Management/managementGroups',
  organization: 'graph/organization',
  registrationAssignments: 'Microsoft.ManagedServices/registrationAssignments',
  resourceGroups: 'Microsoft.Resources/resourceGroups',
  roleAssignments: 'Microsoft.Authorization/roleAssignments',
  roleDefinitions: 'Microsoft.Authorization/roleDefinitions',
  roleEligibilityScheduleInstances: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
  servicePrincipals: 'graph/servicePrincipals',
  storageAccounts: 'Microsoft.Storage/storageAccounts',
  subscriptions: 'Microsoft.Resources/subscriptions',
  users: 'graph/users',
  vaults: 'Microsoft.KeyVault/vaults',
  virtualMachines: 'Microsoft.Compute/virtualMachines',
}
for (const name of readdirSync(folder)) {
  const body = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { value: JsonObject[] }
  const list = LISTS[name.replace('.json', '')]
  if (list === undefined) throw new Error(`the example has a file \`${name}\` that this test does not serve`)
  dump[`${TENANT}/${name}`] = body
  estate[list] = body.value
}
// What every tenant has, and a live collection asks for.
const policy: JsonObject = { isServiceDefault: true, inboundTrust: { isMfaAccepted: false } }
dump[`${TENANT}/policies/crossTenantAccessPolicy/default.json`] = policy
estate['graph/policies/crossTenantAccessPolicy/default'] = [policy]

describe.each([
  ['in one page', 1000],
  ['page by page', 1],
])('the example tenant, collected %s', (_, pageSize) => {
  let server: AzureServer
  let gathered: Gathered

  beforeEach(async () => {
    server = await startAzure({ tenant: TENANT, estate, pageSize })
    for (const [name, value] of Object.entries(server.env)) if (name.startsWith('AZURE_')) vi.stubEnv(name, value)
    const collector = await createAzureCollector(optionsFor(server))
    gathered = await gather(collector)
  })
  afterEach(() => server.close())

  it('gives the facts of an import of the same tenant', async () => {
    expect(server.unknown).toEqual([])
    expect(gathered.failures).toEqual([])
    const settled = azureConnector.settle(gathered.found)
    expect(settled.malformed).toEqual([])
    const live = azureConnector.normalize(settled.records)
    const imported = azureConnector.normalize((await recognised(dump)).records)
    expect(live.nodes.length).toBeGreaterThan(20)
    expect(live).toEqual(imported)
  })

  it('asks with a token for the service that is asked, and one call for each page', () => {
    const asked = server.seen.map(
      ({ method, path, query, body }) => `${method} ${path}?${query.toString()} ${JSON.stringify(body)}`,
    )
    expect(new Set(asked).size).toBe(asked.length)
    expect(server.tokens).toHaveLength(2)
  })

  it('gives records that an import of the same answers as files gives', async () => {
    // ARM's list of all resources leaves to the inventory what that reads; owners are kept group by group.
    const asFiles = gathered.answers.filter(
      ({ cell }) =>
        !cell.path.endsWith('/Microsoft.Resources-resources.json') || cell.path.includes('/resource-graph/'),
    )
    const files: Dump = {}
    for (const { cell, bodies } of asFiles)
      if (!cell.path.includes('/all/')) bodies.forEach((body, page) => (files[pagePath(cell.path, page)] = body))
    const again = await recognised(files)
    expect(again.ignored).toEqual([])
    const key = (record: CallRecord): string => `${record.file} ${JSON.stringify(record)}`
    const live = azureConnector.settle(gathered.found).records.filter(({ file }) => file in files)
    expect(live.length).toBeGreaterThan(30)
    expect(live.map(key).sort()).toEqual(again.records.map(key).sort())
  })
})
