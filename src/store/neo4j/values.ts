import type neo4j from 'neo4j-driver'
import type { Properties, PropertyValue } from '../../graph/index.js'

/** What a driver takes for a property: whole numbers are the driver's own, because a plain number is a float there. */
export type SentValue = PropertyValue | ReturnType<typeof neo4j.int>
export type SentProperties = Record<string, SentValue>

export type ToInteger = (value: number) => ReturnType<typeof neo4j.int>

/** Properties as they are sent. Property objects that many relationships share are turned once. */
export function sender(toInteger: ToInteger): (properties: Properties) => SentProperties {
  const known = new WeakMap<Properties, SentProperties>()
  return (properties) => {
    const there = known.get(properties)
    if (there !== undefined) return there
    const sent: SentProperties = {}
    for (const [name, value] of Object.entries(properties)) {
      sent[name] = typeof value === 'number' && Number.isSafeInteger(value) ? toInteger(value) : value
    }
    known.set(properties, sent)
    return sent
  }
}

/** A value of an answer as plain data: nodes and relationships by their properties, times as text. */
export function received(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(received)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  if ('labels' in value && 'properties' in value && 'elementId' in value) {
    return { labels: value.labels, properties: received(value.properties) }
  }
  if ('type' in value && 'properties' in value && 'elementId' in value) {
    return { type: value.type, properties: received(value.properties) }
  }
  if ('segments' in value && 'start' in value && Array.isArray(value.segments))
    return pathOf(value.start, value.segments)
  const prototype: unknown = Object.getPrototypeOf(value)
  // Times, durations and points have classes of their own and a text of their own.
  if (prototype !== Object.prototype && prototype !== null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, received(inner)]))
}

function pathOf(start: unknown, segments: readonly unknown[]): unknown[] {
  const steps = segments.flatMap((segment) =>
    typeof segment === 'object' && segment !== null && 'relationship' in segment && 'end' in segment
      ? [received(segment.relationship), received(segment.end)]
      : [],
  )
  return [received(start), ...steps]
}
