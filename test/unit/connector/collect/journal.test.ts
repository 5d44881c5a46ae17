import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  openJournal,
  readJournal,
  readJournalHeader,
  UnwritableCell,
  type Finish,
  type Journal,
} from '../../../../src/connector/index.js'
import { UserError, type Json } from '../../../../src/model/index.js'
import { cellAt } from '../../../support/scripted-collector.js'

const PLAN = { accounts: ['1', '2'], regions: ['eu-west-1'] }
const now = (): number => Date.UTC(2026, 0, 2)

let base: string
let folder: string
let opened: Journal[]
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'inroads-journal-'))
  folder = join(base, 'run')
  opened = []
})
afterEach(async () => {
  for (const journal of opened) await journal.close()
  rmSync(base, { recursive: true, force: true })
})

function open(plan: Json = PLAN): Journal {
  const journal = openJournal(folder, plan, now)
  opened.push(journal)
  return journal
}

const file = (): string => join(folder, 'journal.ndjson')
const lock = (): string => join(folder, 'journal.lock')

function finish(text: string, more: Partial<Finish> = {}): Finish {
  const records = [
    {
      cloud: 'aws' as const,
      account: 'a',
      region: 'global',
      service: 's',
      operation: 'o',
      subject: [],
      status: 'ok' as const,
      message: null,
      body: text,
      file: text,
      folder: null,
    },
  ]
  return { status: 'ok', message: null, records, children: [], attempts: 1, ...more }
}

const bodies = (): Json[] => [...readJournal(folder)].flatMap(({ records }) => records.map(({ body }) => body))
const heldPaths = (journal: Journal): string[] => [...journal.held()].map(({ cell }) => cell.path)

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a journal', () => {
  it('gives back what was finished, in its order, also while it is open', async () => {
    const journal = open()
    expect(journal.isResumed).toBe(false)
    const child = cellAt('a/svc/get-thing/1')
    await journal.finish(cellAt('a/svc/list-things'), finish('one', { children: [child], attempts: 3 }))
    await journal.finish(child, finish('two\n\u2028"', { status: 'throttled', message: '(Throttling) no' }))
    expect([...readJournal(folder)]).toEqual([
      { cell: cellAt('a/svc/list-things'), page: null, ...finish('one', { children: [child], attempts: 3 }) },
      { cell: child, page: null, ...finish('two\n\u2028"', { status: 'throttled', message: '(Throttling) no' }) },
    ])
    // What is written in this opening is not what was there when it was opened.
    expect(heldPaths(journal)).toEqual([])
    await journal.close()
    const again = open()
    expect(again.isResumed).toBe(true)
    expect(again.startedAt).toBe('2026-01-02T00:00:00.000Z')
    expect(heldPaths(again)).toEqual(['a/svc/list-things', 'a/svc/get-thing/1'])
  })

  it('is for its owner alone', () => {
    open()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
  })

  it('says which collection it belongs to', () => {
    expect(readJournalHeader(folder)).toBeNull()
    open()
    expect(readJournalHeader(folder)).toEqual({ plan: PLAN, startedAt: '2026-01-02T00:00:00.000Z' })
  })

  it('has a cell with the operating system before it is reported finished', async () => {
    const journal = open()
    const cells = Array.from({ length: 200 }, (_, at) => cellAt(`a/svc/get-thing/${String(at)}`))
    await Promise.all(
      cells.map(async (cell) => {
        await journal.finish(cell, finish(cell.path))
        expect(readFileSync(file(), 'utf8')).toContain(`${JSON.stringify(cell.path)},"folder":null}]}\n`)
      }),
    )
    expect(bodies()).toEqual(cells.map(({ path }) => path))
  })

  it('takes lines far longer than a read, and many', async () => {
    const journal = open()
    const texts = ['a', 'b'.repeat(3_000_000), 'c', 'ü'.repeat(1_500_000), 'e']
    await Promise.all(texts.map((text, at) => journal.finish(cellAt(`a/svc/get-thing/${String(at)}`), finish(text))))
    expect(bodies()).toEqual(texts)
  })

  it('refuses what is no JSON, and goes on', async () => {
    const journal = open()
    const circular: Json[] = []
    circular.push(circular)
    const [record] = finish('').records
    const bad = record === undefined ? [] : [{ ...record, body: circular }]
    expect(() => journal.finish(cellAt('a/svc/x'), finish('', { records: bad }))).toThrow(UnwritableCell)
    await journal.finish(cellAt('a/svc/y'), finish('good'))
    expect(bodies()).toEqual(['good'])
  })

  it.each([1, 2, 20, 100])('cuts off a last line that ends %d bytes early', async (bytes) => {
    const journal = open()
    await journal.finish(cellAt('a/svc/1'), finish('one'))
    await journal.finish(cellAt('a/svc/2'), finish('two'))
    await journal.close()
    truncateSync(file(), statSync(file()).size - bytes)
    expect(bodies()).toEqual(['one'])
    const again = open()
    expect(heldPaths(again)).toEqual(['a/svc/1'])
    await again.finish(cellAt('a/svc/2'), finish('two again'))
    expect(bodies()).toEqual(['one', 'two again'])
  })

  it('starts anew where not even its first line was written', async () => {
    const journal = open()
    await journal.close()
    truncateSync(file(), 10)
    const again = open({ other: true })
    expect(again.isResumed).toBe(false)
    expect(readJournalHeader(folder)?.plan).toEqual({ other: true })
  })

  it('drops the pages of a streamed cell that was not finished in the same opening', async () => {
    const list = cellAt('a/svc/list-things', { isStreamed: true })
    const child = (name: string) => [cellAt(`a/svc/get-thing/${name}`)]
    const first = open()
    await first.page(list, 0, finish('old 0', { children: child('old') }))
    await first.page(list, 1, finish('old 1'))
    await first.close()
    expect(bodies()).toEqual([])
    const second = open()
    expect(heldPaths(second)).toEqual([])
    await second.page(list, 0, finish('new 0', { children: child('new') }))
    expect(bodies()).toEqual([])
    await second.finish(list, finish('end'))
    await second.close()
    expect([...readJournal(folder)].map(({ page, records }) => [page, records[0]?.body])).toEqual([
      [0, 'new 0'],
      [null, 'end'],
    ])
    const third = open()
    expect([...third.held()].flatMap(({ children }) => children)).toEqual(child('new'))
  })
})

