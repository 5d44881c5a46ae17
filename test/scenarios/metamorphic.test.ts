import type * as fs from 'node:fs'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { canonicalJson, type Evidence, type ReachAnswer, type ReachRow } from '../../src/model/index.js'
import type { WorldFiles } from '../support/aws-world.js'
import { worldFiles } from '../support/world.js'
import { AWS_SCENARIOS, readScenarios, type Scenario } from '../support/scenario-format.js'
import { matches, rowText } from '../support/scenario-grading.js'
import { countDocuments, numberOf, reordered, withDeny, withoutAllow } from '../support/scenario-transform.js'
import { withWorld } from '../support/scenario-world.js'

// What survives a power cut is asked elsewhere; waiting for the disk would take most of the time here.
vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

/** Documents of each world in which a statement is added or removed: others in every world. */
const CHANGED_PER_WORLD = 2

const scenarios = readScenarios(AWS_SCENARIOS).map((scenario) => [scenario.name, scenario] as const)

interface Told {
  answer: ReachAnswer
  /** The snapshot's files, less the moment of the import. */
  snapshot: Record<string, string>
}

async function tell(scenario: Scenario, files: WorldFiles = worldFiles(scenario.world)): Promise<Told> {
  return withWorld(
    scenario,
    ({ questions, imported }) => {
      const answer = questions.reach({ party: null, expand: false, public: true, escalation: true })
      return { answer, snapshot: snapshotBytes(imported.folder) }
    },
    files,
  )
}

const untouched = new Map<string, Promise<Told>>()

/** What the world itself says: told once and compared with often. */
function itself(scenario: Scenario): Promise<Told> {
  const known = untouched.get(scenario.name) ?? tell(scenario)
  untouched.set(scenario.name, known)
  return known
}

/** Rows that say more than any row before. Patterns are compared as text: what covers the text covers what it stands for. */
function added(before: readonly ReachRow[], after: readonly ReachRow[]): string[] {
  return after.flatMap((row) => {
    const wider = before.filter((old) => isWider(old, row))
    const actions = row.actions.filter((action) => !action.startsWith('!'))
    const missing = actions.filter((action) => !wider.some((old) => old.actions.some((each) => covers(each, action))))
    return wider.length > 0 && missing.length === 0 ? [] : [`${rowText(row)} (${missing.join(' ')})`]
  })
}

function isWider(old: ReachRow, row: ReachRow): boolean {
  const kept = (old.target.except ?? []).every(
    (pattern) => old.target.id !== row.target.id || (row.target.except ?? []).some((each) => covers(each, pattern)),
  )
  return (
    kept &&
    old.party.id === row.party.id &&
    old.entry.id === row.entry.id &&
    covers(old.target.id, row.target.id) &&
    (row.outcome !== 'allowed' || old.outcome === 'allowed')
  )
}

function covers(pattern: string, text: string): boolean {
  return matches(pattern.toLowerCase(), text.toLowerCase())
}

/** The documents of a world that are changed one by one. */
function chosen(name: string, count: number): number[] {
  const from = numberOf(name)
  return [...new Set(Array.from({ length: Math.min(CHANGED_PER_WORLD, count) }, (_, at) => (from + at) % count))]
}

/** An answer without what names or numbers a statement, and without how a file was called. */
function withoutNames({ rows, gaps, complete }: ReachAnswer): string {
  const plain = (because: readonly Evidence[]): string[] =>
    [...new Set(because.map(({ kind, document }) => `${kind} ${document}`))].sort()
  return canonicalJson({
    rows: rows.map((row) => ({
      ...row,
      because: plain(row.because),
      path: row.path.map((step) => ({ ...step, because: plain(step.because) })),
    })),
    gaps: [...new Set(gaps.map(({ scope, service, call, reason }) => `${scope} ${service} ${call} ${reason}`))].sort(),
    complete,
  })
}

/** Content of every file of a snapshot, less the moment of its import. */
function snapshotBytes(folder: string): Record<string, string> {
  const files = readdirSync(folder).sort()
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(folder, name), 'latin1').replace(/"importedAt":\s*"[^"]*"/, '')]),
  )
}

describe('a Deny more never adds access', () => {
  it.each(scenarios)('%s', async (name, scenario) => {
    const files = worldFiles(scenario.world)
    const { rows } = (await itself(scenario)).answer
    for (const index of chosen(name, countDocuments(files))) {
      const found = added(rows, (await tell(scenario, withDeny(files, index))).answer.rows)
      expect(found, `document ${String(index)}: ${found.join('\n')}`).toEqual([])
    }
  })
})

describe('an Allow less never adds access', () => {
  it.each(scenarios)('%s', async (name, scenario) => {
    const files = worldFiles(scenario.world)
    const { rows } = (await itself(scenario)).answer
    for (const index of chosen(name, countDocuments(files))) {
      const found = added(rows, (await tell(scenario, withoutAllow(files, index))).answer.rows)
      expect(found, `document ${String(index)}: ${found.join('\n')}`).toEqual([])
    }
  })

  it('would be noticed: the same change the other way round adds rows', async () => {
    const [, scenario] = scenarios.find(([name]) => name === 'trust/account-root') ?? []
    if (scenario === undefined) throw new Error('the scenario is gone')
    const files = worldFiles(scenario.world)
    const { rows } = (await itself(scenario)).answer
    for (let index = 0; index < countDocuments(files); index++) {
      const fewer = (await tell(scenario, withoutAllow(files, index))).answer.rows
      expect(added(fewer, rows)).not.toEqual([])
    }
  })
})

describe('order and names of statements, principals and files change no answer', () => {
  it.each(scenarios)('%s', async (_name, scenario) => {
    const again = await tell(scenario, reordered(worldFiles(scenario.world)))
    expect(JSON.parse(withoutNames(again.answer))).toEqual(JSON.parse(withoutNames((await itself(scenario)).answer)))
  })
})

describe('importing twice gives the same bytes', () => {
  it.each(scenarios)('%s', async (_name, scenario) => {
    const [first, second] = [await itself(scenario), await tell(scenario)]
    expect(second.snapshot).toEqual(first.snapshot)
    expect(JSON.stringify(second.answer)).toBe(JSON.stringify(first.answer))
  })
})
