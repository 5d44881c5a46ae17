import type { CallRecord } from '../../src/connector/index.js'
import { compareText } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import { isContainer } from './full-name.js'

/** Below which containers the records tell every allow policy: there, a resource without one has none. */
export interface Answered {
  /** Containers at the top of what an export with allow policies answers for. */
  policies: ReadonlySet<string>
  /** Containers below which an export with the content of resources was read. */
  resources: ReadonlySet<string>
}

const FOLDERS_OF_CONTENT = new Set([
  'resource',
  'resources',
  'iam-policy',
  'iam_policy',
  'iam-policies',
  'iam_policies',
])

/**
 * An export answers for the topmost container that has a record of its own beside it, in the same folder or in one named
 * by its kind of content. A file of it that is damaged makes all of it no answer.
 */
export function answeredBy(inventory: Inventory): Answered {
  const exported = new Map<string, Set<string>>()
  const withPolicies = new Map<string, Set<string>>()
  const resources = new Set<string>()
  const damaged = new Set<string>()
  const add = (map: Map<string, Set<string>>, key: string, id: string | null): void => {
    const set = map.get(key) ?? new Set<string>()
    map.set(key, set)
    if (id !== null) set.add(id)
  }
  for (const asset of inventory.assets) {
    const { id, record, ancestors } = asset
    if (record.service !== 'cloudasset') continue
    const place = folderOf(record)
    if (isContainer(id) && inventory.imported.has(id)) add(exported, place, id)
    const container = isContainer(id) ? id : (ancestors[0] ?? inventory.scopeOf(asset))
    if (asset.policy !== undefined) add(withPolicies, place, container)
    else if (asset.data !== null && container !== null && !asset.assetType.startsWith('accesscontextmanager.'))
      resources.add(inventory.topmost(container) ?? container)
  }
  for (const record of inventory.records) {
    if (record.service !== 'cloudasset') continue
    if (record.status === 'failed' || record.status === 'denied') damaged.add(folderOf(record))
    const isOfPolicies = record.operation !== 'assets-list' || record.subject[0] === 'iam-policy'
    if (record.status === 'none' && isOfPolicies && record.operation !== 'search-all-resources')
      add(withPolicies, folderOf(record), null)
  }
  const everywhere = new Set([...exported.values()].flatMap((ids) => [...ids]))
  const policies = new Set<string>()
  for (const [place, containers] of withPolicies) {
    if (damaged.has(place)) continue
    const beside = exported.get(place)
    const start = beside === undefined ? [...containers] : [...beside, ...containers]
    for (const id of start) {
      const top = topmostOf(id, beside ?? everywhere, inventory)
      if (top !== null) policies.add(top)
    }
  }
  return { policies, resources }
}

function topmostOf(id: string, among: ReadonlySet<string>, inventory: Inventory): string | null {
  let best: string | null = null
  for (const at of upwards(id, inventory)) if (among.has(at)) best = at
  return best
}

/** The containers that an asset stands in, and those above them; policies about access (perimeters, levels) stand in none. */
export function containersAround(asset: Asset, inventory: Inventory): string[] {
  if (asset.assetType.startsWith('accesscontextmanager.')) return []
  const scope = inventory.scopeOf(asset)
  const nearest = isContainer(asset.id) ? asset.id : scope !== null && isContainer(scope) ? scope : asset.ancestors[0]
  return nearest === undefined ? [] : upwards(nearest, inventory)
}

/** A container and those above it. */
export function upwards(id: string, inventory: Pick<Inventory, 'above'>): string[] {
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = inventory.above(at)) seen.add(at)
  return [...seen]
}

/** The folder of an export; one that is named by its content does not count. */
function folderOf({ file }: CallRecord): string {
  const parts = file.split('/').slice(0, -1)
  return (FOLDERS_OF_CONTENT.has((parts.at(-1) ?? '').toLowerCase()) ? parts.slice(0, -1) : parts).join('/')
}

/** Names for a message that stays short. */
export function someOf(names: Iterable<string>, shown = 3): string {
  const sorted = [...new Set(names)].sort(compareText)
  const listed = sorted.slice(0, shown).map((name) => `\`${name}\``)
  return sorted.length > shown ? `${listed.join(', ')} and ${sorted.length - shown} more` : listed.join(', ')
}
