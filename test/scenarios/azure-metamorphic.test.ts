import type * as fs from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { canonicalJson, type Evidence, type ReachAnswer, type ReachRow } from '../../src/model/index.js'
import type { WorldFiles } from '../support/aws-world.js'
import {
  countAssignments,
  inUpperCase,
  reordered,
  withDeny,
  withoutAssignment,
} from '../support/azure-scenario-transform.js'
import { AZURE_SCENARIOS, readScenarios, type Scenario } from '../support/scenario-format.js'
import { matches, rowText } from '../support/scenario-grading.js'
import { withWorld } from '../support/scenario-world.js'
import { worldFiles } from '../support/world.js'

// What survives a power cut is asked elsewhere; waiting for the disk would take most of the time here.
vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const scenarios = readScenarios(AZURE_SCENARIOS).map((scenario) => [scenario.name, scenario] as const)

async function tell(scenario: Scenario, files: WorldFiles = worldFiles(scenario.world)): Promise<ReachAnswer> {
  return withWorld(
    scenario,
    ({ questions }) => questions.reach({ party: null, expand: false, public: true, escalation: true }),
    files,
  )
}

const untouched = new Map<string, Promise<ReachAnswer>>()

/** What the world itself says: told once and compared with often. */
function itself(scenario: Scenario): Promise<ReachAnswer> {
  const known = untouched.get(scenario.name) ?? tell(scenario)
  untouched.set(scenario.name, known)
  return known
}

/** Rows that say more than any row before. */
function added(before: readonly ReachRow[], after: readonly ReachRow[]): string[] {
  return after.flatMap((row) => {
    const wider = before.filter((old) => isWider(old, row))
    const missing = row.actions
      .filter((action) => !action.startsWith('!'))
      .filter((action) => !wider.some((old) => old.actions.some((each) => covers(each, action))))
    return wider.length > 0 && missing.length === 0 ? [] : [`${rowText(row)} (${missing.join(' ')})`]
  })
}

function isWider(old: ReachRow, row: ReachRow): boolean {
  return (
    old.party.id === row.party.id &&
    old.entry.id === row.entry.id &&
    (old.target.id === row.target.id || isAbove(old.target.id, row.target.id)) &&
    (row.outcome !== 'allowed' || old.outcome === 'allowed')
  )
}

function isAbove(scope: string, resource: string): boolean {
  return scope.startsWith('/') && (scope === '/' || resource.toLowerCase().startsWith(`${scope.toLowerCase()}/`))
}

function covers(pattern: string, text: string): boolean {
  return matches(pattern.toLowerCase(), text.toLowerCase())
}

/** An answer without how its evidence is quoted, and without regard to case. */
function meaning({ rows, gaps, complete }: ReachAnswer): unknown {
  const plain = (because: readonly Evidence[]): string[] =>
    [...new Set(because.map(({ kind, document }) => `${kind} ${document}`))].sort()
  const told = rows.map((row) => ({
    ...row,
    actions: row.actions.map((action) => action.toLowerCase()).sort(),
    because: plain(row.because),
    path: row.path.map((step) => ({ ...step, because: plain(step.because) })),
  }))
  const lines = told.map((row) => canonicalJson(row).toLowerCase()).sort()
  const left = gaps.map(({ scope, service, call, reason }) => `${scope} ${service} ${call} ${reason}`.toLowerCase())
  return { rows: lines, gaps: [...new Set(left)].sort(), complete }
}

describe('a deny assignment more never adds access', () => {
  it.each(scenarios)('%s', async (_name, scenario) => {
    const { rows } = await itself(scenario)
    const found = added(rows, (await tell(scenario, withDeny(worldFiles(scenario.world)))).rows)
    expect(found, found.join('\n')).toEqual([])
  })

  it('takes something away from the one that may write', async () => {
    const [, scenario] = scenarios.find(([name]) => name === 'inheritance/resource-group') ?? []
    if (scenario === undefined) throw new Error('the scenario is gone')
    const fewer = await tell(scenario, withDeny(worldFiles(scenario.world)))
    expect(added(fewer.rows, (await itself(scenario)).rows)).not.toEqual([])
  })
})

describe('a role assignment less never adds access', () => {
  it.each(scenarios)('%s', async (_name, scenario) => {
    const files = worldFiles(scenario.world)
    const { rows } = await itself(scenario)
    for (let index = 0; index < Math.min(2, countAssignments(files)); index++) {
      const found = added(rows, (await tell(scenario, withoutAssignment(files, index))).rows)
      expect(found, `assignment ${String(index)}: ${found.join('\n')}`).toEqual([])
    }
  })

  it('would be noticed: the same change the other way round adds rows', async () => {
    const [, scenario] = scenarios.find(([name]) => name === 'inheritance/subscription') ?? []
    if (scenario === undefined) throw new Error('the scenario is gone')
    const fewer = await tell(scenario, withoutAssignment(worldFiles(scenario.world), 0))
    expect(added(fewer.rows, (await itself(scenario)).rows)).not.toEqual([])
  })
})

describe('order and letter case of what the cloud wrote change no answer', () => {
  it.each(scenarios)('%s', async (_name, scenario) => {
    const again = await tell(scenario, inUpperCase(reordered(worldFiles(scenario.world))))
    expect(meaning(again)).toEqual(meaning(await itself(scenario)))
  })
})
