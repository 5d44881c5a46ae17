import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { declaredCalls } from '../../../connectors/aws/index.js'
import { apiName, apiService } from '../../../connectors/aws/call-name.js'
import { canAsk } from '../../../connectors/aws/collect/installed.js'
import type { JournalEntry } from '../../../src/connector/collect/index.js'
import { collected, inFolder, type Collected } from '../../support/aws/collected.js'
import { startReplay, withMoto, type Fault, type ReplayServer } from '../../support/aws/servers.js'

const DUMP = fileURLToPath(new URL('../../../examples/northwind/import', import.meta.url))
const MANAGEMENT = '210987654321'
/** The account in which calls are made to fail, and one beside it that must not notice. */
const HIT = '432109876543'
const BESIDE = '765432109876'

/** Calls that are made to fail: lists, calls about one thing, each of another protocol. */
const TARGETS: readonly (readonly [service: string, operation: string, call: string])[] = [
  ['iam', 'GetAccountAuthorizationDetails', 'iam get-account-authorization-details'],
  ['iam', 'ListAccessKeys', 'iam list-access-keys'],
  ['s3', 'ListBuckets', 's3api list-buckets'],
  ['s3', 'GetBucketPolicy', 's3api get-bucket-policy'],
  ['kms', 'ListKeys', 'kms list-keys'],
  ['sqs', 'GetQueueAttributes', 'sqs get-queue-attributes'],
  ['lambda', 'GetPolicy', 'lambda get-policy'],
  ['ec2', 'DescribeSnapshots', 'ec2 describe-snapshots'],
  ['secretsmanager', 'GetResourcePolicy', 'secretsmanager get-resource-policy'],
]

const KINDS: readonly (readonly [Fault['kind'], readonly JournalEntry['status'][]])[] = [
  ['403', ['denied']],
  ['429', ['throttled']],
  ['500', ['failed']],
  ['html', ['failed']],
  ['reset', ['failed']],
  ['hang', ['failed']],
  ['drip', ['failed']],
  ['truncated', ['failed']],
]

const LIMITS = { callMs: 60_000, failedAttempts: 2, throttledAttempts: 2, backoffCapMs: 20, retryAfterCapMs: 20 }

function byPath({ entries }: Collected): Map<string, string> {
  return new Map(entries.map(({ cell, page, status }) => [`${cell.path} ${String(page)}`, status]))
}