describe('a journal is refused', () => {
  it('with another plan, saying what differs and how to go on', async () => {
    await open().close()
    const error = refusal(() => open({ ...PLAN, accounts: ['1'] }))
    expect(error.message).toBe(`the journal in \`${folder}\` belongs to another collection: \`accounts\` differ`)
    expect(error.hint).toContain('to go on with it')
    expect(existsSync(lock())).toBe(false)
    // The order of keys is no difference.
    expect(open({ regions: ['eu-west-1'], accounts: ['1', '2'] }).isResumed).toBe(true)
  })

  it('of another version', async () => {
    await open().close()
    writeFileSync(file(), `${JSON.stringify({ schema: 'inroads/journal/9', plan: PLAN, startedAt: '' })}\n`)
    expect(refusal(() => open()).message).toContain('another version')
  })

  it('damaged in the middle: nothing is passed over in silence', async () => {
    const journal = open()
    await journal.finish(cellAt('a/svc/1'), finish('one'))
    await journal.close()
    appendFileSync(file(), '{"kind":"cell","cell":{"pa\n{"kind":"cell"}\n')
    expect(refusal(() => bodies()).message).toBe(`the journal in \`${folder}\` is damaged: line 3`)
    expect(refusal(() => heldPaths(open())).message).toContain('line 3')
  })

  it('where there is none', () => {
    expect(refusal(() => bodies()).message).toContain('no journal')
  })

  it('in a place that cannot be written', () => {
    writeFileSync(folder, 'a file')
    expect(refusal(() => open()).message).toContain('cannot write the journal')
  })
})

describe('two runs in one folder', () => {
  it('are refused while the first is at work', async () => {
    const first = open()
    const error = refusal(() => open())
    expect(error.message).toContain(`another run is writing to the journal in \`${folder}\`: process ${process.pid}`)
    expect(error.hint).toContain(lock())
    await first.close()
    expect(open().isResumed).toBe(true)
  })

  it.each([
    ['a process that is no more', () => String(spawnSync('true').pid)],
    ['an ended process that had our number', () => String(process.pid)],
  ])('are not refused for the lock of %s', async (_, pid) => {
    await open().close()
    writeFileSync(lock(), `${pid()}:0123456789abcdef:${hostname()}`)
    const journal = open()
    await journal.finish(cellAt('a/svc/1'), finish('one'))
    expect(bodies()).toEqual(['one'])
    expect(readdirSync(folder).sort()).toEqual(['journal.lock', 'journal.ndjson'])
  })

  it('are refused for a living process', async () => {
    await open().close()
    writeFileSync(lock(), `${String(process.ppid)}:0123456789abcdef:${hostname()}`)
    expect(refusal(() => open()).message).toContain(`process ${String(process.ppid)}`)
    rmSync(lock())
  })

  it('on different machines: refused while the other gives signs of life', async () => {
    await open().close()
    writeFileSync(lock(), '1:0123456789abcdef:another-machine')
    expect(refusal(() => open()).message).toContain('`another-machine`')
    const { atime, mtime } = statSync(lock())
    utimesSync(lock(), atime, new Date(mtime.getTime() - 6 * 60_000))
    expect(open().isResumed).toBe(true)
  })

  it('write nothing once the lock was taken away', async () => {
    const journal = open()
    writeFileSync(lock(), '1:0123456789abcdef:another-machine')
    await expect(journal.finish(cellAt('a/svc/1'), finish('one'))).rejects.toThrow('another run took over')
    await expect(journal.finish(cellAt('a/svc/2'), finish('two'))).rejects.toThrow('another run took over')
    expect(bodies()).toEqual([])
    await journal.close()
    // The lock of the other stays.
    expect(existsSync(lock())).toBe(true)
  })
})
