import { globMatches } from '../../model/glob.js'
import { arnCovers, arnPattern, EVERYTHING, literalText, readableText } from '../aws/arn.js'
import { parseRange, rangeContains } from './ip-range.js'

/** Families decide how values are read and compared. */
export type OperatorFamily = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'null'

/**
 * One condition operator. `matches` compares one policy value with one context value; a negated operator holds
 * when no policy value matches. `complement` is the operator that holds exactly when this one does not, for a
 * key that is present.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface Operator {
  readonly name: string
  readonly family: OperatorFamily
  readonly negated: boolean
  readonly complement: string
  /** Do policy values hold wildcards? */
  readonly patterns: boolean
  readonly matches: (policyValue: string, contextValue: string) => boolean
}

const equalsText = (p: string, c: string): boolean => readableText(p) === c
const equalsIgnoringCase = (p: string, c: string): boolean => readableText(p).toLowerCase() === c.toLowerCase()
const like = (p: string, c: string): boolean => globMatches(p, literalText(c))
const likeIgnoringCase = (p: string, c: string): boolean => like(p.toLowerCase(), c.toLowerCase())

function arnLike(p: string, c: string): boolean {
  const pattern = arnPattern(p)
  if (pattern === EVERYTHING) return true
  const value = arnPattern(literalText(c))
  return pattern !== null && value !== null && arnCovers(pattern, value)
}

/** A number of a policy or context, written as decimal digits; null when the text is none. */
export function parseNumber(text: string): number | null {
  return /^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?$/.test(text) ? Number(text) : null
}

/**
 * Milliseconds since 1970 of an ISO 8601 date (UTC unless it says otherwise) or of seconds since 1970; null when the
 * text is neither. Four digits alone are a year.
 */
export function parseDate(text: string): number | null {
  if (/^[0-9]{5,15}$/.test(text)) return Number(text) * 1000
  if (!/^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]{1,20}(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?$/.test(text)) return null
  const clock = text.indexOf('T')
  const zoned = clock < 0 || /(Z|[+-][0-9]{2}:?[0-9]{2})$/.test(text.slice(clock))
  const at = Date.parse(zoned ? text : `${text}Z`)
  return Number.isNaN(at) ? null : at
}

function sameBytes(p: string, c: string): boolean {
  return Buffer.from(readableText(p), 'base64').equals(Buffer.from(c, 'base64'))
}

function compared(parse: (t: string) => number | null, holds: (c: number, p: number) => boolean) {
  return (policyValue: string, contextValue: string): boolean => {
    const p = parse(readableText(policyValue))
    const c = parse(contextValue)
    return p !== null && c !== null && holds(c, p)
  }
}

function inRange(policyValue: string, contextValue: string): boolean {
  const range = parseRange(policyValue)
  const address = parseRange(contextValue)
  return range !== null && address !== null && rangeContains(range, address)
}

function boolEquals(policyValue: string, contextValue: string): boolean {
  const p = policyValue.toLowerCase()
  return (p === 'true' || p === 'false') && p === contextValue.toLowerCase()
}

function ordered(prefix: string, family: 'numeric' | 'date', parse: (t: string) => number | null): Operator[] {
  const row = (name: string, complement: string, negated: boolean, holds: (c: number, p: number) => boolean) => ({
    name: prefix + name,
    family,
    negated,
    complement: prefix + complement,
    patterns: false,
    matches: compared(parse, holds),
  })
  return [
    row('Equals', 'NotEquals', false, (c, p) => c === p),
    row('NotEquals', 'Equals', true, (c, p) => c === p),
    row('LessThan', 'GreaterThanEquals', false, (c, p) => c < p),
    row('LessThanEquals', 'GreaterThan', false, (c, p) => c <= p),
    row('GreaterThan', 'LessThanEquals', false, (c, p) => c > p),
    row('GreaterThanEquals', 'LessThan', false, (c, p) => c >= p),
  ]
}

function pair(
  positive: string,
  negative: string,
  family: OperatorFamily,
  patterns: boolean,
  matches: Operator['matches'],
): Operator[] {
  return [
    { name: positive, family, negated: false, complement: negative, patterns, matches },
    { name: negative, family, negated: true, complement: positive, patterns, matches },
  ]
}

const TABLE: readonly Operator[] = [
  ...pair('StringEquals', 'StringNotEquals', 'string', false, equalsText),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'string', false, equalsIgnoringCase),
  ...pair('StringLike', 'StringNotLike', 'string', true, like),
  // AWS has no such operator; Azure has.
  ...pair('StringLikeIgnoreCase', 'StringNotLikeIgnoreCase', 'string', true, likeIgnoringCase),
  ...pair('ArnEquals', 'ArnNotEquals', 'arn', true, arnLike),
  ...pair('ArnLike', 'ArnNotLike', 'arn', true, arnLike),
  ...ordered('Numeric', 'numeric', parseNumber),
  ...ordered('Date', 'date', parseDate),
  ...pair('IpAddress', 'NotIpAddress', 'ip', false, inRange),
  // AWS has no negated form of the next two; the complement appears only in requirements that a Deny leaves.
  ...pair('BinaryEquals', 'BinaryNotEquals', 'binary', false, sameBytes),
  { name: 'Bool', family: 'bool', negated: false, complement: 'Bool', patterns: false, matches: boolEquals },
  { name: 'Null', family: 'null', negated: false, complement: 'Null', patterns: false, matches: boolEquals },
]

const BY_NAME = new Map(TABLE.map((operator) => [operator.name.toLowerCase(), operator]))

/** Looks an operator up by its plain name (no prefix, no `IfExists`), without regard to case. */
export function operatorNamed(name: string): Operator | undefined {
  return BY_NAME.get(name.toLowerCase())
}
