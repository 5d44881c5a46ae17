import type { Evidence } from '../../model/index.js'
import { arnCovers, arnsIntersect } from './arn.js'
import { evaluateAtom } from '../condition/context.js'
import { evaluateTest } from './template-test.js'
import type { EvaluationRequest } from './evaluation-request.js'
import { absenceAllows, BLOCKED, isBounded } from './findings.js'
import { GRANTING, type Layer, type Program } from './program.js'
import {
  boundByPublicAccessBlock,
  boundByResourceControl,
  boundByServiceControl,
  isTrust,
  resourceIsMandatory,
  type ActionTraits,
  type Route,
  type Side,
} from './rulebook.js'
import { callerForms } from './statement-match.js'
import { matchesNoResource, type Statement } from './statement.js'
import { expandName } from './variables.js'

/** An answer that depends on nothing. */
export type CertainAnswer =
  | { readonly allowed: true; readonly because: readonly Evidence[] }
  | { readonly allowed: false; readonly deniedBy: readonly Evidence[] }

// What is certain of one statement: it does not match, it may, or the forms in which it names the caller.
const NO = 0
const DIRECT = 1
const ROLE = 2
const ACCOUNT = 4
const MAYBE = 8

const BITS = { direct: DIRECT, role: ROLE, account: ACCOUNT } as const
const ANY_FORM = DIRECT | ROLE | ACCOUNT

/** The forms that each side takes from the resource policy; the other sides are layers of their own. */
const ACCEPTED: Readonly<Partial<Record<Side, number>>> = {
  direct: DIRECT,
  role: ROLE,
  account: ACCOUNT,
  any: ANY_FORM,
}

/**
 * Decides a request from the statements that match it whatever else is true. Null when an "if" remains that could
 * change the answer.
 */
export function decideCertain(
  program: Program,
  request: EvaluationRequest,
  action: ActionTraits,
  routes: readonly Route[],
): CertainAnswer | null {
  const denied = certainDenies(program, request, action)
  if (typeof denied !== 'boolean') return { allowed: false, deniedBy: denied }
  const rails = guardrailsAllow(program, request)
  if (rails === false) return { allowed: false, deniedBy: silentLayers(program, request, action, routes) }
  const because: Evidence[] = []
  let granted: boolean | null = false
  for (const route of routes) {
    const found: Evidence[] = []
    const allows = routeAllows(route, program, request, found)
    if (allows === true) for (const evidence of found) if (!because.includes(evidence)) because.push(evidence)
    if (granted !== true && allows !== false) granted = allows
  }
  if (granted === false) {
    const deniedBy = silentSides(program, request, action, routes)
    return { allowed: false, deniedBy: rails ? deniedBy : [...deniedBy, ...silentGuardrails(program, request)] }
  }
  return granted && rails && !denied ? { allowed: true, because } : null
}

/** The evidence of what denies for certain; else whether something may deny. */
function certainDenies(
  program: Program,
  request: EvaluationRequest,
  action: ActionTraits,
): readonly Evidence[] | boolean {
  const { caller, actionId, resource } = request
  const bounded = isBounded(program, request)
  let perhaps = false
  let found: Evidence[] | null = null
  const refuse = (layer: Layer | null): void => {
    if (layer === null) return
    for (const statement of layer.forAction(actionId).deny) {
      const match = certainMatch(statement, request, bounded)
      if (match === NO) continue
      if (match === MAYBE) perhaps = true
      else if (found === null) found = [statement.evidence]
      else found.push(statement.evidence)
    }
  }
  if (caller.account !== null) {
    if (caller.kind !== 'root') refuse(program.identity)
    refuse(program.boundary)
    refuse(program.session)
  }
  refuse(program.resource)
  refuse(program.endpoint)
  if (program.serviceControl !== null && boundByServiceControl(caller)) program.serviceControl.forEach(refuse)
  if (program.resourceControl.length > 0 && boundByResourceControl(caller, action, resource)) {
    program.resourceControl.forEach(refuse)
  }
  if (program.publicAccessBlocked && boundByPublicAccessBlock(caller, action, request.resourceAccount)) {
    return [...(found ?? []), BLOCKED]
  }
  return found ?? perhaps
}

/** Yes, no, or null: perhaps. */
function guardrailsAllow(program: Program, request: EvaluationRequest): boolean | null {
  let all: boolean | null = true
  if (program.serviceControl !== null && boundByServiceControl(request.caller)) {
    if (program.serviceControl.length === 0) return false
    for (const layer of program.serviceControl) {
      const allows = layerAllows(layer, ANY_FORM, request, null)
      if (allows === false) return false
      if (allows === null) all = null
    }
  }
  if (program.endpoint === null) return all
  const allows = layerAllows(program.endpoint, ANY_FORM, request, null)
  return allows === true ? all : allows
}

const silences = new Map<string, Evidence>()

/** A layer in which no statement allows, as evidence. */
export function silence(kind: Evidence['kind'], document: string): Evidence {
  const key = `${kind} ${document}`
  const known = silences.get(key)
  if (known !== undefined) return known
  const text = 'no statement allows this'
  const evidence: Evidence = { id: `${document}#none`, kind, document, statement: null, sid: null, text }
  silences.set(key, evidence)
  return evidence
}

