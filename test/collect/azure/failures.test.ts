import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { azureConnector, azureDoctor, createAzureCollector } from '../../../connectors/azure/index.js'
import type { CallFailure } from '../../../src/connector/index.js'
import { EXIT, type Facts, type Gap } from '../../../src/model/index.js'
import { gather, type Gathered } from '../../support/azure/gather.js'
import { fail, optionsFor, reply, startAzure, type AzureServer, type Seen } from '../../support/azure/server.js'
import { CANARY, OWN, TENANT, wideEstate } from '../../support/azure/wide-estate.js'

let server: AzureServer

beforeEach(async () => {
  server = await startAzure({ tenant: TENANT, estate: wideEstate, pageSize: 7 })
  for (const [name, value] of Object.entries(server.env)) if (name.startsWith('AZURE_')) vi.stubEnv(name, value)
})
afterEach(() => server.close())

async function collected(): Promise<Gathered> {
  return gather(await createAzureCollector(optionsFor(server)))
}

function factsOf({ found }: Gathered): Facts {
  return azureConnector.normalize(azureConnector.settle(found).records)
}

function failuresAt({ failures }: Gathered, end: string): CallFailure[] {
  return failures.filter(({ cell }) => cell.path.endsWith(end)).map(({ failure }) => failure)
}

const named = ({ call, reason, scope }: Gap): string => `${call} ${reason} ${scope}`

const DENY = `/subscriptions/${OWN}/providers/Microsoft.Authorization/denyAssignments`
const lists: readonly (readonly [what: string, path: string, file: string])[] = [
  ['a list of the authorization SDK', DENY, `${OWN}/Microsoft.Authorization-denyAssignments.json`],
  [
    'the inventory',
    '/providers/Microsoft.ResourceGraph/resources',
    `${OWN}/resource-graph/Microsoft.Resources-resources.json`,
  ],
  ['a list of ARM', `/subscriptions/${OWN}/resourcegroups`, `${OWN}/Microsoft.Resources-resourceGroups.json`],
  ['a list of Graph', '/v1.0/users', `${TENANT}/users.json`],
]

/** Answers every request for a path in a way of its own. */
function at(path: string, answer: (response: ServerResponse, request: Seen) => unknown): void {
  server.intercept = (request, response) => {
    if (request.path !== path) return false
    answer(response, request)
    return true
  }
}

