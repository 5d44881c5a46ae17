import {
  canonicalJson,
  isObject,
  type Evidence,
  type EvidenceKind,
  type Json,
  type JsonObject,
} from '../../model/index.js'
import { actionsMatching, actionsWithout, allActions, type ActionSet } from './actions.js'
import { arnPattern, EVERYTHING, type ArnPattern } from './arn.js'
import { canonicalKey } from './condition-keys.js'
import { atomOf, heldWhenMissing, namedOperator, type Atom, type AtomParts } from './condition/atom.js'
import { parsePrincipalElement, type PrincipalElement } from './principal-element.js'
import { parseTemplate, type Template } from './variables.js'

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

export type ResourceName =
  | { readonly kind: 'pattern'; readonly pattern: ArnPattern }
  | { readonly kind: 'template'; readonly template: Template }

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
}

/** More statements than AWS stores in any document: what lies beyond is hostile or broken. */
const MOST_STATEMENTS = 5000

/**
 * Reads a policy document. Statements that AWS would refuse to store match nothing and are left out.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseDocument(document: Json, source: DocumentSource): Statement[] {
  if (!isObject(document)) return []
  const variables = document['Version'] === '2012-10-17'
  const list = listOf(document['Statement']).slice(0, MOST_STATEMENTS)
  return list.flatMap((raw, index) => {
    const statement = isObject(raw) ? parseStatement(raw, index, source, variables) : null
    return statement === null ? [] : [statement]
  })
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter((v): v is string => typeof v === 'string')
}

function parseStatement(raw: JsonObject, index: number, source: DocumentSource, variables: boolean): Statement | null {
  const effect = raw['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') return null
  const actions = parseActions(raw)
  const resources = parseResources(raw, source.layer, variables)
  const principal = parsePrincipal(raw, source.layer)
  const conditions = parseConditions(raw['Condition'], variables)
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
      kind: source.layer,
      document: source.document,
      statement: index,
      sid,
      text: canonicalJson(raw),
    },
  }
}

function parseActions(raw: JsonObject): Pick<Statement, 'actions' | 'hints'> | null {
  const has = raw['Action'] !== undefined
  const hasNot = raw['NotAction'] !== undefined
  if (has === hasNot) return null
  const patterns = textsOf(raw[has ? 'Action' : 'NotAction'])
  const named = actionsMatching(patterns)
  return has
    ? { actions: named, hints: patterns }
    : { actions: actionsWithout(allActions(), named), hints: ['*', ...patterns] }
}

function parseResources(
  raw: JsonObject,
  layer: PolicyLayer,
  variables: boolean,
): Pick<Statement, 'resources' | 'notResources'> | null {
  const has = raw['Resource'] !== undefined
  const hasNot = raw['NotResource'] !== undefined
  if (has && hasNot) return null
  if (layer === 'trust') return has || hasNot ? null : { resources: null, notResources: null }
  if (!has && !hasNot) return layer === 'resource-policy' ? { resources: null, notResources: null } : null
  const names = textsOf(raw[has ? 'Resource' : 'NotResource']).flatMap((text): ResourceName[] => {
    const template = variables ? parseTemplate(text) : null
    if (template !== null) return [{ kind: 'template', template }]
    const pattern = arnPattern(text)
    return pattern === null ? [] : [{ kind: 'pattern', pattern }]
  })
  return has ? { resources: names, notResources: null } : { resources: null, notResources: names }
}

/** `undefined`: AWS would not store the statement. */
function parsePrincipal(raw: JsonObject, layer: PolicyLayer): PrincipalElement | null | undefined {
  const has = raw['Principal'] !== undefined
  const hasNot = raw['NotPrincipal'] !== undefined
  const wanted = layer === 'resource-policy' || layer === 'trust'
  if (has && hasNot) return undefined
  if (layer === 'rcp' || layer === 'endpoint-policy') {
    // RCPs only take `"Principal": "*"`; endpoint policies take any, and one without means everyone.
    if (!has && !hasNot) return null
  } else if (wanted !== (has || hasNot)) return undefined
  if (!has && !hasNot) return null
  return parsePrincipalElement(raw[has ? 'Principal' : 'NotPrincipal'] ?? null, hasNot) ?? undefined
}

/** Null: an operator that AWS does not have makes the whole statement one that it would not store. */
function parseConditions(raw: Json | undefined, variables: boolean): ConditionTest[] | null {
  if (raw === undefined || raw === null) return []
  if (!isObject(raw)) return null
  const tests: ConditionTest[] = []
  for (const name of Object.keys(raw)) {
    const named = namedOperator(name)
    const keys = raw[name]
    if (named === undefined || !isObject(keys)) return null
    const { operator, quantifier, ifExists } = named
    const takesVariables = variables && ['string', 'arn', 'bool'].includes(operator.family)
    for (const key of Object.keys(keys)) {
      const values = listOf(keys[key]).map(scalarText)
      const parts = {
        key: canonicalKey(key),
        operator,
        quantifier,
        missing: heldWhenMissing(operator, quantifier, ifExists),
      }
      const read = values.map((v) => (takesVariables ? (parseTemplate(v) ?? v) : v))
      const plain = read.filter((v): v is string => typeof v === 'string')
      if (plain.length === read.length) tests.push({ kind: 'atom', atom: atomOf({ ...parts, values: plain }) })
      else tests.push({ kind: 'template', parts, values: read })
    }
  }
  return tests
}

function scalarText(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? canonicalJson(value) : String(value)
}

/** Can the statement match a request whose action takes no resource? Only `*` names that. */
export function matchesNoResource(statement: Statement): boolean {
  if (statement.notResources !== null) {
    return !statement.notResources.some((n) => n.kind === 'pattern' && n.pattern === EVERYTHING)
  }
  if (statement.resources === null) return true
  return statement.resources.some((n) => n.kind === 'pattern' && n.pattern.all)
}
