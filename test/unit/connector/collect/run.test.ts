import { describe, expect, it } from 'vitest'
import { CallFailure, type Cell, type CollectEvent } from '../../../../src/connector/index.js'
import { play, playScript } from '../../../support/collect-run.js'
import { MemoryJournal } from '../../../support/memory-journal.js'
import { cellAt, estate, nodesBelow, ScriptedCollector, type Node } from '../../../support/scripted-collector.js'
import { VirtualClock } from '../../../support/virtual-clock.js'

/** A list of `count` things of one kind in one scope. */
function things(count: number, scope = 'a', more: Partial<Cell> = {}): Node {
  return {
    cell: cellAt(`${scope}/svc/list-things`, more),
    pages: [
      Array.from({ length: count }, (_, at) => ({
        cell: cellAt(`${scope}/svc/get-thing/${String(at)}`, more),
        pages: [[]],
      })),
    ],
  }
}

const failed = (code: string, more: { isTransient?: boolean; retryAfterMs?: number } = {}) =>
  new CallFailure('failed', `(${code}) no`, more)
const isThing = (cell: Cell): boolean => cell.operation === 'get-thing'

describe('a run', () => {
  it('asks every cell once and tells of it in order', async () => {
    const top = estate(2)
    const { outcome, events, journal, collector } = await playScript([top])
    const paths = nodesBelow(top).map(({ cell }) => cell.path)
    expect(outcome).toEqual({
      ended: 'complete',
      message: null,
      cells: paths.length,
      byStatus: { ok: paths.length, none: 0, denied: 0, throttled: 0, failed: 0 },
      fromJournal: 0,
    })
    expect([...journal.finished().keys()].sort()).toEqual([...paths].sort())
    for (const path of paths)
      expect(events.filter(({ cell }) => cell.path === path).map(({ type }) => type)).toEqual([
        'planned',
        'started',
        'finished',
      ])
    expect(collector.mostRunning).toBeLessThanOrEqual(64)
  })

  it('drops a child whose path was seen, also its own', async () => {
    const shared: Node = { cell: cellAt('a/svc/get-thing/1'), pages: [[]] }
    const loop: Node = { cell: cellAt('a/svc/list-things'), pages: [[shared, shared]] }
    loop.pages.push([{ cell: loop.cell, pages: [] }, shared])
    const collector = new ScriptedCollector([{ ...loop, pages: [[shared, shared], [shared]] }])
    const journal = new MemoryJournal()
    collector.follow = () => [loop.cell, shared.cell, shared.cell]
    const { outcome } = await play([collector], journal)
    expect(outcome.cells).toBe(2)
    expect(collector.asked.filter((path) => path === shared.cell.path)).toHaveLength(1)
  })

  it('goes on while one list hangs: others are not starved', async () => {
    const { journal, outcome } = await playScript([things(500, 'a'), things(1, 'b')], ({ cell }) =>
      cell.path === 'a/svc/get-thing/0' ? new Promise(() => undefined) : null,
    )
    expect(outcome.cells).toBe(503)
    const order = journal.entries.map(({ cell }) => cell.path)
    expect(order.indexOf('b/svc/get-thing/0')).toBeLessThan(20)
    expect(order.at(-1)).toBe('a/svc/get-thing/0')
  })

  it('tells a call whose time is over to end', async () => {
    const aborted: string[] = []
    const { outcome } = await playScript([things(0)], ({ cell, attempt, signal }) => {
      if (attempt > 2) return null
      signal.addEventListener('abort', () => aborted.push(cell.path))
      return new Promise(() => undefined)
    })
    expect(outcome.byStatus.ok).toBe(1)
    expect(aborted).toEqual(['a/svc/list-things', 'a/svc/list-things'])
  })

  it('asks at most so many pages', async () => {
    const { journal } = await playScript(
      [things(0)],
      ({ page }) => ({ body: [String(page)], next: `page ${String(page + 1)}` }),
      { limits: { pages: 50 } },
    )
    const entry = journal.finished().get('a/svc/list-things')
    expect(entry).toMatchObject({ status: 'failed', message: 'more than 50 pages; what follows page 50 is missing' })
    expect(entry?.records[0]?.body).toHaveLength(50)
  })

  it('records a cell whose collector cannot be found, or gives no record of a silence', async () => {
    const lost = things(1)
    const collector = new ScriptedCollector([lost], ({ cell }) => {
      if (isThing(cell)) throw new CallFailure('denied', '(AccessDenied) no')
      return null
    })
    collector.follow = () => [cellAt('a/svc/get-thing/0'), cellAt('b/svc/get-thing/0', { cloud: 'gcp' })]
    collector.silence = () => {
      throw new Error('no words')
    }
    const journal = new MemoryJournal()
    const { outcome } = await play([collector], journal)
    expect(outcome.byStatus).toMatchObject({ ok: 1, denied: 1, failed: 1 })
    expect(journal.finished().get('a/svc/get-thing/0')?.records).toMatchObject([
      { status: 'denied', message: '(AccessDenied) no: no words', file: 'a/svc/get-thing/0', body: null },
    ])
    expect(journal.finished().get('b/svc/get-thing/0')?.records).toMatchObject([{ cloud: 'gcp', status: 'failed' }])
  })

  it.each(['merge', 'records', 'follow'] as const)('ends only the cell for which `%s` throws', async (method) => {
    const collector = new ScriptedCollector([things(3), things(3, 'b')])
    const original = collector[method].bind(collector) as (cell: Cell, ...rest: unknown[]) => never
    Object.assign(collector, {
      [method]: (cell: Cell, ...rest: unknown[]) => {
        if (cell.path === 'a/svc/list-things') throw new TypeError('cannot read\nsecond line')
        return original(cell, ...rest)
      },
    })
    const journal = new MemoryJournal()
    const { outcome } = await play([collector], journal)
    expect(outcome.byStatus).toMatchObject({ ok: 4, failed: 1 })
    const entry = journal.finished().get('a/svc/list-things')
    expect(entry?.message).toBe('cannot read')
    expect(entry?.records.map(({ status }) => status)).toEqual(method === 'follow' ? ['ok', 'failed'] : ['failed'])
  })

  it('keeps the pages of a streamed list that breaks off, and writes each at once', async () => {
    const list = things(0, 'a', { isStreamed: true })
    const { journal } = await playScript([list], ({ page }) => {
      if (page === 2) throw new CallFailure('none', '(NoSuchToken) expired')
      return { body: [`entry ${String(page)}`], next: `page ${String(page + 1)}` }
    })
    expect(journal.entries.map(({ page, status, records }) => [page, status, records.map(({ body }) => body)])).toEqual(
      [
        [0, 'ok', [['entry 0']]],
        [1, 'ok', [['entry 1']]],
        [null, 'failed', [null]],
      ],
    )
    expect(journal.entries.at(-1)?.message).toBe('(NoSuchToken) expired; what follows page 2 is missing')
  })

  it('ends with the error of a journal that cannot be written', async () => {
    const journal = new MemoryJournal()
    journal.finish = () => Promise.reject(new Error('no space left'))
    const clock = new VirtualClock()
    await expect(play([new ScriptedCollector([estate()])], journal, { clock })).rejects.toThrow('no space left')
    expect(clock.sleeping).toBe(0)
  })
})