describe.each(lists)('%s', (_, path, file) => {
  it.each<
    [what: string, answer: (response: ServerResponse) => unknown, kind: string, code: string, gap: string | null]
  >([
    [
      'is refused',
      (response) => fail(response, 403, 'AuthorizationFailed', 'The client does not have authorization.'),
      'denied',
      'AuthorizationFailed',
      'denied',
    ],
    [
      'is refused with 401',
      (response) => fail(response, 401, 'InvalidAuthenticationTokenTenant', 'The token is from the wrong issuer.'),
      'denied',
      'InvalidAuthenticationTokenTenant',
      'denied',
    ],
    [
      'is asked too often',
      (response) => fail(response, 429, 'SubscriptionRequestsThrottled', 'Too many requests.', { 'retry-after': '17' }),
      'throttled',
      'SubscriptionRequestsThrottled',
      'throttled',
    ],
    [
      'fails',
      (response) => fail(response, 500, 'InternalServerError', 'Oops.'),
      'failed',
      'InternalServerError',
      'failed',
    ],
    [
      'is unavailable',
      (response) => reply(response, 503, '<html>busy</html>', { 'content-type': 'text/html', 'retry-after': '3' }),
      'failed',
      'Http503',
      'failed',
    ],
    [
      'is cut off in the middle of the JSON',
      (response) => reply(response, 200, '{"value":[{"id":"/sub'),
      'failed',
      'UnexpectedAnswer',
      'failed',
    ],
    [
      'is a page of a proxy',
      (response) => reply(response, 200, '<html>sign in</html>', { 'content-type': 'text/html' }),
      'failed',
      'UnexpectedAnswer',
      'failed',
    ],
    [
      'is a refusal by a proxy',
      (response) => reply(response, 403, '<html>blocked</html>', { 'content-type': 'text/html' }),
      'failed',
      'Http403',
      'failed',
    ],
    ['is empty', (response) => reply(response, 200, ''), 'failed', 'UnexpectedAnswer', 'failed'],
    ['has no list in it', (response) => reply(response, 200, {}), 'failed', 'UnexpectedAnswer', 'failed'],
    [
      'is an error that is called a success',
      (response) => reply(response, 200, { error: { code: 'InternalError', message: 'x' } }),
      'failed',
      'InternalError',
      'failed',
    ],
    ['breaks the connection', (response) => response.destroy(), 'failed', 'ECONNRESET', 'failed'],
    [
      'leads elsewhere',
      (response) => reply(response, 302, '', { location: 'https://elsewhere.example/' }),
      'failed',
      'Http302',
      'failed',
    ],
    [
      'is not known there',
      (response) => fail(response, 404, 'SubscriptionNotFound', 'The subscription could not be found.'),
      'failed',
      'SubscriptionNotFound',
      'failed',
    ],
  ])('that %s is a gap of its own, and the rest is there', async (_what, answer, kind, code, gap) => {
    at(path, answer)
    const gathered = await collected()
    const [failure] = failuresAt(gathered, file)
    expect([failure?.kind, failure?.code]).toEqual([kind, code])
    expect(failure?.message).not.toMatch(/[\r\n]/)
    if (kind === 'throttled') expect(failure?.retryAfterMs).toBe(17_000)
    const own = factsOf(gathered).gaps.filter(({ message }) => message.includes(file))
    expect(own.map(({ reason }) => reason)).toEqual([gap])
    const others = gathered.failures.filter(({ cell }) => !cell.path.endsWith(file) && cell.operation !== 'resources')
    expect(others).toEqual([])
  })
})

describe('what passes by', () => {
  it('leaves no trace: every request fails once, each in another way', async () => {
    const undisturbed = factsOf(await collected())
    const ways: ((response: ServerResponse) => unknown)[] = [
      (response) => response.destroy(),
      (response) => fail(response, 429, 'TooManyRequests', 'Slow down.', { 'retry-after-ms': '5' }),
      (response) => reply(response, 502, '<html>', { 'content-type': 'text/html' }),
      (response) => reply(response, 200, '{"value":[', {}),
    ]
    const met = new Set<string>()
    server.intercept = ({ path, query, body }, response) => {
      const key = `${path}?${query.toString()} ${JSON.stringify(body)}`
      if (met.has(key)) return false
      met.add(key)
      ways[met.size % ways.length]?.(response)
      return true
    }
    const gathered = await collected()
    expect(gathered.failures).toEqual([])
    expect(factsOf(gathered)).toEqual(undisturbed)
  })

  it('a token that is refused in the middle is asked for anew', async () => {
    let asked = 0
    const refused = new Set<string>()
    server.intercept = ({ token, path }, response) => {
      asked += 1
      if (asked === 20 && token !== null) refused.add(token)
      if (token === null || !refused.has(token)) return false
      const code = path.startsWith('/v1.0') ? 'InvalidAuthenticationToken' : 'ExpiredAuthenticationToken'
      return fail(response, 401, code, 'The access token expired.')
    }
    const gathered = await collected()
    expect(refused.size).toBe(1)
    expect(gathered.failures).toEqual([])
    expect(server.tokens).toHaveLength(3)
    expect(factsOf(gathered).gaps).toEqual([])
  })

  it('a license that a tenant has not means that nobody may activate anything', async () => {
    server.intercept = ({ path }, response) =>
      /role(Eligibility|Assignment)Schedule/.test(path) &&
      fail(response, 400, 'AadPremiumLicenseRequired', 'The tenant needs a Microsoft Entra ID P2 license.')
    const gathered = await collected()
    expect(new Set(gathered.failures.map(({ failure }) => failure.kind))).toEqual(new Set(['none']))
    expect(factsOf(gathered).gaps).toEqual([])
  })

  it('a provider that is not registered has nothing; one that has another version is not read', async () => {
    const path = `/subscriptions/${OWN}/providers/Microsoft.ManagedServices/registrationAssignments`
    const file = `${OWN}/Microsoft.ManagedServices-registrationAssignments.json`
    at(path, (response) =>
      fail(response, 409, 'MissingSubscriptionRegistration', 'The subscription is not registered.'),
    )
    const unregistered = await collected()
    expect(failuresAt(unregistered, file).map(({ kind }) => kind)).toEqual(['none'])
    expect(factsOf(unregistered).gaps).toEqual([])
    at(path, (response) =>
      fail(
        response,
        400,
        'NoRegisteredProviderFound',
        "No registered resource provider found. The supported api-versions are '2019-09-01'.",
      ),
    )
    const other = await collected()
    expect(failuresAt(other, file).map(({ kind }) => kind)).toEqual(['failed'])
    expect(factsOf(other).gaps.map(named)).toEqual([`registrationAssignments failed /subscriptions/${OWN}`])
  })

  it('a role list that "does not exist" is never taken for one without entries', async () => {
    at(DENY, (response) => fail(response, 404, 'NotFound', 'There is no such list.'))
    expect(factsOf(await collected()).gaps.map(named)).toEqual([`denyAssignments failed /subscriptions/${OWN}`])
  })
})

