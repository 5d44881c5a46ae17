import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallFailure, type Cell, type CollectEvent } from '../../../src/connector/collect/index.js'
import { createMeter } from '../../../src/cli/collect/meter.js'
import { advance, createProgress, progressLines, type Progress } from '../../../src/cli/collect/progress.js'
import { redacted } from '../../../src/cli/collect/redact.js'
import type { Output } from '../../../src/cli/host.js'
import { cellOf } from './fake-cloud.js'

const A = '111122223333'
const B = '444455556666'
const ESC = String.fromCharCode(27)

const planned = (cell: Cell): CollectEvent => ({ type: 'planned', cell })
const started = (cell: Cell): CollectEvent => ({ type: 'started', cell })
const done = (cell: Cell, more: Partial<Extract<CollectEvent, { type: 'finished' }>> = {}): CollectEvent => ({
  ...{ type: 'finished', cell, status: 'ok', message: null, isFromJournal: false },
  ...more,
})

function after(events: CollectEvent[]): Progress {
  const progress = createProgress(0)
  for (const event of events) advance(progress, event)
  return progress
}

const cells = (count: number, scope = A): Cell[] =>
  Array.from({ length: count }, (_, at) =>
    cellOf(scope, 'kms get-key-policy', { subject: [`k${String(at)}`], region: 'us-east-1' }),
  )

describe('progress', () => {
  it('shows for each cloud what is done of what is known, and what is being read', () => {
    const [one, two] = [cellOf(A, 'iam list-roles'), cellOf(B, 'iam list-roles')]
    const google = cellOf('projects/p', 'iam roles-list', { cloud: 'gcp' })
    const progress = after([
      ...[planned(one), planned(two), planned(google), started(one)],
      ...[done(one), started(two), started(google), done(google, { status: 'denied' })],
    ])
    expect(progressLines(progress, 500, null)).toEqual([
      `AWS  accounts 1/2  calls 1/2  iam in ${B}`,
      'Google Cloud  scopes 1/1  calls 1/1  1 not answered  iam in projects/p',
    ])
  })

  it('estimates only once enough is known, and then a least time: more calls turn up', () => {
    const known = cells(10_000)
    const few = after([...known.map(planned), ...known.slice(0, 50).map((cell) => done(cell))])
    expect(progressLines(few, 60_000, null)[0]).not.toContain('min')
    const many = after([...known.map(planned), ...known.slice(0, 1000).map((cell) => done(cell))])
    expect(progressLines(many, 5_000, null)[0]).not.toContain('min')
    expect(progressLines(many, 20_000, null)[0]).toContain('calls 1,000/10,000  50/s  at least 3 min')
  })

  it('does not count what came out of the journal as speed', () => {
    const known = cells(1000)
    const resumed = after([
      ...known.map(planned),
      ...known.slice(0, 800).map((cell) => done(cell, { isFromJournal: true })),
      ...known.slice(800, 900).map((cell) => done(cell)),
    ])
    expect(progressLines(resumed, 100_000, null)[0]).toContain('calls 900/1,000  1.0/s  at least 2 min')
  })

  it('lets no control character of a name through and keeps to the width', () => {
    const hostile = cellOf(`${ESC}[2J${String.fromCodePoint(0x202e)}evil\n\r`, `${ESC}]0;x list`)
    const lines = progressLines(after([planned(hostile), started(hostile)]), 0, 60)
    expect(lines.join('')).toContain('evil')
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    const long = cellOf('x'.repeat(500), 'iam list')
    for (const line of progressLines(after([started(long)]), 0, 60)) expect(line.length).toBeLessThan(60)
  })
})

describe('the meter', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function metered(isTTY: boolean, env: Record<string, string> = {}) {
    const out: string[] = []
    const stderr: Output = {
      isTTY,
      columns: 80,
      write: (text) => {
        out.push(text)
        return Promise.resolve()
      },
    }
    return { out, meter: createMeter({ stderr, env, now: () => Date.now() }) }
  }

  it('draws over its own lines on a terminal, and takes them away', () => {
    const { out, meter } = metered(true)
    meter.on(planned(cellOf(A, 'iam list-roles')))
    expect(out).toEqual([])
    vi.advanceTimersByTime(1000)
    expect(out).toEqual(['AWS  accounts 0/1  calls 0/1\n'])
    meter.on(done(cellOf(A, 'iam list-roles')))
    vi.advanceTimersByTime(1000)
    expect(out[1]).toBe(`${ESC}[1A\r${ESC}[JAWS  accounts 1/1  calls 1/1  0.5/s\n`)
    meter.end()
    expect(out[2]).toBe(`${ESC}[1A\r${ESC}[J`)
    vi.advanceTimersByTime(60_000)
    expect(out).toHaveLength(3)
  })

  it.each([
    ['a file', false, {}],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('writes a plain line now and then to %s', (_what, isTTY, env) => {
    const { out, meter } = metered(isTTY, env)
    meter.on(planned(cellOf(A, 'iam list-roles')))
    vi.advanceTimersByTime(29_000)
    expect(out).toEqual([])
    vi.advanceTimersByTime(62_000)
    expect(out).toEqual(Array.from({ length: 3 }, () => 'inroads: AWS  accounts 0/1  calls 0/1\n'))
    meter.end()
  })

  it('bears a retry', () => {
    const { meter } = metered(false)
    const failure = new CallFailure('throttled', 'Rate exceeded')
    meter.on({ type: 'retry', cell: cellOf(A, 'iam list-roles'), attempt: 1, waitMs: 10, failure })
    meter.end()
  })
})

describe('redaction', () => {
  const jwt = `eyJ${'a'.repeat(30)}.${'b'.repeat(30)}.${'c'.repeat(30)}`
  it.each([
    [`Authorization: Bearer ${jwt}`, jwt],
    [`token ${jwt} is expired`, jwt],
    ['GET https://x.example/?X-Amz-Security-Token=FwoGZXIvYXdzEJr&x=1', 'FwoGZXIvYXdzEJr'],
    ['https://acct.blob.example/c?sv=1&sig=abc%2Bdef%3D', 'abc%2Bdef%3D'],
    ['{"aws_secret_access_key":"wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"}', 'wJalrXUtnFEMI'],
    ['client_secret=hunter2hunter2', 'hunter2hunter2'],
    ['the key AKIAIOSFODNN7EXAMPLE is not valid', 'AKIAIOSFODNN7EXAMPLE'],
    ['ya29.a0AfB_byDExample is no good', 'a0AfB_byDExample'],
    ['-----BEGIN RSA PRIVATE KEY-----\nEXAMPLEMIIEow', 'MIIEow'],
  ])('takes the secret out of %s', (text, secret) => {
    expect(redacted(text)).not.toContain(secret)
    expect(redacted(text)).toContain('[redacted]')
  })

  it.each([
    'ExpiredToken: The security token included in the request is expired',
    'AccessDenied: User arn:aws:iam::111122223333:user/x is not authorized to perform: secretsmanager:ListSecrets',
    'secretsmanager get-resource-policy prod/token',
  ])('leaves %s as it is', (text) => {
    expect(redacted(text)).toBe(text)
  })
})