describe('waiting', () => {
  const retries = (events: CollectEvent[]) => events.flatMap((event) => (event.type === 'retry' ? [event] : []))

  it('is random up to a bound that doubles', async () => {
    const always = () => {
      throw new CallFailure('throttled', '(Throttling) no')
    }
    const waits: number[][] = []
    for (let seed = 1; seed <= 40; seed++) {
      const { events } = await playScript([things(0)], always, { seed })
      waits.push(retries(events).map(({ waitMs }) => waitMs))
    }
    for (let attempt = 0; attempt < 9; attempt++) {
      const column = waits.map((row) => row[attempt] ?? -1)
      const bound = Math.min(60_000, 500 * 2 ** attempt)
      expect(Math.min(...column)).toBeGreaterThanOrEqual(0)
      expect(Math.min(...column)).toBeLessThan(bound / 4)
      expect(Math.max(...column)).toBeLessThanOrEqual(bound)
      expect(Math.max(...column)).toBeGreaterThan(bound / 2)
    }
    expect(waits.every((row) => row.length === 9)).toBe(true)
  })

  it.each([
    [7000, 7000, 7700],
    [0, 0, 500],
    [-5, 0, 500],
    [36e5, 300_000, 330_000],
    [Infinity, 300_000, 330_000],
  ])('follows the wish for %d ms, never below it', async (retryAfterMs, least, most) => {
    const { events } = await playScript([things(0)], ({ attempt }) => {
      if (attempt === 1) throw new CallFailure('throttled', '(Throttling) no', { retryAfterMs })
      return null
    })
    const [retry] = retries(events)
    expect(retry?.waitMs).toBeGreaterThanOrEqual(least)
    expect(retry?.waitMs).toBeLessThanOrEqual(most)
  })

  it('binds the whole service in that scope, and no other', async () => {
    const clock = new VirtualClock()
    const until = clock.time + 30_000
    const early: string[] = []
    await playScript(
      [things(50, 'a'), things(50, 'b')],
      ({ cell, attempt }) => {
        if (clock.time < until) early.push(cell.path)
        if (cell.path === 'a/svc/list-things' && attempt === 1)
          throw new CallFailure('throttled', '(Throttling) no', { retryAfterMs: 30_000 })
        return null
      },
      { clock },
    )
    expect(early.filter((path) => path.startsWith('a/'))).toEqual(['a/svc/list-things'])
    expect(early.filter((path) => path.startsWith('b/'))).toHaveLength(51)
  })

  it('binds also what is queued behind the one that was told to wait', async () => {
    const clock = new VirtualClock()
    let until = 0
    const early: string[] = []
    const { outcome } = await playScript(
      [things(50)],
      ({ cell, attempt }) => {
        if (clock.time < until) early.push(cell.path)
        if (cell.path !== 'a/svc/get-thing/5' || attempt > 1) return null
        until = clock.time + 30_000
        throw failed('Unavailable', { isTransient: true, retryAfterMs: 30_000 })
      },
      { clock, limits: { perServiceStart: 1, perServiceMost: 1 } },
    )
    expect(outcome.byStatus.ok).toBe(51)
    expect(early).toEqual([])
  })

  it('counts attempts for each page anew', async () => {
    const node = { ...things(0), pages: [[], [], []] }
    const { outcome, collector } = await playScript([node], ({ attempt }) => {
      if (attempt <= 9) throw new CallFailure('throttled', '(Throttling) no')
      if (attempt <= 12) throw failed('InternalError', { isTransient: true })
      return null
    })
    expect(outcome.byStatus.ok).toBe(1)
    expect(collector.asked).toHaveLength(39)
  })

  it('holds no place: one call at a time serves others while many wait', async () => {
    const { journal, outcome } = await playScript(
      [things(20, 'a'), things(20, 'b')],
      ({ cell, attempt }) => {
        if (isThing(cell) && cell.scope === 'a' && attempt < 3) throw failed('InternalError', { isTransient: true })
        return null
      },
      { limits: { concurrency: 1 } },
    )
    expect(outcome.byStatus.ok).toBe(42)
    const order = journal.entries.filter(({ cell }) => isThing(cell)).map(({ cell }) => cell.scope)
    expect(order.lastIndexOf('b')).toBeLessThan(order.indexOf('a'))
  })
})

