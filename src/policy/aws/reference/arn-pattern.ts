import { MANY, isAnything, relate } from './wildcard.js'
import type { Relation, Token } from './wildcard.js'

const SEGMENTS = 6

/**
 * The six parts of an ARN (`arn`, partition, service, region, account, resource), or null when it is no ARN.
 *
 * The resource keeps its colons. A pattern that breaks off in a `*` (`arn:*`, `arn:aws:s3*`) is filled up with `*`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnSegments(tokens: readonly Token[]): Token[][] | null {
  const segments: Token[][] = [[]]
  for (const token of tokens) {
    if (token === ':' && segments.length < SEGMENTS) segments.push([])
    else segments.at(-1)?.push(token)
  }
  if (segments.length === SEGMENTS) return segments
  if (tokens.at(-1) !== MANY) return null
  while (segments.length < SEGMENTS) segments.push([MANY])
  return segments
}

/**
 * Compares ARN patterns part by part: a wildcard of the first five parts stays in its part, one of the last may
 * match `/` and `:` too. `*` alone matches whatever there is.
 *
 * LIMIT: AWS documents that the service part cannot hold wildcards; they are taken at their word here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function relateArns(pattern: readonly Token[], subject: readonly Token[]): Relation {
  if (isAnything(pattern)) return 'all'
  const expected = arnSegments(pattern)
  const given = arnSegments(subject)
  if (expected === null || given === null) return 'none'
  const relations = expected.map((segment, index) => relate(segment, given[index] ?? []))
  if (relations.includes('none')) return 'none'
  return relations.includes('some') ? 'some' : 'all'
}
