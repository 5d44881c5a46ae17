import { relateArns } from './arn-pattern.js'
import type { RequestContext } from './context.js'
import { ipRangeContains } from './ip-range.js'
import { fill, parseTemplate } from './policy-variable.js'
import { FALSE, TRUE, openOn, verdictOf } from './verdict.js'
import type { Verdict } from './verdict.js'
import { literal, lowerCase, relate } from './wildcard.js'
import type { Relation, Token } from './wildcard.js'

/** A value of the request: a text, or what is known of one that is not given. */
export type RequestValue = { readonly text: string } | { readonly like: readonly Token[]; readonly key: string }

/** Compares one value of the policy with one of the request, as the operator's positive form does. */
export type Comparison = (expected: string, actual: RequestValue, surroundings: Surroundings) => Verdict

export interface Surroundings {
  readonly context: RequestContext
  /** Does the document's version know policy variables? */
  readonly variables: boolean
}

/**
 * The positive forms of the condition operators, by lower-case name. What is not here is the negation of one
 * (`StringNotEquals`), a set form or `...IfExists` of one, or `Null`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['stringequals', textual({ wildcards: false, ignoreCase: false, relation: relate })],
  ['stringequalsignorecase', textual({ wildcards: false, ignoreCase: true, relation: relate })],
  ['stringlike', textual({ wildcards: true, ignoreCase: false, relation: relate })],
  ['arnequals', textual({ wildcards: true, ignoreCase: false, relation: relateArns })],
  ['arnlike', textual({ wildcards: true, ignoreCase: false, relation: relateArns })],
  ['numericequals', ordered(parseNumber, (actual, expected) => actual === expected)],
  ['numericlessthan', ordered(parseNumber, (actual, expected) => actual < expected)],
  ['numericlessthanequals', ordered(parseNumber, (actual, expected) => actual <= expected)],
  ['numericgreaterthan', ordered(parseNumber, (actual, expected) => actual > expected)],
  ['numericgreaterthanequals', ordered(parseNumber, (actual, expected) => actual >= expected)],
  ['dateequals', ordered(parseDate, (actual, expected) => actual === expected)],
  ['datelessthan', ordered(parseDate, (actual, expected) => actual < expected)],
  ['datelessthanequals', ordered(parseDate, (actual, expected) => actual <= expected)],
  ['dategreaterthan', ordered(parseDate, (actual, expected) => actual > expected)],
  ['dategreaterthanequals', ordered(parseDate, (actual, expected) => actual >= expected)],
  ['bool', boolean],
  ['binaryequals', known((expected, actual) => decodeBase64(expected) === decodeBase64(actual))],
  ['ipaddress', known(ipRangeContains)],
])

/** The negated forms, each with the form it negates. */
export const NEGATIONS: ReadonlyMap<string, string> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
  ['notipaddress', 'ipaddress'],
])

interface TextualForm {
  readonly wildcards: boolean
  readonly ignoreCase: boolean
  readonly relation: (pattern: readonly Token[], subject: readonly Token[]) => Relation
}

/** String and ARN operators: the only ones, with `Bool`, whose values may hold policy variables. */
function textual(form: TextualForm): Comparison {
  const fold = (tokens: readonly Token[]): readonly Token[] => (form.ignoreCase ? lowerCase(tokens) : tokens)
  return (expected, actual, { context, variables }) => {
    const filled = fill(parseTemplate(expected, { wildcards: form.wildcards, variables }), context)
    if (filled.missing) return FALSE
    const subject = 'text' in actual ? literal(actual.text) : actual.like
    const relation = form.relation(fold(filled.tokens), fold(subject))
    if (relation === 'none') return FALSE
    const openKeys = [...('text' in actual ? [] : [actual.key]), ...filled.openKeys]
    return relation === 'all' && filled.openKeys.length === 0 ? TRUE : openOn(openKeys)
  }
}

function boolean(expected: string, actual: RequestValue, { context, variables }: Surroundings): Verdict {
  const filled = fill(parseTemplate(expected.toLowerCase(), { wildcards: false, variables }), context)
  if (filled.missing) return FALSE
  if (filled.openKeys.length > 0) return openOn([...('text' in actual ? [] : [actual.key]), ...filled.openKeys])
  const wanted = filled.tokens.join('').toLowerCase()
  if (wanted !== 'true' && wanted !== 'false') return FALSE
  return 'text' in actual ? verdictOf(actual.text.toLowerCase() === wanted) : openOn([actual.key])
}

/** A comparison of two texts that says nothing about a value it cannot see. */
function known(test: (expected: string, actual: string) => boolean): Comparison {
  return (expected, actual) => ('text' in actual ? verdictOf(test(expected, actual.text)) : openOn([actual.key]))
}

/** A comparison on a scale; whatever has no place on it compares as false. */
function ordered(
  parse: (text: string) => number | null,
  test: (actual: number, expected: number) => boolean,
): Comparison {
  return known((expected, actual) => {
    const limit = parse(expected)
    const value = parse(actual)
    return limit !== null && value !== null && test(value, limit)
  })
}

function parseNumber(text: string): number | null {
  return /^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?$/.test(text) ? Number(text) : null
}

/**
 * Milliseconds since 1970 of an ISO 8601 date (UTC unless it says otherwise) or of seconds since 1970.
 * Four digits alone are a year.
 */
function parseDate(text: string): number | null {
  if (/^[0-9]{5,15}$/.test(text)) return Number(text) * 1000
  if (!/^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]{1,20}(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?$/.test(text)) return null
  const hasClock = text.includes('T')
  const hasZone = /(Z|[+-][0-9]{2}:?[0-9]{2})$/.test(text.slice(text.indexOf('T')))
  const time = Date.parse(hasClock && !hasZone ? `${text}Z` : text)
  return Number.isNaN(time) ? null : time
}

function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('hex')
}
