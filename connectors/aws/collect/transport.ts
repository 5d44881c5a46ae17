import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Readable } from 'node:stream'
import { LIMITS } from '../../../src/connector/index.js'
import { isObject } from '../../../src/model/index.js'
import { proxyAgent } from './proxy.js'

/** Bounds on one call; times in milliseconds. */
export interface TransportLimits {
  connectMs: number
  /** From the request to the head of the answer. */
  headMs: number
  /** The longest silence within an answer. */
  silenceMs: number
  /** Connections to one host. */
  sockets: number
  /** One answer. */
  bodyBytes: number
}

export const TRANSPORT_LIMITS: TransportLimits = {
  connectMs: 5_000,
  headMs: 30_000,
  silenceMs: 20_000,
  sockets: 64,
  bodyBytes: Math.min(LIMITS.fileBytes, 256 * 2 ** 20),
}

/** An answer that cannot be one of AWS; `name` is a code for it. */
export class NoAnswer extends Error {
  constructor(
    override readonly name: 'EmptyAnswer' | 'NotAws' | 'TooLarge',
    message: string,
    readonly $metadata: { httpStatusCode: number },
  ) {
    super(message)
  }
}

/** The connections that all clients of a collection share. */
export interface Transport {
  /** What clients take for `requestHandler`. */
  readonly handler: object
  /** Puts the check of every answer into a client's own stack of middleware. */
  check(client: { middlewareStack: { add(middleware: unknown, options: object): void } }): void
  /** What the first server that answered took for the time, and what we did; milliseconds of the Unix epoch. */
  clocks(): { server: number; here: number } | null
  close(): void
}

/**
 * Connections that are kept, bounded in number and time.
 *
 * An answer without a byte or with a page of HTML never reaches the SDK, which would read the former as "there is none".
 */
export function openTransport(
  env: { readonly [name: string]: string | undefined },
  now: () => number,
  limits: TransportLimits = TRANSPORT_LIMITS,
): Transport {
  let clocks: { server: number; here: number } | null = null
  const kept = { keepAlive: true, maxSockets: limits.sockets }
  const httpAgent = new HttpAgent(kept)
  const httpsAgent = proxyAgent(env, kept) ?? new HttpsAgent(kept)
  return {
    handler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.headMs,
      throwOnRequestTimeout: true,
      socketTimeout: limits.silenceMs,
      httpAgent,
      httpsAgent,
    },
    check(client) {
      const middleware = (next: (args: unknown) => Promise<unknown>) => async (args: unknown) => {
        const result = await next(args)
        const response: unknown = isObject(result) ? result['response'] : null
        clocks ??= clocksOf(response, now())
        await checkResponse(response, limits.bodyBytes)
        return result
      }
      // Innermost: before anything else reads the answer.
      client.middlewareStack.add(middleware, { step: 'deserialize', priority: 'low', name: 'checkAnswer' })
    },
    clocks: () => clocks,
    close() {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

function clocksOf(response: unknown, here: number): { server: number; here: number } | null {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null
  const { headers } = response
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return null
  const server = Date.parse(String(headers.date))
  return Number.isNaN(server) ? null : { server, here }
}

async function checkResponse(response: unknown, limit: number): Promise<void> {
  if (typeof response !== 'object' || response === null || !('body' in response) || !('statusCode' in response)) return
  const { body, statusCode } = response
  if (!(body instanceof Readable) || typeof statusCode !== 'number') return
  const about = { httpStatusCode: statusCode }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length
    if (size > limit) {
      body.destroy()
      throw new NoAnswer('TooLarge', `the answer is larger than ${String(limit)} bytes`, about)
    }
    parts.push(part)
  }
  if (size === 0 && statusCode === 200) throw new NoAnswer('EmptyAnswer', 'the answer is empty', about)
  const bytes = Buffer.concat(parts)
  if (isHtml(bytes))
    throw new NoAnswer('NotAws', `HTTP ${String(statusCode)} with a page of HTML: not an answer of AWS`, about)
  response.body = Readable.from(size === 0 ? [] : [bytes], { objectMode: false })
}

function isHtml(bytes: Buffer): boolean {
  return /^\s*<(!doctype\s+html|html|head|body)\b/i.test(bytes.toString('latin1', 0, 200))
}
