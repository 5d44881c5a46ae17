import { isObject } from '../../../src/model/index.js'
import type { JsonSchema } from '../../../src/report/schemas/index.js'

const KNOWN = [
  '$schema',
  '$id',
  'title',
  '$defs',
  '$ref',
  'type',
  'const',
  'enum',
  'anyOf',
  'properties',
  'required',
  'items',
  'minimum',
]

/** What is wrong with a value by the keywords that our schemas use; an unknown keyword throws. */
export function schemaErrors(schema: unknown, value: unknown, root: JsonSchema, at = '$'): string[] {
  if (!isObject(schema)) throw new Error(`no schema at ${at}`)
  const strange = Object.keys(schema).find((keyword) => !KNOWN.includes(keyword))
  if (strange !== undefined) throw new Error(`keyword ${strange} is not checked`)
  const errors: string[] = []
  if (typeof schema['$ref'] === 'string') {
    const definitions = root['$defs']
    const target = isObject(definitions) ? definitions[schema['$ref'].replace('#/$defs/', '')] : undefined
    errors.push(...schemaErrors(target, value, root, at))
  }
  if ('const' in schema && schema['const'] !== value) errors.push(`${at}: not ${String(schema['const'])}`)
  if (Array.isArray(schema['enum']) && !schema['enum'].some((one) => one === value))
    errors.push(`${at}: not in the list`)
  if ('type' in schema && ![schema['type']].flat().some((type) => hasType(value, type)))
    errors.push(`${at}: wrong type`)
  if (typeof schema['minimum'] === 'number' && Number(value) < schema['minimum']) errors.push(`${at}: too small`)
  if (Array.isArray(schema['anyOf'])) {
    const tries = schema['anyOf'].map((one) => schemaErrors(one, value, root, at))
    if (tries.every((found) => found.length > 0)) errors.push(...tries.flat())
  }
  if (isObject(value)) {
    for (const key of Array.isArray(schema['required']) ? schema['required'] : []) {
      if (!(String(key) in value)) errors.push(`${at}: no ${String(key)}`)
    }
    if (isObject(schema['properties'])) {
      for (const [key, property] of Object.entries(schema['properties'])) {
        if (key in value) errors.push(...schemaErrors(property, value[key], root, `${at}.${key}`))
      }
    }
  }
  if (Array.isArray(value) && 'items' in schema) {
    value.forEach((item, i) => errors.push(...schemaErrors(schema['items'], item, root, `${at}[${String(i)}]`)))
  }
  return errors
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return isObject(value)
  return typeof value === type
}