describe('the breaker', () => {
  const serial = { concurrency: 1 }

  it('records the rest of a kind as failed after five in a row, with what was said', async () => {
    const { journal, collector, outcome } = await playScript(
      [things(30), things(5, 'b')],
      ({ cell }) => {
        if (isThing(cell) && cell.scope === 'a') throw failed('InternalError')
        return null
      },
      { limits: serial },
    )
    expect(outcome.byStatus).toMatchObject({ ok: 7, failed: 30 })
    expect(collector.asked.filter((path) => path.startsWith('a/svc/get-thing'))).toHaveLength(5)
    const message = '(InternalError) no; not asked: 5 calls of this kind in a row failed'
    const last = journal.finished().get('a/svc/get-thing/29')
    expect(last).toMatchObject({ status: 'failed', message, attempts: 0 })
    expect(last?.records).toMatchObject([{ status: 'failed', message }])
  })

  it('gives up what is being retried as well, so that no service costs minutes for each thing', async () => {
    const clock = new VirtualClock()
    const begin = clock.time
    const { collector, outcome } = await playScript(
      [things(10_000)],
      ({ cell }) => {
        if (isThing(cell)) throw failed('InternalError', { isTransient: true })
        return null
      },
      { clock },
    )
    expect(outcome.byStatus).toMatchObject({ ok: 1, failed: 10_000 })
    expect(collector.asked.length).toBeLessThan(300)
    expect(clock.time - begin).toBeLessThan(20_000)
  })

  it('records the rest as throttled where a service never stops saying "too often"', async () => {
    const { collector, outcome } = await playScript([things(300)], ({ cell }) => {
      if (isThing(cell)) throw new CallFailure('throttled', '(Throttling) no')
      return null
    })
    expect(outcome.byStatus).toMatchObject({ ok: 1, throttled: 300 })
    expect(collector.asked.length).toBeLessThan(1000)
  })

  it('records the rest as denied after twenty in a row', async () => {
    const { journal, collector, outcome } = await playScript(
      [things(50)],
      ({ cell }) => {
        if (isThing(cell)) throw new CallFailure('denied', '(AccessDenied) no')
        return null
      },
      { limits: serial },
    )
    expect(outcome.byStatus).toMatchObject({ ok: 1, denied: 50 })
    expect(collector.asked).toHaveLength(21)
    expect(journal.finished().get('a/svc/get-thing/18')?.message).toBe('(AccessDenied) no')
    expect(journal.finished().get('a/svc/get-thing/49')).toMatchObject({
      status: 'denied',
      message: '(AccessDenied) no; not asked: 20 calls of this kind in a row were denied',
    })
  })

  it.each([
    ['denied', 19],
    ['failed', 4],
  ] as const)('starts anew after an answer between %s ones', async (kind, inARow) => {
    const { collector, outcome } = await playScript(
      [things(100)],
      ({ cell }) => {
        if (isThing(cell) && Number(cell.subject[0]) % (inARow + 1) < inARow) throw new CallFailure(kind, '(No) no')
        return null
      },
      { limits: serial },
    )
    expect(collector.asked).toHaveLength(101)
    expect(outcome.byStatus[kind]).toBe((100 * inARow) / (inARow + 1))
  })

  it('counts each place for itself, and failed ones apart from denied ones', async () => {
    const { collector } = await playScript(
      [things(30, 'alternating'), ...['a', 'b', 'c', 'd', 'e'].map((scope) => things(4, scope))],
      ({ cell }) => {
        if (!isThing(cell)) return null
        throw cell.scope !== 'alternating' || Number(cell.subject[0]) % 2 === 0
          ? failed('X')
          : new CallFailure('denied', '(No) no')
      },
      { limits: serial },
    )
    expect(collector.asked).toHaveLength(31 + 5 * 5)
  })
})

