import { isObject, type Json, type JsonObject } from '../../src/model/index.js'

/** Readers of single fields: whatever a dump holds instead of the expected kind reads as absent. */

/** The value of an own field; names of one object differ by case alone in no answer of Azure. */
export function field(of: Json | undefined, name: string): Json | undefined {
  return isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined
}

export function textField(of: Json | undefined, name: string): string | null {
  const value = field(of, name)
  return typeof value === 'string' && value !== '' ? value : null
}

export function booleanField(of: Json | undefined, name: string): boolean | null {
  const value = field(of, name)
  return typeof value === 'boolean' ? value : null
}

export function objectField(of: Json | undefined, name: string): JsonObject | null {
  const value = field(of, name)
  return isObject(value) ? value : null
}

export function listField(of: Json | undefined, name: string): Json[] | null {
  const value = field(of, name)
  return Array.isArray(value) ? value : null
}

export function objectsField(of: Json | undefined, name: string): JsonObject[] {
  return (listField(of, name) ?? []).filter(isObject)
}

export function textsField(of: Json | undefined, name: string): string[] {
  return (listField(of, name) ?? []).filter((item) => typeof item === 'string')
}

/** The value at the end of a path of names; undefined where a step is missing. */
export function fieldAt(of: Json | undefined, path: readonly string[]): Json | undefined {
  let value = of
  for (const name of path) value = field(value, name)
  return value
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Is the text an id as Azure and Entra make them? */
export function isGuid(text: string): boolean {
  return text.length === 36 && GUID.test(text)
}

/** A field that holds a GUID, in lower case. */
export function guidField(of: Json | undefined, name: string): string | null {
  const value = textField(of, name)?.trim() ?? null
  return value !== null && isGuid(value) ? value.toLowerCase() : null
}