describe('credentials', () => {
  it('that are revoked stop everything, with what to do', async () => {
    const collector = await createAzureCollector(optionsFor(server))
    server.intercept = (_request, response) =>
      fail(response, 401, 'ExpiredAuthenticationToken', 'The access token expired.')
    const { failures } = await gather(collector)
    const ofArm = failures.filter(({ cell }) => cell.service.startsWith('microsoft.'))
    expect(ofArm.every(({ failure }) => failure.kind === 'credentials' && failure.isForAll)).toBe(true)
    expect(ofArm.length).toBeGreaterThan(0)
  })

  it('that one service does not accept leave the others as they are', async () => {
    const collector = await createAzureCollector(optionsFor(server))
    server.intercept = ({ path }, response) =>
      path.startsWith('/v1.0/') && fail(response, 401, 'InvalidAuthenticationToken', 'Access token validation failure.')
    const gathered = await gather(collector)
    expect(new Set(gathered.failures.map(({ cell, failure }) => `${cell.service} ${failure.kind}`))).toEqual(
      new Set(['graph denied']),
    )
    expect(factsOf(gathered).gaps.map(({ reason }) => reason)).toContain('denied')
  })

  it('that end in the middle of a run stop everything', async () => {
    const collector = await createAzureCollector(optionsFor(server))
    server.env['AZURE_CLIENT_SECRET'] = 'changed meanwhile'
    const { failures } = await gather(collector)
    const ofGraph = failures.filter(({ cell }) => cell.service === 'graph')
    expect(ofGraph.length).toBeGreaterThan(0)
    expect(ofGraph.every(({ failure }) => failure.kind === 'credentials' && failure.isForAll)).toBe(true)
  })

  it('that are wrong end it before it begins', async () => {
    vi.stubEnv('AZURE_CLIENT_SECRET', 'another')
    await expect(createAzureCollector(optionsFor(server))).rejects.toMatchObject({
      name: 'UserError',
      exitCode: EXIT.credentials,
      message: expect.stringContaining('AADSTS7000215') as unknown,
    })
  })

  it('of another tenant are not used', async () => {
    const other = '11112222-3333-4444-8555-666677778888'
    await expect(createAzureCollector(optionsFor(server, { tenant: other }))).rejects.toMatchObject({
      exitCode: EXIT.credentials,
    })
    expect(server.seen).toEqual([])
  })
})

