import type { RequestContext } from './context.js'
import { MANY, ONE, literal } from './wildcard.js'
import type { Token } from './wildcard.js'

/** A place in a policy text that the request fills. */
export interface Variable {
  readonly key: string
  readonly fallback: string | null
}

/** A policy text, parsed. */
export type Template = readonly (Token | Variable)[]

/** How a policy text is to be read. */
export interface Reading {
  /** Are `*` and `?` wildcards? */
  readonly wildcards: boolean
  /** Are `${...}` policy variables? Only in documents of version 2012-10-17. */
  readonly variables: boolean
}

/** A policy text with its variables filled in. */
export interface Filled {
  readonly tokens: readonly Token[]
  /** A variable has no value: the text matches nothing. */
  readonly missing: boolean
  /** Variables whose value is not known; `*` stands for them in `tokens`. */
  readonly openKeys: readonly string[]
}

export function isVariable(part: Token | Variable): part is Variable {
  return typeof part === 'object'
}

/**
 * Reads `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, reading: Reading): Template {
  const parts: (Token | Variable)[] = []
  let rest = text
  while (rest !== '') {
    const end = reading.variables && rest.startsWith('${') ? rest.indexOf('}') : -1
    if (end > 0) {
      parts.push(placeholder(rest.slice(2, end)))
      rest = rest.slice(end + 1)
      continue
    }
    const [character = ''] = rest
    if (reading.wildcards && character === '*') parts.push(MANY)
    else if (reading.wildcards && character === '?') parts.push(ONE)
    else parts.push(character)
    rest = rest.slice(character.length)
  }
  return parts
}

function placeholder(inside: string): Token | Variable {
  if (inside === '*' || inside === '?' || inside === '$') return inside
  const comma = inside.indexOf(',')
  if (comma < 0) return { key: inside.trim(), fallback: null }
  const quoted = inside.slice(comma + 1).trim()
  const isQuoted = quoted.length >= 2 && quoted.startsWith("'") && quoted.endsWith("'")
  return { key: inside.slice(0, comma).trim(), fallback: isQuoted ? quoted.slice(1, -1) : null }
}

/**
 * Puts the request's values in the place of the variables. What a variable brings is text, never a wildcard.
 *
 * LIMIT: AWS allows only keys with one value as variables; a key with several counts as one without a value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function fill(template: Template, context: RequestContext): Filled {
  const pieces: (readonly Token[])[] = []
  const openKeys: string[] = []
  let missing = false
  for (const part of template) {
    if (!isVariable(part)) {
      pieces.push([part])
      continue
    }
    const found = context(part.key)
    const [only, second] = found.state === 'given' ? found.values : []
    if (only !== undefined && second === undefined) {
      pieces.push(literal(only))
    } else if (found.state === 'given' || found.state === 'absent') {
      if (part.fallback === null) missing = true
      else pieces.push(literal(part.fallback))
    } else if (found.state === 'present') {
      pieces.push(found.like)
      openKeys.push(found.key)
    } else {
      pieces.push([MANY])
      openKeys.push(found.key)
    }
  }
  return { tokens: pieces.flat(), missing, openKeys }
}
