import type { Json, JsonObject } from '../../src/model/index.js'
import { objectField } from './fields.js'

const SETTINGS = [
  ['blockPublicAcls', 'BlockPublicAcls'],
  ['ignorePublicAcls', 'IgnorePublicAcls'],
  ['blockPublicPolicy', 'BlockPublicPolicy'],
  ['restrictPublicBuckets', 'RestrictPublicBuckets'],
] as const

/** No setting is on: what holds where there is no configuration. */
export const NOTHING_BLOCKED: JsonObject = Object.fromEntries(SETTINGS.map(([name]) => [name, false]))

/** Every setting is on. */
export const EVERYTHING_BLOCKED: JsonObject = Object.fromEntries(SETTINGS.map(([name]) => [name, true]))

/**
 * The four settings; a setting that the answer leaves out is off. Null if the answer holds no configuration.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html
 */
export function publicAccessBlock(body: Json, field = 'PublicAccessBlockConfiguration'): JsonObject | null {
  const block = objectField(body, field)
  return block === null ? null : Object.fromEntries(SETTINGS.map(([name, vendor]) => [name, isOn(block[vendor])]))
}

function isOn(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
}