describe('a hostile answer', () => {
  let elsewhere: AzureServer
  beforeEach(async () => {
    elsewhere = await startAzure({ tenant: TENANT, estate: {} })
  })
  afterEach(() => elsewhere.close())

  it.each(lists.filter(([what]) => what !== 'the inventory'))(
    '%s gets our token sent nowhere else',
    async (_, path, file) => {
      const isGraph = path.startsWith('/v1.0')
      const host = server.origin.slice('https://'.length)
      for (const link of [
        `${elsewhere.origin}${path}`,
        `https://${host}@${elsewhere.origin.slice('https://'.length)}${path}`,
        `${elsewhere.origin}/#${server.origin}`,
        `http://${host}${path}`,
        `//${elsewhere.origin.slice('https://'.length)}${path}`,
      ]) {
        at(path, (response) => {
          reply(response, 200, { value: [], [isGraph ? '@odata.nextLink' : 'nextLink']: link })
        })
        const gathered = await collected()
        expect(failuresAt(gathered, file).map(({ code }) => code)).toEqual(['ForeignNextLink'])
        expect(
          factsOf(gathered)
            .gaps.map(({ message }) => message)
            .join(),
        ).toContain('ForeignNextLink')
      }
      expect(elsewhere.seen).toEqual([])
    },
  )

  it('that names itself as its next page ends', async () => {
    at('/v1.0/users', (response) => {
      reply(response, 200, { value: [], '@odata.nextLink': `${server.origin}/v1.0/users?$skiptoken=same` })
    })
    expect(failuresAt(await collected(), `${TENANT}/users.json`).map(({ code }) => code)).toEqual(['UnexpectedAnswer'])
  })

  it('with ids that would lead elsewhere asks nothing about them', async () => {
    const id = (name: string): string =>
      `/subscriptions/${OWN}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/${name}`
    const names = ['..', 'a?b', 'a#b', 'a%2fb', '']
    at('/providers/Microsoft.ResourceGraph/resources', (response) => {
      const data = names.map((name) => ({
        id: id(name),
        name,
        type: 'microsoft.storage/storageaccounts',
        properties: {},
      }))
      reply(response, 200, { count: data.length, totalRecords: data.length, data, resultTruncated: 'false' })
    })
    const { cells } = await collected()
    expect(cells.filter(({ operation }) => operation.endsWith('-containers'))).toEqual([])
  })

  it('with secrets in its error messages leaves none of them', async () => {
    at(DENY, (response) => fail(response, 403, 'Forbidden', `see AccountKey=${CANARY}`))
    const gathered = await collected()
    expect(failuresAt(gathered, `${OWN}/Microsoft.Authorization-denyAssignments.json`)).toHaveLength(1)
    expect(JSON.stringify(gathered) + gathered.failures.map(({ failure }) => failure.message).join()).not.toContain(
      CANARY,
    )
  })
})

describe('doctor', () => {
  it('finds nothing to do where all may be read', async () => {
    const checks = await azureDoctor(optionsFor(server))
    expect(checks.map(({ what }) => what).slice(0, 3)).toEqual([
      'credentials',
      'clock',
      'Microsoft.Resources/subscriptions/read',
    ])
    expect(checks.filter(({ status }) => status !== 'ok')).toEqual([])
    expect(server.unknown).toEqual([])
  })

  it('names the permission that is missing', async () => {
    server.intercept = ({ path }, response) =>
      (path.includes('/users') && fail(response, 403, 'Authorization_RequestDenied', 'Insufficient privileges.')) ||
      (path.endsWith('/denyAssignments') && fail(response, 403, 'AuthorizationFailed', 'No.'))
    const bad = (await azureDoctor(optionsFor(server))).filter(({ status }) => status !== 'ok')
    expect(bad.map(({ what, fix }) => [what, fix?.includes(what)])).toEqual([
      ['Microsoft.Authorization/denyAssignments/read', true],
      ['User.Read.All', true],
    ])
  })

  it('tells of a clock that is wrong and of credentials that are', async () => {
    const checks = await azureDoctor(optionsFor(server, { now: () => Date.now() + 3_600_000 }))
    expect(checks.find(({ what }) => what === 'clock')?.status).toBe('failed')
    vi.stubEnv('AZURE_CLIENT_SECRET', 'another')
    expect(await azureDoctor(optionsFor(server))).toMatchObject([{ what: 'credentials', status: 'failed' }])
  })
})
