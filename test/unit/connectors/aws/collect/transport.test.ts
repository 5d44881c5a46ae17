import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request as httpsRequest } from 'node:https'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Clients } from '../../../../../connectors/aws/collect/client.js'
import { failureOf } from '../../../../../connectors/aws/collect/failure.js'
import { isExempt, proxyAgent } from '../../../../../connectors/aws/collect/proxy.js'
import {
  openTransport,
  TRANSPORT_LIMITS,
  type TransportLimits,
} from '../../../../../connectors/aws/collect/transport.js'
import { json, startFakeAws, type FakeAws, type Reply } from './fake-aws.js'

let aws: FakeAws

beforeEach(async () => {
  aws = await startFakeAws()
})

afterEach(async () => {
  await aws.stop()
})

const IDENTITY = { accessKeyId: 'AKIABASE', secretAccessKey: 'canary' }

async function failureCode(limits: Partial<TransportLimits>, reply: Reply): Promise<string> {
  aws.reply(({ operation }) => (operation === 'ListKeys' ? reply : null))
  const { env, now } = aws.options()
  const transport = openTransport(env, now, { ...TRANSPORT_LIMITS, ...limits })
  const at = { region: 'us-east-1', as: 'base', credentials: () => Promise.resolve(IDENTITY) }
  try {
    await new Clients(env, transport).send({ service: 'kms', operation: 'list-keys' }, {}, at)
    return 'answered'
  } catch (error) {
    const failure = failureOf(error, { api: 'ListKeys', isHome: true, isBase: true, now: 0 })
    return `${failure.code} ${String(failure.isTransient)}`
  } finally {
    transport.close()
  }
}

describe('a call', () => {
  it('ends when the server says nothing', async () => {
    expect(await failureCode({ headMs: 100 }, () => undefined)).toBe('ETIMEDOUT true')
  })

  it('ends when the server falls silent within its answer', async () => {
    const reply: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      response.write('{"Keys":[')
    }
    expect(await failureCode({ silenceMs: 100 }, reply)).toMatch(/ true$/)
  })

  it('ends when the answer is too large', async () => {
    expect(await failureCode({ bodyBytes: 1000 }, json({ Keys: ['x'.repeat(2000)] }))).toBe('TooLarge false')
  })

  it('is answered within these bounds', async () => {
    expect(await failureCode({ headMs: 5_000, bodyBytes: 1000 }, json({ Keys: [] }))).toBe('answered')
  })
})

describe('a proxy', () => {
  it('is passed by for hosts that it is not for', () => {
    const exempt = ['internal.example', '169.254.169.254']
    expect(isExempt('internal.example', exempt)).toBe(true)
    expect(isExempt('a.internal.example', exempt)).toBe(true)
    expect(isExempt('notinternal.example', exempt)).toBe(false)
    expect(isExempt('anything', ['*'])).toBe(true)
  })

  it('is asked for a tunnel to the host, with the name and password of its address', async () => {
    const seen: (string | undefined)[] = []
    const proxy = createServer()
    proxy.on('connect', (request, socket) => {
      seen.push(request.url, request.headers['proxy-authorization'])
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    const agent = proxyAgent({ HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${String(port)}`, NO_PROXY: 'localhost' }, {})
    if (agent === null) throw new Error('no agent')
    const refused = await new Promise<unknown>((resolve) => {
      httpsRequest({ host: 'kms.us-east-1.amazonaws.com', agent }).on('error', resolve).end()
    })
    expect(refused).toMatchObject({ code: 'EPROXY' })
    expect(seen).toEqual(['kms.us-east-1.amazonaws.com:443', `Basic ${Buffer.from('me:p@ss').toString('base64')}`])
    agent.destroy()
    await new Promise((resolve) => proxy.close(resolve))
  })

  it('carries a connection that is encrypted to its end', async () => {
    let first = ''
    const proxy = createServer()
    proxy.on('connect', (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.once('data', (bytes: Buffer) => {
        first = bytes.toString('hex', 0, 1)
        socket.destroy()
      })
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const agent = proxyAgent({ https_proxy: `127.0.0.1:${String((proxy.address() as AddressInfo).port)}` }, {})
    if (agent === null) throw new Error('no agent')
    await new Promise<unknown>((resolve) => {
      httpsRequest({ host: 'kms.us-east-1.amazonaws.com', agent }).on('error', resolve).end()
    })
    // How a greeting of TLS begins.
    expect(first).toBe('16')
    agent.destroy()
    await new Promise((resolve) => proxy.close(resolve))
  })

  it('is none where none is named', () => {
    expect(proxyAgent({}, {})).toBeNull()
  })
})
