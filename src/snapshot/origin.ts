import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../model/index.js'

/** Lies in a snapshot's folder that was fetched from a store; one without it was made here. */
export const ORIGIN_FILE = 'origin.json'

export function originBytes(url: string): Buffer {
  return Buffer.from(`${JSON.stringify({ schema: 'inroads/origin/1', url })}\n`)
}

/** The address of the store that a snapshot was fetched from; null if it was made here. */
export function originOf(folder: string): string | null {
  try {
    const origin: unknown = JSON.parse(readFileSync(join(folder, ORIGIN_FILE), 'utf8'))
    return isObject(origin) && typeof origin['url'] === 'string' ? origin['url'] : null
  } catch {
    return null
  }
}
