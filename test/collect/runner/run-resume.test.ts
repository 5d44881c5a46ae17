import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import ts from 'typescript'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CallFailure, openJournal, readJournal, type CollectEvent } from '../../../src/connector/index.js'
import { play } from '../../support/collect-run.js'
import { failingEstate } from '../../support/failing-estate.js'
import { MemoryJournal, recordLines } from '../../support/memory-journal.js'
import { ScriptedCollector, cellAt } from '../../support/scripted-collector.js'
import { seededRandom } from '../../support/seeded-random.js'
import { VirtualClock } from '../../support/virtual-clock.js'

let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'inroads-resume-'))
})
afterAll(() => {
  rmSync(base, { recursive: true, force: true })
})

async function undisturbed(accounts: number) {
  const journal = new MemoryJournal()
  const { outcome } = await play([failingEstate(accounts)], journal)
  return { lines: journal.recordLines(), outcome }
}

it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
  'aborted again and again at random points (seed %d), it comes to the records of an undisturbed run',
  async (seed) => {
    const random = seededRandom(seed)
    const folder = join(base, `abort${String(seed)}`)
    const finished = new Set<string>()
    for (let round = 0; ; round++) {
      expect(round).toBeLessThan(200)
      const journal = openJournal(folder, { seed: 1 }, () => 0)
      const collector = failingEstate(2)
      const controller = new AbortController()
      // Events of what the journal holds are told before anything can be aborted.
      let left = finished.size * 2 + Math.floor(random() * 120)
      const before = new Set(finished)
      const onEvent = (event: CollectEvent): void => {
        if (event.type === 'finished') {
          expect(event.isFromJournal).toBe(before.has(event.cell.path))
          finished.add(event.cell.path)
        }
        left -= 1
        if (left === 0) controller.abort()
      }
      const clock = new VirtualClock()
      const { outcome } = await play([collector], journal, { signal: controller.signal, seed, clock, onEvent })
      await journal.close()
      expect(clock.sleeping).toBe(0)
      expect(outcome.fromJournal).toBe(before.size)
      expect(outcome.cells).toBe(finished.size)
      expect(collector.asked.filter((path) => before.has(path))).toEqual([])
      if (outcome.ended === 'complete') break
      expect(outcome.ended).toBe('interrupted')
    }
    const whole = await undisturbed(2)
    expect(finished.size).toBe(whole.outcome.cells)
    expect(recordLines(readJournal(folder))).toEqual(whole.lines)
  },
)

it('goes on with a cloud whose credentials were lost, asking only what is left', async () => {
  const folder = join(base, 'credentials')
  const things = [0, 1, 2, 3].map((at) => ({ cell: cellAt(`a/svc/get-thing/${String(at)}`), pages: [[]] }))
  const top = { cell: cellAt('a/svc/list-things'), pages: [things] }
  const runs: unknown[] = []
  for (const isExpired of [true, false]) {
    const journal = openJournal(folder, null, () => 0)
    const collector = new ScriptedCollector([top], ({ cell }) => {
      if (isExpired && cell.subject[0] === '2') throw new CallFailure('credentials', '(Expired) no', { isForAll: true })
      return null
    })
    const { outcome } = await play([collector], journal, { limits: { concurrency: 1 } })
    await journal.close()
    runs.push({ ended: outcome.ended, cells: outcome.cells, asked: collector.asked.length })
  }
  expect(runs).toEqual([
    { ended: 'credentials', cells: 3, asked: 4 },
    { ended: 'complete', cells: 5, asked: 2 },
  ])
})

/** The collection as plain JavaScript, so that a process of its own can run it. */
function built(): string {
  const root = join(import.meta.dirname, '../../..')
  const folder = join(base, 'built')
  for (const part of ['src/model', 'src/connector/collect', 'test/support'])
    for (const name of readdirSync(join(root, part))) {
      if (!name.endsWith('.ts')) continue
      const { outputText } = ts.transpileModule(readFileSync(join(root, part, name), 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
      })
      const path = join(folder, part, name.replace(/\.ts$/, '.js'))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, outputText)
    }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  return join(folder, 'test/support/collect-child.js')
}

/** Runs the child; kills it after `lines` lines. Gives what it said. */
function child(script: string, folder: string, lines: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said: string[] = []
    let errors = ''
    process_.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    createInterface(process_.stdout).on('line', (line) => {
      said.push(line)
      if (said.length === lines) process_.kill('SIGKILL')
    })
    process_.on('error', reject)
    process_.on('close', (code) => {
      if (code === 0 || code === null) resolve(said)
      else reject(new Error(errors))
    })
  })
}

it(
  'killed again and again at random points, it comes to the records of an undisturbed run',
  { timeout: 120_000 },
  async () => {
    const script = built()
    const random = seededRandom(7)
    const whole = await undisturbed(3)
    let allKills = 0
    for (let series = 0; allKills < 20; series++) {
      const folder = join(base, `kill${String(series)}`)
      const finished = new Set<string>()
      let kills = 0
      for (;;) {
        const said = await child(script, folder, kills < 5 ? 5 + Math.floor(random() * 60) : Infinity)
        const asked = said.flatMap((line) => (line.startsWith('asked ') ? [line.slice('asked '.length)] : []))
        // What was reported as finished is never asked again, in whichever process.
        expect(asked.filter((path) => finished.has(path))).toEqual([])
        for (const line of said) if (line.startsWith('finished ')) finished.add(line.slice('finished '.length))
        const end = said.find((line) => line.startsWith('ended '))
        if (end !== undefined) {
          expect(end).toMatch(new RegExp(`^ended complete ${String(whole.outcome.cells)} `))
          break
        }
        kills += 1
      }
      expect(kills).toBeGreaterThanOrEqual(3)
      allKills += kills
      expect(recordLines(readJournal(folder))).toEqual(whole.lines)
    }
  },
)
