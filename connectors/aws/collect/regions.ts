import { objectsField, textField } from '../fields.js'
import type { Json } from '../../../src/model/index.js'
import { declared } from './declaration.js'
import { defaultRegions } from './partition.js'

export const REGIONS_CALL = 'ec2 describe-regions'

/** Asked in each account before anything that has a Region. */
export const REGION_CALLS = declared({
  [REGIONS_CALL]: { needs: 'ec2:DescribeRegions', input: { AllRegions: true } },
})

/** All Regions that an answer names, enabled or not. */
export function namedRegions(body: Json): string[] {
  return objectsField(body, 'Regions').flatMap((region) => textField(region, 'RegionName') ?? [])
}

/** Regions that the account can use. */
export function enabledRegions(body: Json): string[] {
  return objectsField(body, 'Regions').flatMap((region) => {
    const name = textField(region, 'RegionName')
    return name === null || textField(region, 'OptInStatus') === 'not-opted-in' ? [] : [name]
  })
}

const REFUSED = 'Refused'

/**
 * Stands for the answer where the account's Regions may not be asked for: the ones that every account has are read. That
 * there may be others is told by the record, which says that the call was refused.
 */
export function assumedRegions(partition: string, message: string): Json {
  return { Regions: defaultRegions(partition).map((RegionName) => ({ RegionName })), [REFUSED]: message }
}

/** Why Regions were assumed; null if they were answered. */
export function refusedRegions(body: Json): string | null {
  return textField(body, REFUSED)
}