describe('credentials', () => {
  const expired = (isForAll: boolean) => new CallFailure('credentials', '(ExpiredToken) expired', { isForAll })

  it('of one scope end that scope: the rest of it is recorded without being asked', async () => {
    const { outcome, journal, collector } = await playScript(
      [things(30, 'a'), things(30, 'b')],
      ({ cell }) => {
        if (isThing(cell) && cell.scope === 'a' && Number(cell.subject[0]) >= 7) throw expired(false)
        return null
      },
      { limits: { concurrency: 1 } },
    )
    expect(outcome).toMatchObject({ ended: 'complete', cells: 62, byStatus: { ok: 39, failed: 23 } })
    expect(collector.asked).toHaveLength(62 - 22)
    expect(journal.finished().get('a/svc/get-thing/29')).toMatchObject({
      status: 'failed',
      message: '(ExpiredToken) expired',
      attempts: 0,
    })
  })

  it('of a whole cloud end that cloud, unfinished; the others go on to their end', async () => {
    const aws = new ScriptedCollector([things(30, 'a')], ({ cell, page }) => {
      if (isThing(cell) && Number(cell.subject[0]) === 9) throw expired(true)
      if (isThing(cell) && Number(cell.subject[0]) === 2 && page === 0)
        throw new CallFailure('throttled', '(Throttling) no', { retryAfterMs: 200_000 })
      return null
    })
    const gcp = new ScriptedCollector([things(30, 'p', { cloud: 'gcp' })], undefined, 'gcp')
    const journal = new MemoryJournal()
    const clock = new VirtualClock()
    const begin = clock.time
    const { outcome } = await play([aws, gcp], journal, { clock, limits: { perServiceStart: 16 } })
    expect(outcome).toMatchObject({ ended: 'credentials', message: '(ExpiredToken) expired' })
    const finished = [...journal.finished().values()]
    expect(finished.filter(({ cell }) => cell.cloud === 'gcp')).toHaveLength(31)
    const ours = finished.filter(({ cell }) => cell.cloud === 'aws')
    expect(ours.every(({ status }) => status === 'ok')).toBe(true)
    expect(ours.length).toBeLessThan(20)
    expect(journal.finished().has('a/svc/get-thing/9')).toBe(false)
    expect(clock.sleeping).toBe(0)
    // Nobody waits for what is not asked any more.
    expect(clock.time).toBe(begin)
  })
})

