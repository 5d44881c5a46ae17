import { arnPattern, literalText, type ArnPattern } from './arn.js'
import { onceIn, type Context } from '../condition/context.js'

/** A text with policy variables: literal pieces in the pattern language, and keys with an optional default. */
export type Template = readonly (
  string | { readonly lowerKey: string; readonly key: string; readonly fallback: string | null }
)[]

/** A template in a context: its text, or why there is none. */
export type Expansion =
  | { readonly kind: 'text'; readonly text: string }
  /** A variable is absent and has no default: the element that holds it matches nothing. */
  | { readonly kind: 'missing' }
  /** Variables whose value is not known; `pattern` has what is known of them in their place, else `*`. */
  | { readonly kind: 'open'; readonly pattern: string; readonly keys: readonly string[] }

const ESCAPES = new Map([
  ['*', '*'],
  ['?', '?'],
  ['$', '$'],
])

/**
 * Parses `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`; null when the text has none of
 * them (the usual case). A `${` that is not closed is ordinary text.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string): Template | null {
  if (!text.includes('${')) return null
  const pieces: (string | { lowerKey: string; key: string; fallback: string | null })[] = []
  let from = 0
  for (;;) {
    const open = text.indexOf('${', from)
    const close = open < 0 ? -1 : text.indexOf('}', open)
    if (close < 0) break
    if (open > from) pieces.push(text.slice(from, open))
    const inside = text.slice(open + 2, close)
    const escaped = ESCAPES.get(inside)
    if (escaped !== undefined) pieces.push(literalText(escaped))
    else pieces.push(variableIn(inside))
    from = close + 1
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

function variableIn(inside: string): { lowerKey: string; key: string; fallback: string | null } {
  const comma = inside.indexOf(',')
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim()
  const rest = comma < 0 ? '' : inside.slice(comma + 1).trim()
  const quoted = rest.length >= 2 && rest.startsWith("'") && rest.endsWith("'")
  return { key, lowerKey: key.toLowerCase(), fallback: quoted ? rest.slice(1, -1) : null }
}

/** Puts the context's values into a template. Values are ordinary text: their `*` and `?` match themselves. */
export function expandTemplate(template: Template, context: Context): Expansion {
  let text = ''
  const keys: string[] = []
  for (const piece of template) {
    if (typeof piece === 'string') {
      text += piece
      continue
    }
    const key = context.stateOf(piece.lowerKey)
    const only = key.state === 'values' && key.values.length === 1 ? key.values[0] : undefined
    if (only !== undefined) text += literalText(only)
    else if (key.state === 'open' || key.state === 'present') {
      text += key.state === 'present' ? (key.like ?? '*') : '*'
      keys.push(piece.key)
    } else if (piece.fallback !== null) text += literalText(piece.fallback)
    else return { kind: 'missing' }
  }
  return keys.length > 0 ? { kind: 'open', pattern: text, keys } : { kind: 'text', text }
}

/** The key when the template is one variable and nothing else. */
export function soleVariable(template: Template): string | null {
  const only = template.length === 1 ? template[0] : undefined
  return only !== undefined && typeof only !== 'string' && only.fallback === null ? only.key : null
}

/** One entry of a resource element. */
export type ResourceName =
  | { readonly kind: 'pattern'; readonly open: false; readonly pattern: ArnPattern }
  | { readonly kind: 'template'; readonly template: Template }

/** An entry in a context. `open`: variables are not known, and `pattern` covers all that they may stand for. */
export type NameInContext =
  | { readonly open: false; readonly pattern: ArnPattern }
  | { readonly open: true; readonly pattern: ArnPattern; readonly template: Template }

/** Null: a variable is absent, or what it stands for makes the entry no ARN: it matches nothing. */
export function expandName(name: ResourceName, context: Context): NameInContext | null {
  return name.kind === 'pattern' ? name : onceIn(context, name, () => nameInContext(name, context))
}

function nameInContext(name: Extract<ResourceName, { kind: 'template' }>, context: Context): NameInContext | null {
  const expansion = expandTemplate(name.template, context)
  if (expansion.kind === 'missing') return null
  const pattern = arnPattern(expansion.kind === 'text' ? expansion.text : expansion.pattern)
  if (pattern === null) return null
  return expansion.kind === 'text' ? { open: false, pattern } : { open: true, pattern, template: name.template }
}
