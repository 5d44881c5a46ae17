import type { Json } from '../../src/model/index.js'

/** Fields that hold data by name: their keys are somebody's words, not field names. */
const MAPS = new Set(['labels', 'attributeMapping', 'attribute_mapping', 'annotations', 'tags', 'userLabels'])
const SNAKE = /^[a-z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)+$/

/**
 * The value with field names in lowerCamelCase at every depth. Exports to Cloud Storage and BigQuery spell the same
 * messages in snake case.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function camelKeys(value: Json): Json {
  if (Array.isArray(value)) {
    let changed: Json[] | null = null
    value.forEach((item, at) => {
      const camel = camelKeys(item)
      if (camel !== item) (changed ??= [...value])[at] = camel
    })
    return changed ?? value
  }
  if (typeof value !== 'object' || value === null) return value
  let isChanged = false
  const entries = Object.entries(value).map(([name, item]) => {
    const camelName = SNAKE.test(name)
      ? name.replace(/_([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase())
      : name
    const camel = MAPS.has(name) ? item : camelKeys(item)
    if (camelName !== name || camel !== item) isChanged = true
    return [camelName, camel] as const
  })
  return isChanged ? Object.fromEntries(entries) : value
}
