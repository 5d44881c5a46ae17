import type { JsonObject } from '../../src/model/index.js'

/** Those of the named fields that are there and no list or object. */
export function kept(of: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(of, name) ? of[name] : undefined
      return value === undefined || (typeof value === 'object' && value !== null) ? [] : [[name, value]]
    }),
  )
}