withMoto('calls that go wrong', (python) => {
  let server: ReplayServer
  let undisturbed: Collected
  const run = async (faults: readonly Fault[], limits = LIMITS): Promise<Collected> =>
    inFolder(async (home) => {
      await server.setFaults(faults)
      return collected({
        endpoint: server.endpoint,
        home,
        options: { accounts: [HIT, BESIDE], regions: ['us-east-1'] },
        limits,
      })
    })
  beforeAll(async () => {
    server = await startReplay(python, { dump: DUMP, account: MANAGEMENT, hangSeconds: 8 })
    undisturbed = await run([])
  })
  afterAll(async () => {
    await server.stop()
  })

  it.each(KINDS)('%s: each is a gap, nothing else is touched, and the run ends', async (kind, statuses) => {
    const faults = TARGETS.map(([service, operation]) => ({ service, operation, account: HIT, kind, times: 10_000 }))
    // A busy machine may take its time over an answer that comes.
    const hit = await run(faults, kind === 'hang' || kind === 'drip' ? { ...LIMITS, callMs: 6000 } : LIMITS)
    expect(hit.outcome.ended).toBe('complete')
    const calls = new Set(TARGETS.map(([, , call]) => call))
    const isHit = ({ cell }: JournalEntry): boolean =>
      cell.scope === HIT && calls.has(`${cell.service} ${cell.operation}`)
    const touched = hit.entries.filter(isHit)
    expect(new Set(touched.map(({ cell }) => `${cell.service} ${cell.operation}`))).toEqual(
      // Nothing is listed to be asked about.
      new Set([...calls].filter((call) => call !== 's3api get-bucket-policy' && call !== 'iam list-access-keys')),
    )
    for (const { status } of touched) expect(statuses).toContain(status)
    const before = byPath(undisturbed)
    for (const [path, status] of byPath(hit))
      if (!touched.some(({ cell }) => path.startsWith(cell.path)))
        expect([path, status]).toEqual([path, before.get(path)])
    for (const { cell } of touched)
      expect(hit.snapshot.facts.gaps.map((gap) => [gap.scope, gap.service, gap.call])).toContainEqual([
        `aws:${cell.scope}`,
        apiService(cell.service),
        apiName(cell.operation),
      ])
  })

  it('what fails twice and then answers leaves no trace', async () => {
    const faults = TARGETS.flatMap(([service, operation]) =>
      (['500', 'reset', 'truncated'] as const).map((kind) => ({ service, operation, account: HIT, kind, times: 1 })),
    )
    await server.setFaults(faults)
    await inFolder(async (home) => {
      const hit = await collected({
        endpoint: server.endpoint,
        home,
        options: { accounts: [HIT, BESIDE], regions: ['us-east-1'] },
        limits: { ...LIMITS, failedAttempts: 5 },
      })
      const told = ({ entries }: Collected): string[] =>
        entries.map(({ cell, status, records }) => JSON.stringify([cell.path, status, records])).sort()
      expect(told(hit)).toEqual(told(undisturbed))
      expect(hit.snapshot.manifest.id).toBe(undisturbed.snapshot.manifest.id)
      expect(hit.snapshot.facts).toEqual(undisturbed.snapshot.facts)
    })
  })

  it('credentials that are refused in one account leave the others alone', async () => {
    const hit = await run([
      { service: 'sts', operation: 'AssumeRole', account: MANAGEMENT, kind: '403', times: 10_000 },
    ])
    expect(hit.outcome.ended).toBe('complete')
    const statuses = new Set(hit.entries.filter(({ cell }) => cell.scope === HIT).map(({ status }) => status))
    expect(statuses.has('ok')).toBe(false)
    expect(
      hit.entries.filter(({ cell, status }) => cell.scope === MANAGEMENT && status === 'ok').length,
    ).toBeGreaterThan(5)
    expect(hit.snapshot.facts.gaps.some(({ scope }) => scope === `aws:${HIT}`)).toBe(true)
  })
})

withMoto('a whole run', (python) => {
  it('asks nothing that is not declared, and keeps no secret', async () => {
    const server = await startReplay(python, { dump: DUMP, account: MANAGEMENT, pageSize: 3 })
    await inFolder(async (home) => {
      const messages: string[] = []
      const { entries, snapshot } = await collected({
        endpoint: server.endpoint,
        home,
        onEvent: (event) => messages.push(JSON.stringify(event)),
      })
      const asked = new Set((await server.calls()).map(({ service, operation }) => `${service} ${operation}`))
      await server.stop()
      const spelled = (call: string): string => {
        const [service = '', operation = ''] = call.split(' ')
        return `${service === 's3api' ? 's3' : service} ${apiName(operation)}`.toLowerCase()
      }
      const declared = new Set(declaredCalls.map(({ call }) => spelled(call)))
      const ways = ['sts assumerole', 'sts getcalleridentity']
      expect(
        [...asked].filter((call) => !declared.has(call.toLowerCase()) && !ways.includes(call.toLowerCase())),
      ).toEqual([])
      // Each permission that does not hang on what lists find is used: no list of an installed client is left out.
      const lower = new Set([...asked].map((call) => call.toLowerCase()))
      const lists = declaredCalls.filter(({ call, parents, optIn, onlyIn, input }) => {
        const nowhere = { partition: 'aws', region: '', account: '', name: '', entry: {}, arn: '' }
        const isHere = onlyIn === null || onlyIn === 'us-east-1'
        return (
          isHere && parents === null && optIn === null && canAsk(call.split(' ')[0] ?? '') && input(nowhere) !== null
        )
      })
      expect(lists.length).toBeGreaterThan(25)
      expect(lists.map(({ call }) => call).filter((call) => !lower.has(spelled(call)))).toEqual([])
      expect(asked.size).toBeGreaterThan(50)
      expect(messages.join('\n')).not.toContain('canary')
      expect(JSON.stringify(entries)).not.toContain('canary')
      for (const file of readdirSync(snapshot.folder)) {
        const bytes = readFileSync(join(snapshot.folder, file))
        expect((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')).not.toContain('canary')
      }
    })
  })
})
