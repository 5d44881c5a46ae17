import { createHash } from 'node:crypto'
import type { Properties, PropertyNode, PropertyRelationship } from '../../graph/index.js'
import { canonicalJson } from '../../model/index.js'

/** Hexadecimal digits that are kept: 96 bits, so that two of some million never meet by chance or by design. */
const DIGITS = 24

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS)
}

/** Makes fingerprints; property objects that many relationships share are read once. */
export function fingerprinter(): {
  node: (node: PropertyNode) => string
  relationship: (relationship: PropertyRelationship) => string
} {
  const known = new WeakMap<Properties, string>()
  const of = (properties: Properties): string => {
    let text = known.get(properties)
    if (text === undefined) known.set(properties, (text = canonicalJson(properties)))
    return text
  }
  return {
    node: ({ labels, properties }) => digest(`${labels.join(' ')}\u0000${of(properties)}`),
    relationship: ({ type, fromKind, from, toKind, to, properties }) =>
      digest([type, fromKind, from, toKind, to, of(properties)].join('\u0000')),
  }
}
