import type { SnapshotSummary } from '../model/index.js'
import type { Look } from './look.js'
import { counted, firstFew, printable } from './text.js'

/** What an answer was computed from, in one quiet line. */
export function snapshotLine(snapshot: SnapshotSummary, look: Look): string {
  const taken = snapshot.takenAt === null ? 'time not told' : `taken ${printable(snapshot.takenAt)}`
  const scopes =
    snapshot.scopes.length <= 3 ? firstFew(snapshot.scopes.map(printable), 3) : counted(snapshot.scopes.length, 'scope')
  return look.dim(`snapshot ${printable(snapshot.id)} · ${taken}${scopes === '' ? '' : ` · ${scopes}`}`)
}
