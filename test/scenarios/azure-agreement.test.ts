import type * as fs from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import type { Outcome, ReachRow } from '../../src/model/index.js'
import type { Questions } from '../../src/question/index.js'
import { azureRequestsOf, azureSaysPossible } from '../support/azure-scenario-requests.js'
import { AZURE_SCENARIOS, readScenarios, type Scenario } from '../support/scenario-format.js'
import { rowText } from '../support/scenario-grading.js'
import type { ConcreteRequest } from '../support/scenario-requests.js'
import { withWorld } from '../support/scenario-world.js'

// What survives a power cut is asked elsewhere; waiting for the disk would take most of the time here.
vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const YES: readonly Outcome[] = ['allowed', 'conditional']

function explained(questions: Questions, principal: string, { action, resource }: ConcreteRequest): Outcome {
  return questions.explain({ principal, action, resource, context: {}, closedContext: false }).outcome
}

/** What a row says holds without an "if" must be so under explain, and its party among who-can. */
function rowProblems(row: ReachRow, questions: Questions): string[] {
  const last = row.path.at(-1)
  return azureRequestsOf(row).flatMap((request) => {
    const text = `${request.action} ${request.resource}`
    const outcome = last === undefined ? 'allowed' : explained(questions, last.from, request)
    const { rows } = questions.whoCan(request)
    const named = rows.some((each) => each.party?.id === row.party.id && each.outcome === 'allowed')
    return [
      ...(outcome === 'allowed' ? [] : [`explain ${last?.from ?? ''} ${text}: ${outcome}; row ${rowText(row)}`]),
      ...(named ? [] : [`who-can ${text}: ${row.party.id} is not there as allowed; row ${rowText(row)}`]),
    ]
  })
}

/** Requests of the scenario's own questions, and those that rows are about. */
function requestsAbout(scenario: Scenario, rows: readonly ReachRow[]): ConcreteRequest[] {
  const asked = scenario.ask.flatMap((question) => {
    if ('whoCan' in question) return [{ action: question.whoCan[0], resource: question.whoCan[1] }]
    return 'explain' in question ? [{ action: question.explain.action, resource: question.explain.resource }] : []
  })
  const all = [...rows.flatMap(azureRequestsOf), ...asked]
  return [...new Map(all.map((each) => [`${each.action} ${each.resource}`.toLowerCase(), each])).values()]
}

/** Who is in the directory of a world. */
interface Directory {
  principals: readonly string[]
  groups: ReadonlySet<string>
}

/** Outsiders that who-can names must have a row of reach; who-can and explain must name the same principals of ours. */
function requestProblems(
  request: ConcreteRequest,
  { principals, groups }: Directory,
  rows: readonly ReachRow[],
  questions: Questions,
): string[] {
  const text = `${request.action} ${request.resource}`
  const answer = questions.whoCan(request).rows
  const fromWhoCan = answer.flatMap(({ outcome, party }) => {
    if (!YES.includes(outcome) || party === null) return []
    const reached = rows.some((row) => row.party.id === party.id && azureSaysPossible(row, request))
    return reached ? [] : [`who-can ${text} names ${party.id}, no row of reach says so`]
  })
  // What anybody may, each of ours may, too: who-can says so once, of everybody.
  const everybody = answer.some(({ principal, outcome }) => principal.id === 'public' && YES.includes(outcome))
  const fromExplain = (everybody ? [] : principals).flatMap((principal) => {
    const outcome = explained(questions, principal, request)
    const direct = answer.filter(
      (row) => row.principal.id === principal && row.path.slice(0, -1).every(({ to }) => groups.has(to)),
    )
    const named = direct.some((row) => YES.includes(row.outcome))
    if (named === YES.includes(outcome)) return []
    return [`explain ${principal} ${text} says ${outcome}, who-can ${named ? 'names it' : 'does not name it'}`]
  })
  return [...fromWhoCan, ...fromExplain]
}

describe('the three questions agree on Azure', () => {
  it.each(readScenarios(AZURE_SCENARIOS).map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      const found = await withWorld(scenario, ({ questions, imported: { facts } }) => {
        const { rows } = questions.reach({ party: null, expand: false, public: true, escalation: false })
        const idsOf = (...types: string[]): string[] =>
          facts.nodes.filter(({ type }) => types.includes(type)).map(({ id }) => id)
        const directory: Directory = {
          principals: idsOf('azuread_user', 'azuread_service_principal'),
          groups: new Set(idsOf('azuread_group')),
        }
        return [
          ...rows.flatMap((row) => rowProblems(row, questions)),
          ...requestsAbout(scenario, rows).flatMap((request) => requestProblems(request, directory, rows, questions)),
        ]
      })
      expect(found, found.join('\n')).toEqual([])
    },
  )
})
