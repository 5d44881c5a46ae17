import { CallFailure, type Cell, type Collector, type Page } from '../../../src/connector/index.js'
import { EXIT, isObject, UserError, type JsonObject } from '../../../src/model/index.js'
import { isGuid, objectField, textField } from '../fields.js'
import { recordOfSilence, recordsOfAnswer } from './answer-records.js'
import { createAuthorizationReader } from './authorization.js'
import { inventoryTypes, type DeclaredCall } from './calls.js'
import { callOfCell, createPlan } from './cells.js'
import { endpointsOf, trusted, type Endpoints } from './endpoints.js'
import type { Absence, Answer } from './failure.js'
import type { AzureCollectOptions } from './options.js'
import { linkTo, merged, readPage } from './pages.js'
import { createTokens, tenantOfToken, type Credential } from './tokens.js'
import { createTransport, textOf, type Service } from './transport.js'

/** The services of a cloud, with the caller's credentials. */
export interface Session {
  /** In lower case. */
  tenant: string
  endpoints: Endpoints
  management: Service
  graph: Service
}

/**
 * Reads a tenant: its directory, management groups and subscriptions.
 *
 * @throws UserError (exit code 4) if there are no credentials, or they are of another tenant
 */
export async function createAzureCollector(options: AzureCollectOptions): Promise<Collector> {
  const session = await openSession(options)
  const { tenant, management, graph } = session
  const authorization = await createAuthorizationReader(management)
  const plan = createPlan({ ...options, tenant })
  const now = options.now

  async function answerOf(call: DeclaredCall, cell: Cell, page: string | null, signal: AbortSignal): Promise<Answer> {
    const { input } = cell
    if (call.source === 'authorization')
      return authorization(call.list, input, page === null ? null : linkTo(page, management.endpoint), signal)
    if (call.source === 'resource-graph')
      return management.send({
        ...inventoryRequest(management, call, textField(input, 'subscription') ?? '', page),
        signal,
      })
    const service = call.source === 'graph' ? graph : management
    return service.send({ url: page === null ? addressOf(service, input) : linkTo(page, service.endpoint), signal })
  }

  return {
    cloud: 'azure',
    roots: () => plan.roots(),
    async fetch(cell, page, signal): Promise<Page> {
      const call = callOfCell(cell)
      const absence = absenceOf(call)
      const answer = await answerOf(call, cell, page, signal)
      const { endpoint } = call.source === 'graph' ? graph : management
      return readPage(call, textOf(answer, now(), absence), { endpoint, asked: page, now: now(), absence })
    },
    merge: merged,
    follow: (cell, body) => plan.follow(cell, body),
    records: (cell, body, page) => recordsOfAnswer(tenant, cell, body, page),
    silence: recordOfSilence,
    permissions: (cell) => callOfCell(cell).needs,
  }
}

/** Signs in and learns which tenant it is. */
export async function openSession(options: AzureCollectOptions): Promise<Session> {
  const endpoints = endpointsOf(options)
  const tls = trusted(options.env)
  const makeCredential = await credentialOf(options, endpoints, tls)
  const transport = await createTransport(tls)
  const tokens = createTokens(makeCredential, {
    scope: endpoints.management.tokenScope,
    now: options.now,
    isOver: () => Promise.resolve(true),
  })
  const management = transport.service(endpoints.management, tokens)
  const token = await tokens.get().catch((error: unknown) => {
    throw signInError(error)
  })
  const tenant = tenantOfToken(token) ?? (await tenantOfCaller(management, options.now))
  if (options.tenant !== undefined && isGuid(options.tenant) && options.tenant.toLowerCase() !== tenant)
    throw new UserError(
      `the credentials are of tenant \`${tenant}\`, not of \`${options.tenant}\``,
      `sign in to it: \`az login --tenant ${options.tenant}\``,
      EXIT.credentials,
    )
  const graph = transport.service(
    endpoints.graph,
    createTokens(makeCredential, {
      scope: endpoints.graph.tokenScope,
      now: options.now,
      isOver: () =>
        makeCredential()
          .getToken(endpoints.management.tokenScope)
          .then((answer) => answer === null)
          .catch(() => true),
    }),
  )
  return { tenant, endpoints, management, graph }
}

async function credentialOf(
  { tenant }: AzureCollectOptions,
  { authority, isKnownAuthority }: Endpoints,
  tls: { ca: string[] } | null,
): Promise<() => Credential> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  const credentialOptions = {
    authorityHost: authority,
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(isKnownAuthority ? {} : { disableInstanceDiscovery: true }),
    ...(tls === null ? {} : { tlsOptions: tls }),
  }
  return () => new DefaultAzureCredential(credentialOptions)
}

function signInError(error: unknown): unknown {
  if (!(error instanceof CallFailure)) return error
  return new UserError(
    `no access to Azure: ${error.message}`,
    'sign in with `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret, certificate or federated token; `inroads doctor` tries them',
    EXIT.credentials,
  )
}

/** @see https://learn.microsoft.com/en-us/rest/api/resources/tenants/list */
async function tenantOfCaller(management: Service, now: () => number): Promise<string> {
  const absence: Absence = { isOfEntry: false, isOptional: false }
  try {
    const answer = await management.send({ url: `${management.endpoint.url}/tenants?api-version=2022-12-01` })
    const body = JSON.parse(textOf(answer, now(), absence)) as unknown
    const listed = isObject(body) ? body['value'] : null
    const first: unknown = Array.isArray(listed) ? listed[0] : null
    const id = isObject(first) ? textField(first, 'tenantId') : null
    if (id !== null && isGuid(id)) return id.toLowerCase()
  } catch (error) {
    throw signInError(error)
  }
  throw new UserError(
    'the credentials do not say of which tenant they are',
    'name it with `--tenant`',
    EXIT.credentials,
  )
}

/** Providers that a subscription may be without have nothing to do with who holds which role. */
function absenceOf({ list, per, source }: DeclaredCall): Absence {
  const namespace = list.slice(0, list.indexOf('/'))
  return {
    isOfEntry: per === 'entry' || per === 'eligible-role' || (per === 'management-group' && source === 'arm'),
    isOptional: source !== 'graph' && !['Microsoft.Authorization', 'Microsoft.Resources'].includes(namespace),
  }
}

/** The address of a call's first page. */
export function addressOf(service: Service, input: JsonObject): string {
  const query = Object.entries(objectField(input, 'query') ?? {})
    .map(([name, value]) => `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(String(value))}`)
    .join('&')
  return `${service.endpoint.url}${textField(input, 'url') ?? ''}${query === '' ? '' : `?${query}`}`
}

/** Rows of one answer: as many as stay below the size that Resource Graph answers with. */
const ROWS = 500

/**
 * The query that reads all known types of a subscription at once.
 *
 * LIMIT: Resource Graph leaves out what the caller may not read, and says nothing of it.
 *
 * @see https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/work-with-data
 */
function inventoryRequest(
  { endpoint }: Service,
  { api, version }: DeclaredCall,
  subscription: string,
  page: string | null,
): { url: string; body: JsonObject } {
  return {
    url: `${endpoint.url}${api}?api-version=${version}`,
    body: {
      subscriptions: [subscription],
      query: INVENTORY,
      options: { resultFormat: 'objectArray', $top: ROWS, ...(page === null ? {} : { $skipToken: page }) },
    },
  }
}

const INVENTORY = [
  'resources',
  `where type in~ (${inventoryTypes.map((type) => `'${type.toLowerCase()}'`).join(', ')})`,
  'project id, name, type, kind, location, managedBy, sku, plan, identity, zones, tags, properties',
  'order by id asc',
].join(' | ')