/** Each layer that would have had to allow and in which nothing does, not even perhaps. */
export function silentLayers(
  program: Program,
  request: EvaluationRequest,
  action: ActionTraits | null,
  routes: readonly Route[],
): Evidence[] {
  const lacks = (side: Side): boolean => sideAllows(side, program, request, null) === false
  const granted = routes.some((route) => !route.some(lacks))
  return [...(granted ? [] : silentSides(program, request, action, routes)), ...silentGuardrails(program, request)]
}

/** The sides that are missed where no route grants. */
function silentSides(
  program: Program,
  request: EvaluationRequest,
  action: ActionTraits | null,
  routes: readonly Route[],
): Evidence[] {
  const { caller, resource, resourceAccount } = request
  const lacks = (side: Side): boolean => sideAllows(side, program, request, null) === false
  const found: Evidence[] = []
  const sameAccount = caller.account !== null && caller.account === resourceAccount
  const mandatory = !sameAccount || (action !== null && resourceIsMandatory(action, resource))
  const toRole = sameAccount && program.resource !== null && layerAllows(program.resource, ROLE, request, null) === true
  if (caller.account !== null && !toRole && lacks('identity')) found.push(silence('identity-policy', 'identity'))
  if (mandatory && (routes.length === 0 || lacks('any'))) {
    found.push(silence(isTrust(request.action, resource) ? 'trust' : 'resource-policy', 'resource'))
  }
  if (lacks('boundary')) found.push(silence('boundary', 'boundary'))
  if (lacks('session')) found.push(silence('session-policy', 'session'))
  return found
}

function silentGuardrails(program: Program, request: EvaluationRequest): Evidence[] {
  const silent = (layer: Layer): boolean => layerAllows(layer, ANY_FORM, request, null) === false
  const found: Evidence[] = []
  if (program.serviceControl !== null && boundByServiceControl(request.caller)) {
    if (program.serviceControl.length === 0) found.push(silence('scp', 'scp'))
    program.serviceControl.forEach((layer, level) => {
      if (silent(layer)) found.push(silence('scp', `scp level ${String(level)}`))
    })
  }
  if (program.endpoint !== null && silent(program.endpoint)) found.push(silence('endpoint-policy', 'endpoint'))
  return found
}

function routeAllows(route: Route, program: Program, request: EvaluationRequest, because: Evidence[]): boolean | null {
  let all: boolean | null = true
  for (const side of route) {
    const allows = sideAllows(side, program, request, because)
    if (allows === false) return false
    if (allows === null) all = null
  }
  return all
}

function sideAllows(
  side: Side,
  program: Program,
  request: EvaluationRequest,
  because: Evidence[] | null,
): boolean | null {
  const accepted = ACCEPTED[side]
  if (accepted !== undefined) {
    return program.resource === null ? false : layerAllows(program.resource, accepted, request, because)
  }
  const layer = ownLayer(side, program, request)
  return layer === null ? absenceAllows(side, request) : layerAllows(layer, ANY_FORM, request, because)
}

/** Who belongs to no account has no policies of its own; the root user has no identity policies. */
function ownLayer(side: Side, program: Program, { caller }: EvaluationRequest): Layer | null {
  if (caller.account === null || (side === 'identity' && caller.kind === 'root')) return null
  return side === 'identity' ? program.identity : side === 'boundary' ? program.boundary : program.session
}

/** @param because takes the statements that allow; null when one is as good as all */
function layerAllows(
  layer: Layer,
  accepted: number,
  request: EvaluationRequest,
  because: Evidence[] | null,
): boolean | null {
  const collected = because !== null && GRANTING.has(layer.kind) ? because : null
  let sure = false
  let perhaps = false
  if (request.actionId < 0) return false
  for (const statement of layer.forAction(request.actionId).allow) {
    const match = certainMatch(statement, request, false)
    if (match === MAYBE) perhaps = true
    else if ((match & accepted) !== 0) {
      if (collected === null) return true
      collected.push(statement.evidence)
      sure = true
    }
  }
  return sure || (perhaps ? null : false)
}

/** What is certain of a statement whose action matches. */
function certainMatch(statement: Statement, request: EvaluationRequest, bounded: boolean): number {
  const where = resourceMatch(statement, request)
  if (where === NO) return NO
  let perhaps = where === MAYBE
  for (const test of statement.conditions) {
    const held = test.kind === 'atom' ? evaluateAtom(test.atom, request.context) : evaluateTest(test, request.context)
    if (held === false) return NO
    if (held !== true) perhaps = true
  }
  if (statement.principal === null) return perhaps ? MAYBE : DIRECT
  let bits = NO
  for (const { form, atoms } of callerForms(statement, request.caller, bounded)) {
    if (atoms.length > 0) perhaps = true
    bits |= BITS[form]
  }
  return bits === NO ? NO : perhaps ? MAYBE : bits
}

function resourceMatch(statement: Statement, { resource, context }: EvaluationRequest): number {
  if (resource === null) return matchesNoResource(statement) ? DIRECT : NO
  const names = statement.resources ?? statement.notResources
  if (names === null) return DIRECT
  let perhaps = false
  for (const name of names) {
    const found = name.kind === 'pattern' ? name : expandName(name, context)
    if (found === null) continue
    if (!found.open && arnCovers(found.pattern, resource)) return statement.notResources === null ? DIRECT : NO
    if (!perhaps && (found.open || !resource.literal)) perhaps = arnsIntersect(found.pattern, resource)
  }
  if (perhaps) return MAYBE
  return statement.notResources === null ? NO : DIRECT
}
