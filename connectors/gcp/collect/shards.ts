/** Part of the scopes: the `index`-th of `count` (from 1). */
export interface Shard {
  index: number
  count: number
}

/**
 * Does this part read what is asked about a container?
 *
 * INVARIANT: each container is read by exactly one part, whatever the order in which things are found: parts know
 * nothing of each other.
 */
export function isOwn(container: string, shard: Shard | undefined): boolean {
  if (shard === undefined || shard.count <= 1) return true
  return hash(container) % shard.count === shard.index - 1
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0
  return value
}
