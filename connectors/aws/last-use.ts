import type { FactNode, JsonObject } from '../../src/model/index.js'

/**
 * When a principal was last used, as one source saw it. `at` is null where the source looked and saw nothing;
 * a principal without `lastUsed` is one that no source told about. `daysBack` is how far back the source sees.
 */
export interface LastUse {
  at: string | null
  region: string | null
  source: 'RoleLastUsed' | 'ServiceLastAccessed' | 'LookupEvents'
  daysBack: number
}

/**
 * Days that IAM keeps track of use.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export const IAM_DAYS = 400

/**
 * Days of the event history of CloudTrail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
 */
export const EVENT_DAYS = 90

/** Keeps the newest use; where nobody saw any, the source that sees furthest. */
export function addLastUse(node: FactNode, use: LastUse): void {
  const known = node.properties['lastUsed'] as (JsonObject & Partial<LastUse>) | undefined
  const knownAt = typeof known?.at === 'string' ? known.at : null
  const isNewer = use.at !== null && (knownAt === null || use.at > knownAt)
  const isFurther = use.at === null && knownAt === null && use.daysBack > (known?.daysBack ?? 0)
  if (known === undefined || isNewer || isFurther) node.properties['lastUsed'] = { ...use }
}
