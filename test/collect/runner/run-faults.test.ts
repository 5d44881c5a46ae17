import { describe, expect, it } from 'vitest'
import { CallFailure, type CellStatus, type Page } from '../../../src/connector/index.js'
import { playScript } from '../../support/collect-run.js'
import type { MemoryJournal } from '../../support/memory-journal.js'
import { estate, nodesBelow, type Fault, type Node } from '../../support/scripted-collector.js'

const ESTATE = estate()
const NODES = nodesBelow(ESTATE)
const undisturbed = await playScript([ESTATE])

interface Injection {
  name: string
  /** What the faulty cell does instead of answering. */
  fault: Fault
  status: CellStatus
  message: RegExp | null
  /** Calls for the faulty cell; of an undisturbed one as many as it has pages. */
  calls: (pages: number) => number
  /** Pages whose records stay, of a cell that has so many. */
  kept?: (pages: number) => number
  /** Only cells with at least so many pages can meet it. */
  pages?: number
}

const once = (): number => 1
const all = (pages: number): number => pages
const failure = (...of: ConstructorParameters<typeof CallFailure>): never => {
  throw new CallFailure(...of)
}
const reset = { code: 'ECONNRESET', isTransient: true }

const INJECTIONS: Injection[] = [
  {
    name: '403',
    fault: () => failure('denied', '(AccessDenied) no'),
    status: 'denied',
    message: /^\(AccessDenied\) no$/,
    calls: once,
  },
  {
    name: '404 that says "none"',
    fault: () => failure('none', '(NoSuchPolicy) none'),
    status: 'none',
    message: /^\(NoSuchPolicy\) none$/,
    calls: once,
  },
  {
    name: '429 for ever',
    fault: () => failure('throttled', '(Throttling) slow down'),
    status: 'throttled',
    message: /^\(Throttling\) slow down; given up after 10 attempts$/,
    calls: () => 10,
  },
  {
    name: '429 for ever with Retry-After',
    fault: () => failure('throttled', '(Throttling) slow down', { retryAfterMs: 7000 }),
    status: 'throttled',
    message: /^\(Throttling\)/,
    calls: () => 10,
  },
  {
    name: '429 three times',
    fault: ({ attempt }) => (attempt > 3 ? null : failure('throttled', '(Throttling) slow down')),
    status: 'ok',
    message: null,
    calls: (pages) => 4 * pages,
    kept: all,
  },
  {
    name: '500 for ever',
    fault: () => failure('failed', '(InternalError) oops', { isTransient: true }),
    status: 'failed',
    message: /^\(InternalError\) oops; given up after 4 attempts$/,
    calls: () => 4,
  },
  {
    name: '500 once',
    fault: ({ attempt }) => (attempt > 1 ? null : failure('failed', '(InternalError) oops', { isTransient: true })),
    status: 'ok',
    message: null,
    calls: (pages) => 2 * pages,
    kept: all,
  },
  {
    name: '400',
    fault: () => failure('failed', '(ValidationError) bad'),
    status: 'failed',
    message: /^\(ValidationError\) bad$/,
    calls: once,
  },
  {
    name: 'reset twice',
    fault: ({ attempt }) => (attempt > 2 ? null : failure('failed', '(ECONNRESET) reset', reset)),
    status: 'ok',
    message: null,
    calls: (pages) => 3 * pages,
    kept: all,
  },
  {
    name: 'a hang that heeds no signal',
    fault: () => new Promise<Page>(() => undefined),
    status: 'failed',
    message: /^\(Timeout\) no whole answer within 60 seconds; given up after 4 attempts$/,
    calls: () => 4,
  },
  {
    name: 'a hang that ends with the signal',
    fault: ({ signal }) =>
      new Promise<Page>((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'))
        })
      }),
    status: 'failed',
    message: /^\(Timeout\)/,
    calls: () => 4,
  },
  {
    name: 'a plain Error of many lines',
    fault: () => {
      throw new Error(`boom\nat secret place\n${'x'.repeat(5000)}`)
    },
    status: 'failed',
    message: /^boom$/,
    calls: once,
  },
  {
    name: 'something thrown that is no error, and no page',
    fault: () => JSON.parse('{"next": 5}') as Page,
    status: 'failed',
    message: /no page/,
    calls: once,
  },
  {
    name: 'a page token that comes again',
    fault: () => ({ body: [], next: 'page 1' }),
    status: 'failed',
    message: /^the page token repeats; what follows page 2 is missing$/,
    calls: () => 2,
    kept: () => 0,
  },
  {
    name: 'the third page denied',
    fault: ({ page }) => (page < 2 ? null : failure('denied', '(AccessDenied) no')),
    status: 'denied',
    message: /^\(AccessDenied\) no; what follows page 2 is missing$/,
    calls: () => 3,
    kept: () => 2,
    pages: 3,
  },
  {
    name: 'the third page not there any more',
    fault: ({ page }) => (page < 2 ? null : failure('none', '(NoSuchList) gone')),
    status: 'failed',
    message: /^\(NoSuchList\) gone; what follows page 2 is missing$/,
    calls: () => 3,
    kept: () => 2,
    pages: 3,
  },
  {
    name: 'the third page with 500 for ever',
    fault: ({ page }) => (page < 2 ? null : failure('failed', '(InternalError) oops', { isTransient: true })),
    status: 'failed',
    message: /^\(InternalError\) oops; given up after 4 attempts; what follows page 2 is missing$/,
    calls: () => 6,
    kept: () => 2,
    pages: 3,
  },
]

