import { resourceTypes } from '../resources/index.js'
import { TAG_CALLS } from './accounts.js'
import type { DeclaredCall } from './declaration.js'
import { REGION_CALLS } from './regions.js'

/**
 * The calls of all resource types. A call can be there several times: made about things of several lists, or with other
 * parameters.
 */
export const resourceCalls: readonly DeclaredCall[] = agreeing(resourceTypes.flatMap(({ collect = [] }) => collect))

/** Every call that a live collection can make: besides, those that find Regions and accounts. */
export const declaredCalls: readonly DeclaredCall[] = agreeing([...REGION_CALLS, ...TAG_CALLS, ...resourceCalls])

/**
 * The declarations, each once.
 *
 * @throws Error if two of one call differ in what has to be the same for all of its answers
 */
export function agreeing(calls: readonly DeclaredCall[]): DeclaredCall[] {
  const traits = new Map<string, string>()
  for (const { call, byCaller, isStreamed, optIn } of calls) {
    const trait = JSON.stringify({ byCaller, isStreamed, optIn })
    const before = traits.get(call) ?? trait
    if (before !== trait) throw new Error(`\`${call}\` is declared as ${before} and as ${trait}`)
    traits.set(call, trait)
  }
  return [...new Set(calls)]
}
