import { isObject, type Json } from './json.js'

/**
 * When a principal was last used, as one source saw it. `at` null: the source looked and saw no use in the days that
 * it sees back (`daysBack`; absent: ever). No `LastUsed` at all: no source told.
 */
export interface LastUsed {
  at: string | null
  /** The call or report: `RoleLastUsed`, `ServiceLastAccessed`, `CredentialReport`, `AccessKeyLastUsed`, `LookupEvents`. */
  source: string
  region?: string
  daysBack?: number
}

/**
 * When the principal or credential that a node stands for was last used: of what several sources saw the newest use,
 * else the one that looked furthest back. Null: not known.
 *
 * @param properties of a node of the facts
 * @param cameIn tells whether a caller (an ARN, `aws:<account>`, `oidc:<issuer>#<subject>`) is the one that is asked
 *   about: a use by that caller, where events show one, goes before uses by anybody
 */
export function lastUsedOf(
  properties: { readonly [name: string]: Json },
  cameIn?: (caller: string) => boolean,
): LastUsed | null {
  const own = cameIn === undefined ? [] : usesBy(properties['assumedBy'], cameIn)
  const all = own.length > 0 ? own : usesOf(properties)
  let best: LastUsed | null = null
  for (const use of all) if (best === null || isBetter(use, best)) best = use
  return best
}

function isBetter(a: LastUsed, b: LastUsed): boolean {
  if (a.at !== null || b.at !== null) return a.at !== null && (b.at === null || a.at > b.at)
  return (a.daysBack ?? Infinity) > (b.daysBack ?? Infinity)
}

function usesBy(assumedBy: Json | undefined, cameIn: (caller: string) => boolean): LastUsed[] {
  return listOf(assumedBy).flatMap((use) => {
    const { caller, at } = isObject(use) ? use : {}
    return typeof caller === 'string' && typeof at === 'string' && cameIn(caller)
      ? [{ at, source: 'LookupEvents' }]
      : []
  })
}

function usesOf(properties: { readonly [name: string]: Json }): LastUsed[] {
  const { lastUsed, lastUsedAt, lastUsedRegion, passwordLastUsed, accessKeys } = properties
  const uses: LastUsed[] = []
  if (isObject(lastUsed) && typeof lastUsed['source'] === 'string') {
    const { at, source, region, daysBack } = lastUsed
    uses.push({
      at: textOf(at),
      source,
      ...(typeof region === 'string' ? { region } : {}),
      ...(typeof daysBack === 'number' ? { daysBack } : {}),
    })
  }
  if (lastUsedAt !== undefined) uses.push(usedAt(lastUsedAt, lastUsedRegion, 'AccessKeyLastUsed'))
  // Both stand in the credential report, which tells of a key or password that was never used by leaving the date out.
  if (Array.isArray(accessKeys)) {
    uses.push(usedAt(passwordLastUsed, undefined, 'CredentialReport'))
    for (const key of accessKeys)
      if (isObject(key)) uses.push(usedAt(key['lastUsedAt'], key['lastUsedRegion'], 'CredentialReport'))
  }
  return uses
}

function usedAt(at: Json | undefined, region: Json | undefined, source: string): LastUsed {
  return { at: textOf(at), source, ...(typeof region === 'string' && region !== '' ? { region } : {}) }
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}
