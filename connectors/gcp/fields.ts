import { isObject, type Json, type JsonObject } from '../../src/model/index.js'

/** Readers of single fields: whatever a dump holds instead of the expected kind reads as absent. */

export function fieldOf(of: Json | undefined, name: string): Json | undefined {
  return isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined
}

export function textField(of: Json | undefined, name: string): string | null {
  const value = fieldOf(of, name)
  return typeof value === 'string' && value !== '' ? value : null
}

/** A number that Google prints as a number in one place and as text in the other (project numbers). */
export function numeralField(of: Json | undefined, name: string): string | null {
  const value = fieldOf(of, name)
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof text === 'string' && /^[0-9]{1,40}$/.test(text) ? text : null
}

export function booleanField(of: Json | undefined, name: string): boolean | null {
  const value = fieldOf(of, name)
  return typeof value === 'boolean' ? value : null
}

export function objectField(of: Json | undefined, name: string): JsonObject | null {
  const value = fieldOf(of, name)
  return isObject(value) ? value : null
}

export function objectsField(of: Json | undefined, name: string): JsonObject[] {
  const value = fieldOf(of, name)
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function textsField(of: Json | undefined, name: string): string[] {
  const value = fieldOf(of, name)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** The fields named, as far as they are there: what a node keeps of what its record says. */
export function kept(of: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fieldOf(of, name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}
