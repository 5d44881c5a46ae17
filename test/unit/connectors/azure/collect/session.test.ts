import { describe, expect, it } from 'vitest'
import { endpointsOf } from '../../../../../connectors/azure/collect/endpoints.js'
import { linkTo } from '../../../../../connectors/azure/collect/pages.js'
import { createTokens, tenantOfToken, type Credential } from '../../../../../connectors/azure/collect/tokens.js'
import { CallFailure } from '../../../../../src/connector/index.js'

describe('endpoints', () => {
  it.each([
    ['AzureCloud', 'https://management.azure.com', 'https://graph.microsoft.com', 'https://login.microsoftonline.com'],
    [
      'AzureChinaCloud',
      'https://management.chinacloudapi.cn',
      'https://microsoftgraph.chinacloudapi.cn',
      'https://login.chinacloudapi.cn',
    ],
    [
      'AzureUSGovernment',
      'https://management.usgovcloudapi.net',
      'https://graph.microsoft.us',
      'https://login.microsoftonline.us',
    ],
  ])('of %s', (azureCloud, management, graph, authority) => {
    const found = endpointsOf({ azureCloud, env: {} })
    expect([found.management.url, found.graph.url, found.authority]).toEqual([management, graph, authority])
    expect(found.management.tokenScope).toBe(`${management}/.default`)
  })

  it('that are private ones get tokens for the service, and its own links', () => {
    const env = { INROADS_AZURE_MANAGEMENT_ENDPOINT: 'https://arm.corp.example:8443/' }
    const { management, graph } = endpointsOf({ azureCloud: 'AzureCloud', env })
    expect(management.url).toBe('https://arm.corp.example:8443')
    expect(management.tokenScope).toBe('https://management.azure.com/.default')
    expect(graph.url).toBe('https://graph.microsoft.com')
    expect(linkTo('https://management.azure.com/subscriptions?$skiptoken=x', management)).toBe(
      'https://arm.corp.example:8443/subscriptions?$skiptoken=x',
    )
    expect(() => linkTo('https://graph.microsoft.com/v1.0/users', management)).toThrow(CallFailure)
  })

  it('are refused where they are none', () => {
    expect(() => endpointsOf({ azureCloud: 'AzureMoonCloud', env: {} })).toThrow('`AzureMoonCloud`')
    for (const address of ['http://127.0.0.1', 'management', 'file:///etc'])
      expect(() => endpointsOf({ azureCloud: 'AzureCloud', env: { INROADS_AZURE_GRAPH_ENDPOINT: address } })).toThrow(
        'INROADS_AZURE_GRAPH_ENDPOINT',
      )
  })
})

describe('tokens', () => {
  let now = 0
  /** Credentials of which each hands out the same token for an hour, as the SDK's do. */
  function credentials(made: string[]): () => Credential {
    return () => {
      let held: { token: string; expiresOnTimestamp: number } | null = null
      return {
        getToken() {
          if (held === null || held.expiresOnTimestamp <= now) {
            held = { token: `token ${made.length}`, expiresOnTimestamp: now + 3_600_000 }
            made.push(held.token)
          }
          return Promise.resolve(held)
        },
      }
    }
  }
  const options = { scope: 'x', now: () => now, isOver: () => Promise.resolve(true) }

  it('are asked for once by many, and anew when they come to their end', async () => {
    now = 0
    const made: string[] = []
    const tokens = createTokens(credentials(made), options)
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(['token 0', 'token 0', 'token 0'])
    now = 3_600_000
    expect(await tokens.get()).toBe('token 1')
    expect(made).toHaveLength(2)
  })

  it('that are refused are replaced; when the new one is refused, too, that is the end', async () => {
    now = 0
    const tokens = createTokens(credentials([]), options)
    tokens.refuse(await tokens.get(), null)
    expect(await tokens.get()).toBe('token 1')
    tokens.accept()
    tokens.refuse('token 1', null)
    expect(await tokens.get()).toBe('token 2')
    tokens.refuse('token 2', null)
    await expect(tokens.get()).rejects.toMatchObject({ kind: 'credentials', isForAll: true })
  })

  it('that one service alone does not accept are a refusal by that service', async () => {
    now = 0
    const tokens = createTokens(credentials([]), { ...options, isOver: () => Promise.resolve(false) })
    tokens.refuse(await tokens.get(), null)
    tokens.refuse(await tokens.get(), null)
    await expect(tokens.get()).rejects.toMatchObject({ kind: 'denied', isTransient: false })
  })

  it('that cannot be had because the network is down are asked for again', async () => {
    const broken = Object.assign(new Error('request failed: connect ECONNREFUSED 10.0.0.1:443'), {
      name: 'AuthenticationError',
    })
    const tokens = createTokens(() => ({ getToken: () => Promise.reject(broken) }), options)
    await expect(tokens.get()).rejects.toMatchObject({ kind: 'failed', isTransient: true, code: 'ECONNREFUSED' })
  })

  it('ask with the claims that a challenge names', async () => {
    const asked: unknown[] = []
    const tokens = createTokens(
      () => ({
        getToken(_scopes, given) {
          asked.push(given?.claims)
          return Promise.resolve({ token: `token ${asked.length}`, expiresOnTimestamp: now + 3_600_000 })
        },
      }),
      options,
    )
    const claims = '{"access_token":{"nbf":{"essential":true}}}'
    const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
    tokens.refuse(await tokens.get(), challenge)
    await tokens.get()
    expect(asked).toEqual([undefined, claims])
  })

  it('tell their tenant, where they can be read', () => {
    const body = Buffer.from('{"tid":"6F1D3C2A-0B4E-4C7D-9A51-2E8F7B6C5D01"}').toString('base64url')
    expect(tenantOfToken(`x.${body}.y`)).toBe('6f1d3c2a-0b4e-4c7d-9a51-2e8f7b6c5d01')
    for (const token of ['', 'opaque', 'x.!!.y', 'x.bnVsbA.y']) expect(tenantOfToken(token)).toBeNull()
  })
})
