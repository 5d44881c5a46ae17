import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allActions, hasAction } from '../../../../src/policy/aws/actions.js'
import { arnCovers, type ArnPattern } from '../../../../src/policy/aws/arn.js'
import { callerWith, parseCaller } from '../../../../src/policy/aws/caller.js'
import { cellsOf, type Cell } from '../../../../src/policy/aws/cells.js'
import { holdsFor } from '../../../../src/policy/condition/atom.js'
import { simplify, type Clauses } from '../../../../src/policy/condition/clauses.js'
import { compileLayers, readRequest } from '../../../../src/policy/aws/decide.js'
import { resolve } from '../../../../src/policy/aws/evaluate.js'
import type { AwsDecideRecord } from '../../../../src/policy/aws/record.js'
import { EVERYWHERE } from '../../../../src/policy/aws/region.js'
import { needsNoPermission, resourceIsMandatory, routesFor, traitsOf } from '../../../../src/policy/aws/rulebook.js'
import { RESOURCE_KEY } from '../../../../src/policy/condition/doubt.js'
import { recordArbitrary, TARGETS } from '../../../support/policy-generator.js'

const CASES = Number(process.env['POLICY_CASES'] ?? 1000)
const SEED = Number(process.env['POLICY_SEED'] ?? 20260101)

function contains(cell: Cell, actionId: number, resource: ArnPattern | null): boolean {
  if (!hasAction(cell.actions, actionId)) return false
  const { within, except } = cell.region
  if (resource === null) return within.every((w) => w.text === '*')
  return within.every((w) => arnCovers(w, resource)) && !except.some((e) => arnCovers(e, resource))
}

/** What is left of the clauses for one resource; null when the resource rules them out. */
function clausesOn(clauses: Clauses, resource: ArnPattern | null): Clauses | null {
  if (resource === null) return simplify(clauses)
  const left = clauses.flatMap((clause) => {
    const [mine, others] = [
      clause.filter((a) => a.key === RESOURCE_KEY && !a.opaque),
      clause.filter((a) => a.key !== RESOURCE_KEY || a.opaque),
    ]
    return mine.some((a) => holdsFor(a, [resource.text])) ? [] : [others]
  })
  return left.some((clause) => clause.length === 0) ? null : simplify(left)
}

interface Compared {
  readonly outcome: string
  readonly certain: boolean
  readonly possible: boolean
}

function compare(record: AwsDecideRecord): Compared | null {
  const parsed = parseCaller(record.request.principal)
  if (parsed === null) return null
  const caller = callerWith(parsed, null, null)
  const request = readRequest(caller, record.request, new Map())
  const { actionId, action, resource, resourceAccount, context, assumed } = request
  if (actionId < 0 || needsNoPermission(traitsOf(actionId), caller)) return null
  const traits = traitsOf(actionId)
  const sameAccount = caller.account !== null && caller.account === resourceAccount
  if (!sameAccount && caller.account !== null && !traits.worksAcrossAccounts) return null
  const routes = routesFor({ caller, action, actionId, sameAccount, mandatory: resourceIsMandatory(traits, resource) })
  const program = compileLayers(record.policies, record.request)
  // `cellsOf` leaves it to its caller what an absent identity policy means.
  if (program.identity === null || (caller.kind === 'federated-user' && program.session === null)) return null
  const cells = cellsOf(program, {
    caller,
    context,
    assumed,
    routes,
    actions: allActions(),
    region: EVERYWHERE,
    resourceAccount,
  })
  const clauses = cells
    .filter((cell) => contains(cell, actionId, resource))
    .map((cell) => clausesOn(cell.clauses, resource))
    .filter((left) => left !== null)
  return {
    outcome: resolve(program, request).outcome,
    certain: clauses.some((left) => left.length === 0),
    possible: clauses.length > 0,
  }
}

/** A variable in a resource is one test with a known value when the resource is known, and only a test before. */
function hasVariables(record: AwsDecideRecord): boolean {
  return JSON.stringify(record.policies).includes('${')
}

describe('cells', () => {
  it('say of each request what the evaluator says', { timeout: 20_000 + CASES * 10 }, () => {
    let decided = 0
    fc.assert(
      fc.property(recordArbitrary({ targets: TARGETS }), (record) => {
        const compared = compare(record)
        if (compared === null) return
        const { outcome, certain, possible } = compared
        if (outcome !== 'denied') decided++
        const shown = `${outcome}, certain cell: ${String(certain)}, cell: ${String(possible)}, ${JSON.stringify(record)}`
        if (certain !== (outcome === 'allowed')) expect.unreachable(shown)
        if (outcome !== 'denied' && !possible) expect.unreachable(shown)
        if (outcome === 'denied' && possible && !hasVariables(record)) expect.unreachable(shown)
      }),
      { numRuns: CASES, seed: SEED },
    )
    expect(decided).toBeGreaterThan(CASES / 20)
  })
})
