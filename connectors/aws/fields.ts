import { isObject, type Json, type JsonObject } from '../../src/model/index.js'

/** Readers of single fields: whatever a dump holds instead of the expected kind reads as absent. */

export function textField(of: Json | undefined, name: string): string | null {
  const value = isObject(of) ? of[name] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}

export function numberField(of: Json | undefined, name: string): number | null {
  const value = isObject(of) ? of[name] : undefined
  return typeof value === 'number' ? value : null
}

export function objectField(of: Json | undefined, name: string): JsonObject | null {
  const value = isObject(of) ? of[name] : undefined
  return isObject(value) ? value : null
}

export function objectsField(of: Json | undefined, name: string): JsonObject[] {
  const value = isObject(of) ? of[name] : undefined
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function textsField(of: Json | undefined, name: string): string[] {
  const value = isObject(of) ? of[name] : undefined
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** AWS tag lists (`[{ Key, Value }]`) as one object; a tag named `__proto__` stays a tag. */
export function tagsField(of: Json | undefined, name = 'Tags'): JsonObject {
  return Object.fromEntries(
    objectsField(of, name).flatMap((tag) => {
      const key = textField(tag, 'Key')
      return key === null ? [] : [[key, textField(tag, 'Value') ?? '']]
    }),
  )
}

/** A date in ISO 8601 and UTC, from the CLI's text or from epoch seconds; null if it is neither. */
export function dateField(of: Json | undefined, name: string): string | null {
  const value = isObject(of) ? of[name] : undefined
  return isoDate(value)
}

/** A time to the millisecond, rounded as the SDK rounds what is finer. */
export function isoDate(value: Json | undefined): string | null {
  if (typeof value === 'number') return iso(Math.round(value * 1000))
  if (typeof value !== 'string' || !/^\d{4}-/.test(value.trim())) return null
  const text = value.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T')
  const fraction = /\.\d{4,30}/.exec(text)?.[0]
  if (fraction === undefined) return iso(Date.parse(text))
  return iso(Date.parse(text.replace(fraction, '')) + Math.round(Number(`0${fraction}`) * 1000))
}

function iso(time: number): string | null {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z')
}
