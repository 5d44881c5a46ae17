import type * as fs from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import type { Questions } from '../../src/question/index.js'
import type { Outcome, PathStep, ReachRow, WhoCanRow } from '../../src/model/index.js'
import { AWS_SCENARIOS, readScenarios, type Scenario } from '../support/scenario-format.js'
import { rowText } from '../support/scenario-grading.js'
import { requestsOf, saysPossible, type ConcreteRequest } from '../support/scenario-requests.js'
import { withWorld } from '../support/scenario-world.js'

// What survives a power cut is asked elsewhere; waiting for the disk would take most of the time here.
vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const YES: readonly Outcome[] = ['allowed', 'conditional']

/** The rows of everybody, and the three questions on the same snapshot. */
interface Asked {
  rows: ReachRow[]
  questions: Questions
  accountOf: (resource: string) => string | null
}

function explained(questions: Questions, principal: string, { action, resource }: ConcreteRequest): Outcome {
  return questions.explain({ principal, action, resource, context: {}, closedContext: false }).outcome
}

/** The call by which `from` becomes a role. */
function becoming(from: string): string {
  if (from.startsWith('oidc:')) return 'sts:AssumeRoleWithWebIdentity'
  // Without credentials nobody signs: a guest of an identity pool comes in as a web identity.
  if (from === 'public') return 'sts:AssumeRoleWithWebIdentity'
  return from.startsWith('saml:') || from.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRole'
}

/** A door that stands for a pattern of subjects, asked about by one subject that it lets in. */
function asPrincipal(door: string): string {
  return door.startsWith('oidc:') ? door.replaceAll('*', 'some').replaceAll('?', 'x') : door
}

/** An organization is a door and no principal: nobody can be asked about as it. */
function isPrincipal(door: string): boolean {
  return !door.startsWith('aws:o-') && !door.startsWith('aws:ou-')
}

/** Each hop of a row's path, and its last step, under explain. What our own principal is allowed holds without an "if". */
function pathProblems(row: ReachRow, { questions }: Asked): string[] {
  const problem = (step: PathStep, request: ConcreteRequest): string[] => {
    const one = asPrincipal(step.from)
    // Of a pattern of subjects one may be let in and another not.
    if (!isPrincipal(one) || (one !== step.from && step.outcome === 'conditional')) return []
    const outcome = explained(questions, one, request)
    const ours = step.from.startsWith('arn:') && step !== row.path[0]
    const agrees = outcome !== 'denied' && !(ours && step.outcome === 'allowed' && outcome === 'conditional')
    return agrees ? [] : [`explain ${one} ${request.action} ${request.resource}: ${outcome}, step ${step.outcome}`]
  }
  return row.path.flatMap((step) => {
    if (step.outcome === 'unknown' || step.edge === 'HOLDS') return []
    if (step.edge === 'CAN_ASSUME') return problem(step, { action: becoming(step.from), resource: step.to })
    return requestsOf(row).flatMap((request) => problem(step, request))
  })
}

/** What a row says is possible must be among the rows of who-can, as sure as it is there. */
function whoCanProblems(row: ReachRow, { questions }: Asked): string[] {
  if (!YES.includes(row.outcome)) return []
  return requestsOf(row).flatMap((request) => {
    const { rows } = questions.whoCan(request)
    const found = rows.filter((each) => each.party?.id === row.party.id && YES.includes(each.outcome))
    const sure = row.outcome !== 'allowed' || found.some((each) => each.outcome === 'allowed')
    return found.length > 0 && sure
      ? []
      : [`who-can ${request.action} ${request.resource}: ${row.party.id} is not there as ${row.outcome}`]
  })
}

/** Every request that some row of the world, or some question of the scenario, is about. */
function requestsAbout(scenario: Scenario, rows: readonly ReachRow[]): ConcreteRequest[] {
  const asked = scenario.ask.flatMap((question) => {
    if (!('whoCan' in question)) return []
    const [action, resource] = question.whoCan
    return action.toLowerCase().startsWith('sts:') || /[*?]/.test(resource) ? [] : [{ action, resource }]
  })
  const all = [...rows.flatMap(requestsOf), ...asked]
  return [...new Map(all.map((request) => [`${request.action.toLowerCase()} ${request.resource}`, request])).values()]
}

/** Outsiders that who-can names must have a row of reach; who acts by itself must be allowed to under explain. */
function requestProblems(
  request: ConcreteRequest,
  principals: readonly string[],
  { rows, questions, accountOf }: Asked,
): string[] {
  const answer = questions.whoCan(request).rows
  const text = `${request.action} ${request.resource}`
  const fromWhoCan = answer.flatMap((row: WhoCanRow) => {
    if (!YES.includes(row.outcome)) return []
    const party = row.party
    const reached =
      party === null || rows.some((each) => each.party.id === party.id && saysPossible(each, request, accountOf))
    const acts = row.path.length > 1 || explained(questions, row.principal.id, request) !== 'denied'
    return [
      ...(reached ? [] : [`who-can ${text} names ${party?.id ?? ''}, no row of reach says so`]),
      ...(acts ? [] : [`who-can ${text} names ${row.principal.id}, explain denies it`]),
    ]
  })
  const fromExplain = principals.flatMap((principal) => {
    if (!YES.includes(explained(questions, principal, request))) return []
    const named = answer.some((row) => row.principal.id === principal && YES.includes(row.outcome))
    return named ? [] : [`explain ${principal} ${text} says yes, who-can does not name it`]
  })
  return [...fromWhoCan, ...fromExplain]
}

describe('the three questions agree', () => {
  it.each(readScenarios(AWS_SCENARIOS).map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      const found = await withWorld(scenario, ({ questions, imported: { facts } }) => {
        const { rows } = questions.reach({ party: null, expand: false, public: true, escalation: false })
        const scopes = new Map(facts.nodes.map(({ id, scope }) => [id, scope]))
        const accountOf = (resource: string): string | null =>
          /^[^:]*:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ??
          scopes.get(resource.split('/')[0] ?? '')?.replace('aws:', '') ??
          null
        const asked: Asked = { rows, questions, accountOf }
        const principals = facts.nodes
          .filter(({ type }) => type === 'aws_iam_role' || type === 'aws_iam_user')
          .map(({ id }) => id)
        return [
          ...rows.flatMap((row) =>
            [...pathProblems(row, asked), ...whoCanProblems(row, asked)].map(
              (problem) => `${problem}; row ${rowText(row)}`,
            ),
          ),
          ...requestsAbout(scenario, rows).flatMap((request) => requestProblems(request, principals, asked)),
        ]
      })
      expect(found, found.join('\n')).toEqual([])
    },
  )
})
