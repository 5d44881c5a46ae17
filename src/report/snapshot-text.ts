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

/** The scopes that were read: their ids where they are few, else how many accounts. */
function scopesText(scopes: readonly string[]): string {
  if (scopes.length <= 3) return firstFew(scopes.map(printable), 3)
  const accounts = scopes.filter((scope) => /^aws:\d{12}$/.test(scope)).length
  return accounts > 0 ? counted(accounts, 'account') : counted(scopes.length, 'scope')
}