/** The records of each cell, as text. */
function recordsOf(journal: MemoryJournal): Map<string, string> {
  const texts = new Map<string, string>()
  for (const { cell, records } of journal.entries)
    texts.set(cell.path, (texts.get(cell.path) ?? '') + records.map((record) => JSON.stringify(record)).join())
  return texts
}

const UNDISTURBED = recordsOf(undisturbed.journal)

describe.each(INJECTIONS)('$name, at each cell in turn', ({ fault, status, message, calls, kept, pages = 1 }) => {
  const faulty = NODES.filter((node) => node.pages.length >= pages)

  it('ends this cell and what hangs on it, and nothing else', { timeout: 120_000 }, async () => {
    expect(NODES).toHaveLength(201)
    expect(faulty.length).toBeGreaterThan(10)
    for (const node of faulty) await check(node)
  })

  async function check(node: Node): Promise<void> {
    const { path } = node.cell
    const { outcome, collector, journal, events, clock } = await playScript([ESTATE], (call) =>
      call.cell.path === path ? fault(call) : null,
    )
    const isKept = kept?.(node.pages.length) ?? 0
    const lost = new Set(
      node.pages
        .slice(isKept)
        .flat()
        .flatMap(nodesBelow)
        .map(({ cell }) => cell.path),
    )

    expect(outcome.ended).toBe('complete')
    expect(outcome.cells).toBe(NODES.length - lost.size)
    expect(clock.sleeping).toBe(0)
    const finished = journal.finished()
    expect([...finished].filter(([cell, entry]) => cell !== path && entry.status !== 'ok')).toEqual([])
    expect(finished.get(path)?.status).toBe(status)
    expect(outcome.byStatus[status]).toBe(status === 'ok' ? outcome.cells : 1)

    const entry = finished.get(path)
    if (message === null) expect(entry?.message).toBeNull()
    else expect(entry?.message).toMatch(message)
    expect(entry?.attempts).toBe(calls(node.pages.length))
    expect(collector.asked.filter((asked) => asked === path)).toHaveLength(calls(node.pages.length))

    // Everything else is as if nothing had happened; of the cell itself what was read, and why the rest is missing.
    const records = recordsOf(journal)
    const isHarmed = ([cell, text]: [string, string]) =>
      cell !== path && (lost.has(cell) ? records.has(cell) : records.get(cell) !== text)
    expect([...UNDISTURBED].filter(isHarmed)).toEqual([])
    const own = journal.entries.flatMap(({ cell, records }) => (cell.path === path ? records : []))
    const silent = own.filter((record) => record.status !== 'ok')
    expect(silent.map((record) => record.status)).toEqual(
      status === 'ok' ? [] : [status === 'throttled' ? 'failed' : status],
    )
    for (const record of silent) expect(record.message).toBe(entry?.message)
    const read = own.flatMap((record) => (Array.isArray(record.body) ? record.body : []))
    expect(read).toEqual(
      node.pages
        .slice(0, isKept)
        .flat()
        .map(({ cell }) => cell.path),
    )

    // No cell is asked once it is finished, and each finishes once.
    const ended = new Set<string>()
    const late = events.filter(({ type, cell }) => {
      const isLate = type !== 'planned' && ended.has(cell.path)
      if (type === 'finished') ended.add(cell.path)
      return isLate
    })
    expect(late).toEqual([])
    expect(ended.size).toBe(outcome.cells)
  }
})
