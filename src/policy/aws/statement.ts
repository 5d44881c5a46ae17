import {
  canonicalJson,
  isObject,
  type Evidence,
  type EvidenceKind,
  type Json,
  type JsonObject,
} from '../../model/index.js'
import { actionsMatching, actionsWithout, allActions, type ActionSet } from './actions.js'
import { arnPattern, EVERYTHING } from './arn.js'
import { canonicalKey } from './condition-keys.js'
import { atomOf, heldWhenMissing, namedOperator, type Atom, type AtomParts } from '../condition/atom.js'
import type { OperatorFamily } from '../condition/operators.js'
import { isEveryone, parsePrincipalElement, type PrincipalElement } from './principal-element.js'
import { parseTemplate, type ResourceName, type Template } from './variables.js'

/** The layers that statements come from; they decide which elements a statement must and must not have. */
export type PolicyLayer = Extract<
  EvidenceKind,
  'identity-policy' | 'boundary' | 'session-policy' | 'resource-policy' | 'trust' | 'endpoint-policy' | 'scp' | 'rcp'
>

/** One condition test; with variables it becomes an atom only in a context. */
export type ConditionTest =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | {
      readonly kind: 'template'
      readonly parts: Omit<AtomParts, 'values'>
      readonly values: readonly (string | Template)[]
    }

export interface Statement {
  readonly layer: PolicyLayer
  readonly document: string
  readonly index: number
  readonly sid: string | null
  readonly allow: boolean
  readonly actions: ActionSet
  /** The patterns as written, for naming what is left of them. */
  readonly hints: readonly string[]
  /** Null: the statement is about the resource that the policy is attached to. */
  readonly resources: readonly ResourceName[] | null
  readonly notResources: readonly ResourceName[] | null
  /** Null in policies that are attached to a principal. */
  readonly principal: PrincipalElement | null
  readonly conditions: readonly ConditionTest[]
  readonly evidence: Evidence
}

/** Where a document comes from. */
export interface DocumentSource {
  layer: PolicyLayer
  /** The policy's ARN, or `<owner id>#<what>`. */
  document: string
  /** AWS holds the document: what it would refuse today it may have taken once. */
  stored?: boolean
  /** What the statement is evidence of, where that is not the layer: a share, an ACL entry, a grant. */
  kind?: EvidenceKind
}

/**
 * Reads a policy document. Statements that AWS would refuse to store match nothing and are left out.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseDocument(document: Json, source: DocumentSource): Statement[] {
  if (!isObject(document)) return []
  const variables = document['Version'] === '2012-10-17'
  const list = listOf(document['Statement'])
  return list.flatMap((raw, index) => {
    const statement = isObject(raw) ? parseStatement(raw, index, source, variables) : null
    return statement === null ? [] : [statement]
  })
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** A text or a list of texts; null for anything else and for an empty list, which AWS would not store. */
function textsOf(value: Json | undefined): string[] | null {
  const list = Array.isArray(value) ? value : [value]
  const texts = list.filter((v): v is string => typeof v === 'string')
  return texts.length === list.length && texts.length > 0 ? texts : null
}

/**
 * What a layer asks of its statements.
 *
 * - `principal`: `none` where the policy is attached to the principal, `everyone` where `*` is the only value.
 * - `resource`: `itself` means that the policy's own resource is meant where none is named.
 * - `broadActions`: may the action be `*` alone, or `NotAction`?
 */
interface ElementRules {
  readonly principal: 'none' | 'named' | 'everyone'
  readonly notPrincipal: boolean
  readonly resource: 'needed' | 'itself' | 'none'
  readonly broadActions: boolean
}

