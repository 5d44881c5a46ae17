// A server in the place of AWS that answers what a test says, and remembers what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AwsCollectOptions } from '../../../../../connectors/aws/index.js'

export const CALLER = '111122223333'

export interface Asked {
  /** `ListKeys`, or method and path where the request does not name its operation. */
  operation: string
  path: string
  body: string
  host: string
  /** The access key and the Region that the request is signed for. */
  key: string
  region: string
}

export type Reply =
  { status?: number; headers?: Record<string, string>; body: string } | ((response: ServerResponse) => void)

export interface FakeAws {
  endpoint: string
  asked: Asked[]
  /** What is answered from now on; null leaves it to the replies given before. */
  reply(answer: (asked: Asked) => Reply | null): void
  options(more?: Partial<AwsCollectOptions>): AwsCollectOptions
  stop(): Promise<void>
}

export async function startFakeAws(): Promise<FakeAws> {
  const asked: Asked[] = []
  const replies: ((asked: Asked) => Reply | null)[] = [whoAmI]
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const one = read(request, Buffer.concat(parts).toString())
      asked.push(one)
      const reply = replies.map((answer) => answer(one)).find((answer) => answer !== null) ?? {
        status: 501,
        body: '{"__type":"NotPlayed"}',
      }
      if (typeof reply === 'function') reply(response)
      else response.writeHead(reply.status ?? 200, reply.headers ?? {}).end(reply.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    endpoint,
    asked,
    reply: (answer) => replies.unshift(answer),
    options: (more = {}) => ({
      accounts: [],
      organizationalUnits: [],
      accountTags: [],
      excludeAccounts: [],
      regions: [],
      optIn: [],
      env: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: 'AKIABASE',
        AWS_SECRET_ACCESS_KEY: 'canary-secret',
        AWS_REGION: 'us-east-1',
      },
      now: () => Date.now(),
      ...more,
    }),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
}

function read(request: IncomingMessage, body: string): Asked {
  const target = request.headers['x-amz-target']
  const path = request.url ?? ''
  const operation =
    typeof target === 'string'
      ? (target.split('.')[1] ?? '')
      : (new URLSearchParams(body).get('Action') ?? `${request.method ?? ''} ${path}`)
  const [, key = '', region = ''] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
  return { operation, path, body, host: request.headers.host ?? '', key, region }
}

function whoAmI({ operation }: Asked): Reply | null {
  if (operation !== 'GetCallerIdentity') return null
  return xml(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${CALLER}:user/reader</Arn><UserId>AIDA</UserId><Account>${CALLER}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  )
}

export function xml(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', ...headers }, body: JSON.stringify(body) }
}
