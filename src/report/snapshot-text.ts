import type { SnapshotSummary } from '../model/index.js'
import type { Look } from './look.js'
import { counted, firstFew, printable, shortenEnd } from './text.js'

/** What an answer was computed from, in one quiet line. */
export function snapshotLine(snapshot: SnapshotSummary, look: Look): string {
  const taken = snapshot.takenAt === null ? 'time not told' : `taken ${printable(snapshot.takenAt)}`
  const scopes = scopesText(snapshot.scopes)
  const line = `snapshot ${printable(snapshot.id)} · ${taken}${scopes === '' ? '' : ` · ${scopes}`}`
  return look.dim(shortenEnd(line, look.width - 2))
}

/** What is counted of each cloud, by how its ids begin. */
const COUNTED: readonly (readonly [RegExp, string])[] = [
  [/^aws:\d{12}$/u, 'account'],
  [/^\/subscriptions\/[^/]+$/iu, 'subscription'],
  [/^\/\/cloudresourcemanager\.googleapis\.com\/projects\//u, 'project'],
]

/** The scopes that were read: their ids where they are few, else how many accounts, subscriptions and projects. */
function scopesText(scopes: readonly string[]): string {
  if (scopes.length <= 3) return firstFew(scopes.map(printable), 3)
  const counts = COUNTED.map(([shape, word]) => ({ word, count: scopes.filter((scope) => shape.test(scope)).length }))
  const told = counts.filter(({ count }) => count > 0).map(({ count, word }) => counted(count, word))
  return told.length > 0 ? told.join(', ') : counted(scopes.length, 'scope')
}