const ATTACHED_TO_PRINCIPAL: ElementRules = {
  principal: 'none',
  notPrincipal: false,
  resource: 'needed',
  broadActions: true,
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
const RULES: Readonly<Record<PolicyLayer, ElementRules>> = {
  'identity-policy': ATTACHED_TO_PRINCIPAL,
  boundary: ATTACHED_TO_PRINCIPAL,
  'session-policy': ATTACHED_TO_PRINCIPAL,
  scp: ATTACHED_TO_PRINCIPAL,
  rcp: { principal: 'everyone', notPrincipal: false, resource: 'needed', broadActions: false },
  'resource-policy': { principal: 'named', notPrincipal: true, resource: 'itself', broadActions: true },
  'endpoint-policy': { principal: 'named', notPrincipal: true, resource: 'needed', broadActions: true },
  trust: { principal: 'named', notPrincipal: false, resource: 'none', broadActions: true },
}

function parseStatement(raw: JsonObject, index: number, source: DocumentSource, variables: boolean): Statement | null {
  const effect = raw['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') return null
  const rules = RULES[source.layer]
  const actions = parseActions(raw, rules)
  const resources = parseResources(raw, rules, variables)
  const principal = parsePrincipal(raw, rules, source.stored === true && effect === 'Allow')
  const conditions = Object.hasOwn(raw, 'Condition') ? parseConditions(raw['Condition'] ?? null, variables) : []
  if (actions === null || resources === null || principal === undefined || conditions === null) return null
  const sid = typeof raw['Sid'] === 'string' && raw['Sid'] !== '' ? raw['Sid'] : null
  return {
    layer: source.layer,
    document: source.document,
    index,
    sid,
    allow: effect === 'Allow',
    ...actions,
    ...resources,
    principal,
    conditions,
    evidence: {
      id: `${source.document}#${String(index)}`,
      kind: source.kind ?? source.layer,
      document: source.document,
      statement: index,
      sid,
      text: canonicalJson(raw),
    },
  }
}

function parseActions(raw: JsonObject, rules: ElementRules): Pick<Statement, 'actions' | 'hints'> | null {
  const inverted = Object.hasOwn(raw, 'NotAction')
  if (inverted === Object.hasOwn(raw, 'Action')) return null
  const patterns = textsOf(raw[inverted ? 'NotAction' : 'Action'])
  if (patterns === null) return null
  if (!rules.broadActions && (inverted || patterns.some((p) => arnPattern(p) === EVERYTHING))) return null
  const named = actionsMatching(patterns)
  return inverted
    ? { actions: actionsWithout(allActions(), named), hints: ['*', ...patterns] }
    : { actions: named, hints: patterns }
}

/** Null: AWS would not store the statement. */
function parseResources(
  raw: JsonObject,
  rules: ElementRules,
  variables: boolean,
): Pick<Statement, 'resources' | 'notResources'> | null {
  const named = Object.hasOwn(raw, 'Resource')
  const inverted = Object.hasOwn(raw, 'NotResource')
  if (!named && !inverted) return rules.resource === 'needed' ? null : { resources: null, notResources: null }
  if (rules.resource === 'none' || (named && inverted)) return null
  const texts = textsOf(raw[named ? 'Resource' : 'NotResource'])
  if (texts === null) return null
  const names: ResourceName[] = []
  for (const text of texts) {
    const name = resourceName(text, variables)
    if (name === null) return null
    names.push(name)
  }
  return named ? { resources: names, notResources: null } : { resources: null, notResources: names }
}

/** Null for a text that is no ARN, whatever its variables stand for. */
function resourceName(text: string, variables: boolean): ResourceName | null {
  const template = variables ? parseTemplate(text) : null
  if (template === null) {
    const pattern = arnPattern(text)
    return pattern === null ? null : { kind: 'pattern', open: false, pattern }
  }
  const shape = template.map((piece) => (typeof piece === 'string' ? piece : 'variable')).join('')
  return arnPattern(shape) === null ? null : { kind: 'template', template }
}

/** `undefined`: AWS would not store the statement. */
function parsePrincipal(raw: JsonObject, rules: ElementRules, stored: boolean): PrincipalElement | null | undefined {
  const named = Object.hasOwn(raw, 'Principal')
  const inverted = Object.hasOwn(raw, 'NotPrincipal')
  if (rules.principal === 'none') return named || inverted ? undefined : null
  const doubtful = inverted && !rules.notPrincipal
  if (named === inverted || (doubtful && !stored)) return undefined
  const element = parsePrincipalElement(raw[named ? 'Principal' : 'NotPrincipal'] ?? null, inverted)
  if (element === null || (rules.principal === 'everyone' && !isEveryone(element))) return undefined
  return doubtful ? { ...element, doubtful } : element
}

/** Null: an operator that AWS does not have, or values of no type it takes, make the statement one it would not store. */
function parseConditions(raw: Json, variables: boolean): ConditionTest[] | null {
  if (!isObject(raw)) return null
  const tests: ConditionTest[] = []
  for (const name of Object.keys(raw)) {
    const named = namedOperator(name)
    const keys = raw[name]
    if (named === undefined || !isObject(keys)) return null
    const { operator, quantifier, ifExists } = named
    const takesVariables = variables && TAKING_VARIABLES.has(operator.family)
    for (const key of Object.keys(keys)) {
      const values = scalarTexts(keys[key])
      if (values === null) return null
      const parts = {
        key: canonicalKey(key),
        operator,
        quantifier,
        missing: heldWhenMissing(operator, quantifier, ifExists),
      }
      const read = takesVariables ? values.map((v) => parseTemplate(v) ?? v) : values
      const plain = read.filter((v): v is string => typeof v === 'string')
      if (plain.length === read.length) tests.push({ kind: 'atom', atom: atomOf({ ...parts, values: plain }) })
      else tests.push({ kind: 'template', parts, values: read })
    }
  }
  return tests
}

const TAKING_VARIABLES: ReadonlySet<OperatorFamily> = new Set(['string', 'arn', 'bool'])

function scalarTexts(value: Json | undefined): string[] | null {
  const list = Array.isArray(value) ? value : [value]
  const texts: string[] = []
  for (const item of list) {
    if (typeof item !== 'string' && typeof item !== 'boolean' && typeof item !== 'number') return null
    texts.push(String(item))
  }
  return texts
}

/** Can the statement match a request whose action takes no resource? Only `*` names that. */
export function matchesNoResource(statement: Statement): boolean {
  const star = (name: ResourceName): boolean => name.kind === 'pattern' && name.pattern === EVERYTHING
  if (statement.notResources !== null) return !statement.notResources.some(star)
  return statement.resources === null || statement.resources.some(star)
}
