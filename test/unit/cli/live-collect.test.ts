import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CallFailure, type Cell, type Collector } from '../../../src/connector/collect/index.js'
import type { FoundRecord } from '../../../src/connector/index.js'
import { livePorts } from '../../../src/cli/live-ports.js'
import type { Json } from '../../../src/model/index.js'
import type { CollectAnswer } from '../../../src/report/index.js'
import { cellOf, detailsOf } from './fake-cloud.js'
import { fakeHost, runIn, type FakeHost } from './fake-host.js'

const A = '111122223333'
const bucket = (name: string): Cell => cellOf(A, 's3api get-bucket-acl', { subject: [name], region: 'us-east-1' })

function record(
  { cloud, scope, region, service, operation, subject, path }: Cell,
  rest: Partial<FoundRecord>,
): FoundRecord {
  const call = { cloud, account: scope, region, service, operation, subject: [...subject], file: path, folder: null }
  return { ...call, status: 'ok', message: null, body: null, ...rest }
}

/** A cloud with one account and twenty buckets, of which one refuses. */
function collector(onCall: (path: string) => void = () => undefined): Collector {
  return {
    cloud: 'aws',
    roots: () => [cellOf(A, 'iam get-account-authorization-details'), cellOf(A, 's3api list-buckets')],
    fetch: (cell) => {
      onCall(cell.path)
      if (cell.operation === 'get-account-authorization-details')
        return Promise.resolve({ body: detailsOf(A), next: null })
      const names = Array.from({ length: 20 }, (_, at) => ({ Name: `b${String(at)}` }))
      if (cell.operation === 'list-buckets') return Promise.resolve({ body: { Buckets: names }, next: null })
      if (cell.subject[0] === 'b7') return Promise.reject(new CallFailure('denied', 'AccessDenied: no'))
      return Promise.resolve({ body: { Grants: [] }, next: null })
    },
    merge: (_cell, [page]) => page ?? null,
    follow: (cell, body) => (cell.operation === 'list-buckets' ? bucketsIn(body).map(bucket) : []),
    records: (cell, body) => [record(cell, { body })],
    silence: (cell, status, message) => [record(cell, { status, message })],
    permissions: () => ['s3:GetBucketAcl'],
  }
}

function bucketsIn(body: Json): string[] {
  return (body as { Buckets: { Name: string }[] }).Buckets.map(({ Name }) => Name)
}

function hostWith(made: Collector): FakeHost {
  const host = fakeHost({ ports: { ...livePorts, collectors: () => Promise.resolve([made]) } })
  host.env['INROADS_HOME'] = join(host.cwd, 'home')
  return host
}

const collect = (host: FakeHost, ...args: string[]) => runIn(host, 'collect', '--cloud', 'aws', '-o', 'json', ...args)

describe('a collection with the real runner, journal and snapshot', () => {
  it('is the same whether it was interrupted or not, and asks nothing twice', async () => {
    const whole = JSON.parse((await collect(hostWith(collector()))).out) as CollectAnswer
    expect(whole.cells).toEqual({ ok: 21, none: 0, denied: 1, throttled: 0, failed: 0 })
    const stop = new AbortController()
    const asked: string[] = []
    const host = hostWith(
      collector((path) => {
        asked.push(path)
        if (asked.length === 9) stop.abort()
      }),
    )
    host.interruption = () => ({
      signal: asked.length < 9 ? stop.signal : new AbortController().signal,
      end: () => undefined,
    })
    // One at a time, so that the call that is under way when the run is stopped is the only one asked again.
    const stopped = await collect(host, '--concurrency', '1')
    expect(stopped.code).toBe(130)
    const resumed = await collect(host, '--concurrency', '1')
    expect(resumed.code).toBe(0)
    const answer = JSON.parse(resumed.out) as CollectAnswer
    expect({ ...answer, snapshot: answer.snapshot.id }).toEqual({ ...whole, snapshot: whole.snapshot.id })
    expect(asked).toHaveLength(23)
    expect(existsSync(join(host.cwd, 'home', 'runs'))).toBe(true)
    expect(readdirSync(join(host.cwd, 'home', 'runs'))).toEqual([])
  })

  it('keeps the journal when the credentials of the cloud are lost', async () => {
    let isExpired = true
    const made = collector()
    const { fetch } = made
    const host = hostWith({
      ...made,
      fetch: (cell, page, signal) =>
        isExpired && cell.operation === 'get-bucket-acl'
          ? Promise.reject(new CallFailure('credentials', 'ExpiredToken: expired', { isForAll: true }))
          : fetch(cell, page, signal),
    })
    const lost = await collect(host)
    expect(lost.code).toBe(4)
    expect(lost.err).toContain('ExpiredToken: expired')
    isExpired = false
    expect((await collect(host)).code).toBe(0)
  })
})