describe('an interrupt', () => {
  it('aborts what runs, writes nothing half and says so', async () => {
    const controller = new AbortController()
    const aborted: string[] = []
    const { outcome, journal, clock, collector } = await playScript(
      [things(30)],
      ({ cell, signal }) => {
        if (!isThing(cell)) return null
        if (Number(cell.subject[0]) === 3) controller.abort()
        signal.addEventListener('abort', () => aborted.push(cell.path))
        return new Promise(() => undefined)
      },
      { signal: controller.signal },
    )
    expect(outcome).toMatchObject({ ended: 'interrupted', cells: 1, message: null })
    expect(journal.entries.map(({ cell }) => cell.path)).toEqual(['a/svc/list-things'])
    expect(aborted.length).toBeGreaterThanOrEqual(3)
    expect(collector.asked).toHaveLength(5)
    expect(clock.sleeping).toBe(0)
    expect(clock.time).toBe(new VirtualClock().time)
  })

  it('before the start asks nothing', async () => {
    const { outcome, collector } = await playScript([things(3)], undefined, { signal: AbortSignal.abort() })
    expect(outcome).toMatchObject({ ended: 'interrupted', cells: 0 })
    expect(collector.asked).toEqual([])
  })

  it('ends long waits at once', async () => {
    const controller = new AbortController()
    const clock = new VirtualClock()
    const begin = clock.time
    const { outcome } = await playScript(
      [things(3)],
      () => {
        throw new CallFailure('throttled', '(Throttling) no', { retryAfterMs: 100_000 })
      },
      { clock, signal: controller.signal, onEvent: ({ type }) => type === 'retry' && controller.abort() },
    )
    expect(outcome.ended).toBe('interrupted')
    expect(clock.time).toBe(begin)
  })
})

describe('a server that allows so many calls a second', () => {
  /** Calls in each second are counted; one too many is refused. Each takes 50 ms. */
  async function against(rate: (second: number) => number, count: number) {
    const clock = new VirtualClock()
    const begin = clock.time
    const bySecond: number[] = []
    const refusals: number[] = []
    const widest: number[] = []
    const collector = new ScriptedCollector([things(count)], async ({ signal }) => {
      const second = Math.floor((clock.time - begin) / 1000)
      const calls = (bySecond[second] = (bySecond[second] ?? 0) + 1)
      widest[second] = Math.max(widest[second] ?? 0, collector.running)
      await clock.sleep(50, signal)
      if (calls <= rate(second)) return null
      refusals.push(second)
      throw new CallFailure('throttled', '(Throttling) no')
    })
    const { outcome } = await play([collector], new MemoryJournal(), { clock })
    return { outcome, collector, refusals, widest, seconds: (clock.time - begin) / 1000 }
  }

  it('answers everything, near its rate and with few refusals', async () => {
    const { outcome, collector, refusals, seconds } = await against(() => 10, 1000)
    expect(outcome.byStatus).toMatchObject({ ok: 1001, throttled: 0 })
    expect(refusals.length).toBeLessThan(collector.asked.length / 3)
    expect(seconds).toBeLessThan(200)
  })

  it('is asked less while it refuses and more again afterwards', async () => {
    const { outcome, widest } = await against((second) => (second >= 5 && second < 25 ? 3 : 10_000), 6000)
    expect(outcome.byStatus).toMatchObject({ ok: 6001, throttled: 0 })
    expect(Math.max(...widest)).toBe(16)
    expect(widest[4]).toBeGreaterThan(8)
    expect(Math.max(...widest.slice(10, 25))).toBeLessThanOrEqual(2)
    expect(Math.max(...widest.slice(30))).toBe(16)
  })
})
