import { createHash } from 'node:crypto'
import {
  NODE_KINDS,
  type GraphNodeKind,
  type Properties,
  type PropertyRow,
  type PropertyValue,
} from '../../graph/index.js'
import { canonicalJson, compareText, isObject, type Json, type Node } from '../../model/index.js'

/** Properties while they are put together; without prototype, because names come from data. */
export type OpenProperties = { [name: string]: PropertyValue }

/** An index of the database takes keys of about 8,000 bytes. */
const LONGEST_ID_BYTES = 4000
const KEPT_CHARACTERS = 900

/**
 * The id under which a node is published.
 *
 * LIMIT: an id of more than 4,000 bytes (only a policy can name one) is published as its beginning and a hash.
 */
export function publishedId(id: string): string {
  if (id.length * 3 <= LONGEST_ID_BYTES || Buffer.byteLength(id) <= LONGEST_ID_BYTES) return id
  const hash = createHash('sha256').update(id).digest('hex')
  return `${Buffer.from(id.slice(0, KEPT_CHARACTERS)).toString()}…sha256:${hash}`
}

/** What every node of a cloud has: id, name, type, cloud, scope. */
export function nodeBasics({ id, name, type, cloud, scope }: Node): OpenProperties {
  const properties = emptyProperties()
  properties['id'] = publishedId(id)
  properties['name'] = name
  properties['type'] = type
  if (cloud !== null) properties['cloud'] = cloud
  if (scope !== null) properties['scope'] = publishedId(scope)
  return properties
}

export function emptyProperties(): OpenProperties {
  return Object.create(null) as OpenProperties
}

/**
 * Adds what the schema has a place for out of a node's own properties; an inner object `lastUsed: { at }` is
 * `lastUsedAt`. Everything else stays in the snapshot.
 */
export function addFactProperties(into: OpenProperties, kind: GraphNodeKind, facts: { [name: string]: Json }): void {
  for (const [name, value] of flattened(facts)) {
    if (Object.hasOwn(into, name)) continue
    const row = rowOf(kind, name)
    const fitting = row === undefined ? undefined : fit(row, value)
    if (fitting !== undefined) into[name] = fitting
  }
}

/** The names under which a node's own properties would be published, with their values. */
export function* flattened(facts: { [name: string]: Json }): Generator<[string, Json]> {
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'tags' && isObject(value)) yield [name, tagTexts(value)]
    else if (name === 'accessKeys') yield ['activeAccessKeys', activeKeys(value)]
    else if (isObject(value)) {
      for (const [inner, of] of flattened(value)) yield [name + inner.charAt(0).toUpperCase() + inner.slice(1), of]
    } else yield [name, value]
  }
}

function rowOf(kind: GraphNodeKind, name: string): PropertyRow | undefined {
  const rows: { readonly [name: string]: PropertyRow } = NODE_KINDS[kind].properties
  return Object.hasOwn(rows, name) ? rows[name] : undefined
}

function fit({ type }: PropertyRow, value: Json): PropertyValue | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
    case 'strings':
      return Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one : canonicalJson(one))) : undefined
  }
}

function tagTexts(tags: { [key: string]: Json }): Json {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : canonicalJson(value)}`)
    .sort(compareText)
}

function activeKeys(keys: Json): Json {
  return Array.isArray(keys) ? keys.filter((key) => isObject(key) && key['active'] === true).length : null
}

/** Properties of a known shape, those that are null or undefined left out. */
export function known(given: { readonly [name: string]: PropertyValue | null | undefined }): Properties {
  const properties = emptyProperties()
  for (const [name, value] of Object.entries(given)) if (value !== null && value !== undefined) properties[name] = value
  return properties
}
