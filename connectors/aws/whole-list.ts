import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { textField } from './fields.js'

// Readers of lists that say who has access: a list of which a part cannot be understood is not understood.

/** The entries of a list of objects; null for anything else. */
export function wholeList(body: Json | undefined, field: string): JsonObject[] | null {
  const value = isObject(body) ? body[field] : undefined
  return Array.isArray(value) && value.every(isObject) ? value : null
}

/** The entries of a list of texts; null for anything else. */
export function wholeTexts(body: Json | undefined, field: string): string[] | null {
  const value = isObject(body) ? body[field] : undefined
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
}

/** Of each entry of a list the text that stands in one of the fields; null if an entry has none. */
export function wholeNames(body: Json | undefined, field: string, names: readonly string[]): string[] | null {
  const found = wholeList(body, field)?.map((entry) =>
    names.map((name) => textField(entry, name)).find((text) => text !== null),
  )
  return found?.every((text) => text !== undefined) === true ? found : null
}
