import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { azureConnector, createAzureCollector, type AzureCollectOptions } from '../../../connectors/azure/index.js'
import type { Facts } from '../../../src/model/index.js'
import { gather, type Gathered } from '../../support/azure/gather.js'
import { optionsFor, startAzure, type AzureServer } from '../../support/azure/server.js'
import {
  BIG_GROUP,
  CANARY,
  DELEGATED,
  IDENTITY,
  OWN,
  PARTNER,
  ROBOT,
  TENANT,
  wideEstate,
} from '../../support/azure/wide-estate.js'

let server: AzureServer

beforeEach(async () => {
  server = await startAzure({ tenant: TENANT, estate: wideEstate, pageSize: 7 })
  for (const [name, value] of Object.entries(server.env)) if (name.startsWith('AZURE_')) vi.stubEnv(name, value)
})
afterEach(() => server.close())

async function collected(more: Partial<AzureCollectOptions> = {}): Promise<Gathered> {
  return gather(await createAzureCollector(optionsFor(server, more)))
}

function factsOf({ found }: Gathered): Facts {
  const { records, malformed } = azureConnector.settle(found)
  expect(malformed).toEqual([])
  return azureConnector.normalize(records)
}

const principal = (id: string): string => `azure:${TENANT}/${id}`

describe('a tenant with one of everything', () => {
  it('leaves no gap, and no call without an answer', async () => {
    const gathered = await collected()
    expect(server.unknown).toEqual([])
    expect(gathered.failures).toEqual([])
    expect(factsOf(gathered).gaps).toEqual([])
  })

  it('has all members of a group that Graph cuts off at twenty, service principals among them', async () => {
    const { edges } = factsOf(await collected())
    const members = edges.filter(({ type, to }) => type === 'MEMBER_OF' && to === principal(BIG_GROUP))
    expect(members).toHaveLength(25)
    expect(members.map(({ from }) => from)).toContain(principal(ROBOT))
  })

  it('has all owners, of which some come with the list and some by a call of their own', async () => {
    const { edges } = factsOf(await collected())
    const owners = (to: string): number =>
      edges.filter((edge) => edge.type === 'OWNS' && edge.to === principal(to)).length
    expect(owners(BIG_GROUP)).toBe(1)
    expect(owners(ROBOT)).toBe(21)
  })

  it('has the tree of management groups, also where one is named as a list is', async () => {
    const { nodes } = factsOf(await collected())
    const scopeOf = (id: string): string | null | undefined => nodes.find((node) => node.id === id)?.scope
    expect(scopeOf(`/subscriptions/${OWN}`)).toBe('/providers/Microsoft.Management/managementGroups/users')
    expect(scopeOf('/providers/Microsoft.Management/managementGroups/users')).toBe(
      `/providers/Microsoft.Management/managementGroups/${TENANT}`,
    )
  })

  it('has what lies in parents whose names look like ids', async () => {
    const { attachments, nodes } = factsOf(await collected())
    expect(attachments.filter(({ as, to }) => as === 'trust' && to === principal(IDENTITY))).toHaveLength(1)
    expect(nodes.find(({ type }) => type === 'azurerm_storage_container')?.properties['publicAccess']).toBe('Container')
    expect(nodes.find(({ name }) => name === 'runner')?.type).toBe('azurerm_linux_virtual_machine')
    expect(nodes.find(({ name }) => name === 'one')?.type).toBe('azurerm_gadgets')
  })

  it('keeps what the SDK drops: the effect of a deny assignment and the parts of a second', async () => {
    const text = JSON.stringify(factsOf(await collected()).documents)
    expect(text).toContain('"denyAssignmentEffect":"audit"')
    expect(text).toContain('2026-01-01T00:00:00.1234567Z')
  })

  it('asks what activation needs only for the role that somebody may activate', async () => {
    const { documents } = factsOf(await collected())
    expect(documents.filter(({ name }) => name === 'roleManagementPolicyAssignment')).toHaveLength(1)
    const asked = server.seen.filter(({ path }) => path.endsWith('/roleManagementPolicyAssignments'))
    expect(asked.map(({ query }) => query.get('$filter'))).toEqual([expect.stringMatching(/^roleDefinitionId eq '/)])
  })

  it('does not take the tenant of a delegated subscription for ours', async () => {
    const { nodes, gaps } = factsOf(await collected())
    expect(nodes.find(({ id }) => id === `azure:${PARTNER}`)?.properties).toMatchObject({ imported: false })
    expect(nodes.find(({ id }) => id === `azure:${TENANT}`)?.properties).toMatchObject({ imported: true })
    expect(gaps.filter(({ scope }) => scope.includes(PARTNER))).toEqual([])
  })

  it('keeps no secret', async () => {
    const gathered = await collected()
    expect(JSON.stringify(wideEstate).split(CANARY).length).toBeGreaterThan(5)
    expect(JSON.stringify(gathered)).not.toContain(CANARY)
    expect(JSON.stringify(gathered)).not.toContain(server.env['AZURE_CLIENT_SECRET'])
    for (const token of server.tokens) expect(JSON.stringify(gathered)).not.toContain(token)
  })

  it('names a resource that Resource Graph leaves out', async () => {
    server.intercept = ({ path, body }, response) => {
      if (!path.endsWith('/Microsoft.ResourceGraph/resources') || body === null) return false
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"totalRecords":0,"count":0,"data":[],"resultTruncated":"false"}')
      return true
    }
    const { gaps } = factsOf(await collected())
    expect(gaps.map(({ call, message }) => `${call}: ${message}`)).toContain(
      'storageAccounts: `filestore`: listed without properties, which say who else gets in',
    )
  })
})

describe('which subscriptions are read', () => {
  const scopes = ({ cells }: Gathered): string[] => [...new Set(cells.map(({ scope }) => scope))].sort()

  it('all, those named, and those not excluded', async () => {
    expect(scopes(await collected())).toEqual([TENANT, OWN, DELEGATED].sort())
    expect(scopes(await collected({ subscriptions: [OWN.toUpperCase()] }))).toEqual([TENANT, OWN].sort())
    expect(scopes(await collected({ excludeSubscriptions: [OWN] }))).toEqual([TENANT, DELEGATED].sort())
  })

  it('one that is named and not seen is asked all the same', async () => {
    const hidden = 'f0e1d2c3-9999-4999-8999-9a9b9c9d9e09'
    expect(scopes(await collected({ subscriptions: [hidden] }))).toEqual([TENANT, hidden].sort())
  })

  it('each in exactly one part; what is of the tenant in every part', async () => {
    const parts = await Promise.all([1, 2, 3].map((index) => collected({ shard: { index, count: 3 } })))
    const own = parts.flatMap((part) => scopes(part).filter((scope) => scope !== TENANT))
    expect(own.sort()).toEqual([OWN, DELEGATED].sort())
    expect(parts.every((part) => scopes(part).includes(TENANT))).toBe(true)
  })
})
