import { isObject } from '../../../model/index.js'
import type { Json, JsonObject } from '../../../model/index.js'
import { arnSegments, relateArns } from './arn-pattern.js'
import { evaluateCondition } from './condition.js'
import { fill, isVariable, parseTemplate } from './policy-variable.js'
import type { Template } from './policy-variable.js'
import { isEveryone, isExcepted, isNamed, matchPrincipal } from './principal.js'
import type { PrincipalMatch } from './principal.js'
import type { Request } from './request.js'
import { FALSE, TRUE, every, not, openOn, some, verdictOf } from './verdict.js'
import type { Verdict } from './verdict.js'
import { MANY, isAnything, literal, lowerCase, relate, spells, withWildcards } from './wildcard.js'

/**
 * What the kind of policy asks of its statements.
 *
 * - `principal`: `none` where the policy is attached to the principal, `named` where it says whom it means,
 *   `everyone` where `*` is the only value.
 * - `notPrincipal`: may `NotPrincipal` stand in its place?
 * - `resource`: `itself` means that the policy's own resource is meant where none is named.
 * - `broadActions`: are `NotAction` and the action `*` allowed?
 * - `hasBoundary`: does the caller have a permissions boundary?
 */
export interface StatementRules {
  readonly principal: 'none' | 'named' | 'everyone'
  readonly notPrincipal: boolean
  readonly resource: 'needed' | 'itself' | 'none'
  readonly broadActions: boolean
  readonly hasBoundary: boolean
}

export const ATTACHED_TO_PRINCIPAL: StatementRules = {
  principal: 'none',
  notPrincipal: false,
  resource: 'needed',
  broadActions: true,
  hasBoundary: false,
}

/** What a statement says about the request. `match` tells in which form its principal names the caller. */
export interface StatementVerdict {
  readonly effect: 'Allow' | 'Deny'
  readonly applies: Verdict
  readonly match: PrincipalMatch
}

/**
 * The statements of a document that AWS would store, with what each says about the request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export function readDocument(document: Json, rules: StatementRules, request: Request): StatementVerdict[] {
  if (!isObject(document)) return []
  const statements = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement']]
  const variables = document['Version'] === '2012-10-17'
  const verdicts: StatementVerdict[] = []
  for (const statement of statements) {
    if (!isObject(statement)) continue
    const verdict = readStatement(statement, rules, request, variables)
    if (verdict !== null) verdicts.push(verdict)
  }
  return verdicts
}

function readStatement(
  statement: JsonObject,
  rules: StatementRules,
  request: Request,
  variables: boolean,
): StatementVerdict | null {
  const effect = statement['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') return null
  const match = principalOf(statement, effect, rules, request)
  const action = actionOf(statement, rules, request)
  const resource = resourceOf(statement, rules, request, variables)
  const condition = has(statement, 'Condition')
    ? evaluateCondition(statement['Condition'] ?? null, { context: request.context, variables })
    : TRUE
  if (match === null || action === null || resource === null || condition === null) return null
  const rest = every([action, resource, condition])
  return {
    effect,
    applies: every([isNamed(match), rest]),
    match: {
      itself: every([match.itself, rest]),
      role: every([match.role, rest]),
      account: every([match.account, rest]),
    },
  }
}

function has(statement: JsonObject, element: string): boolean {
  return Object.hasOwn(statement, element)
}

/** A text or a list of texts; null for anything else and for an empty list. */
function texts(value: Json | undefined): string[] | null {
  const list = Array.isArray(value) ? value : [value]
  const strings = list.filter((item) => typeof item === 'string')
  return strings.length === list.length && strings.length > 0 ? strings : null
}

const EVERYONE: PrincipalMatch = { itself: TRUE, role: FALSE, account: FALSE }

/** Step: does the statement mean the caller? Null when the element is missing, forbidden or malformed. */
function principalOf(
  statement: JsonObject,
  effect: 'Allow' | 'Deny',
  rules: StatementRules,
  request: Request,
): PrincipalMatch | null {
  const { caller, context } = request
  const named = has(statement, 'Principal')
  const excepted = has(statement, 'NotPrincipal')
  if (rules.principal === 'none') return named || excepted ? null : EVERYONE
  if (named === excepted) return null
  if (named) {
    const principal = statement['Principal'] ?? null
    if (rules.principal === 'everyone' && !isEveryone(principal)) return null
    return matchPrincipal(principal, caller, context)
  }
  if (!rules.notPrincipal) return null
  const exception = isExcepted(statement['NotPrincipal'] ?? null, caller, context)
  if (exception === null) return null
  // A Deny with NotPrincipal always hits principals that have a permissions boundary.
  const meant = effect === 'Deny' && rules.hasBoundary ? TRUE : not(exception)
  return { itself: meant, role: FALSE, account: FALSE }
}

/**
 * Step: does the statement mean the action? Case does not count. What names no action of AWS matches nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 */
function actionOf(statement: JsonObject, rules: StatementRules, request: Request): Verdict | null {
  const inverted = has(statement, 'NotAction')
  if (inverted === has(statement, 'Action')) return null
  const patterns = texts(inverted ? statement['NotAction'] : statement['Action'])
  if (patterns === null) return null
  if (!rules.broadActions && (inverted || patterns.some((pattern) => isAnything(withWildcards(pattern))))) return null
  if (!request.knownAction) return FALSE
  const named = patterns.some((pattern) => namesAction(pattern, request.action))
  return verdictOf(named !== inverted)
}

function namesAction(pattern: string, action: string): boolean {
  const tokens = lowerCase(withWildcards(pattern))
  if (isAnything(tokens)) return true
  return pattern.includes(':') && relate(tokens, literal(action)) === 'all'
}

/**
 * Step: does the statement mean the resource? Case counts. Where the request asks about a pattern, a statement
 * that means only some of what it matches leaves the answer open on `resource`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
function resourceOf(
  statement: JsonObject,
  rules: StatementRules,
  request: Request,
  variables: boolean,
): Verdict | null {
  const inverted = has(statement, 'NotResource')
  const named = has(statement, 'Resource')
  if (!inverted && !named) return rules.resource === 'needed' ? null : TRUE
  if (rules.resource === 'none' || (inverted && named)) return null
  const patterns = texts(inverted ? statement['NotResource'] : statement['Resource'])
  if (patterns === null) return null
  const templates = patterns.map((pattern) => parseTemplate(pattern, { wildcards: true, variables }))
  if (!templates.every(isResourceTemplate)) return null
  const meant = some(templates.map((template) => namesResource(template, request)))
  return inverted ? not(meant) : meant
}

/** `*`, or an ARN: at least six parts, or fewer that break off in a `*`. */
function isResourceTemplate(template: Template): boolean {
  const tokens = template.map((part) => (isVariable(part) ? 'variable' : part))
  if (isAnything(tokens)) return true
  return spells(arnSegments(tokens)?.[0] ?? [], 'arn')
}

function namesResource(template: Template, request: Request): Verdict {
  if (request.takesOnlyWildcard) return verdictOf(template.every((part) => part === MANY))
  const filled = fill(template, request.context)
  if (filled.missing) return FALSE
  const relation = relateArns(filled.tokens, request.resource)
  if (relation === 'none') return FALSE
  if (relation === 'all' && filled.openKeys.length === 0) return TRUE
  // Only a pattern in the request can be matched in part; open variables ask for their own keys.
  const partly = relation === 'some' && request.resource.some((token) => typeof token !== 'string')
  return openOn([...filled.openKeys, ...(partly ? ['resource'] : [])])
}
