import type { Cell, CellStatus } from './contract.js'
import type { CollectLimits } from './limits.js'

/** What a cell is recorded with that is not asked. */
export interface Unasked {
  status: 'denied' | 'throttled' | 'failed'
  message: string
}

interface Streak extends Unasked {
  count: number
}

/**
 * Stops asking one kind of question (cloud, scope, region, service, operation) that is not answered anyway: a service
 * that is down would else cost minutes for each thing it is asked about.
 *
 * Counted are cells in a row, as they end: those that failed or stayed throttled, and those that were denied. Whatever
 * else comes between, the next of the other kind included, starts the count anew. Only kinds with a count are held.
 */
export class Breaker {
  private readonly streaks = new Map<string, Streak>()

  constructor(private readonly limits: CollectLimits) {}

  /** Why the cell is not to be asked; null if it is. */
  refusal(cell: Cell): Unasked | null {
    const streak = this.streaks.get(kindOf(cell))
    if (streak === undefined || streak.count < this.bound(streak.status)) return null
    const { status, message, count } = streak
    const what = status === 'denied' ? 'were denied' : 'failed'
    // What was said comes first: connectors tell by it what kind of failure it was.
    return { status, message: `${message}; not asked: ${String(count)} calls of this kind in a row ${what}` }
  }

  /** Notes how a cell ended that was asked. */
  note(cell: Cell, status: CellStatus, message: string | null): void {
    const kind = kindOf(cell)
    if (status === 'ok' || status === 'none') {
      this.streaks.delete(kind)
      return
    }
    const before = this.streaks.get(kind)
    const isSame = before !== undefined && (before.status === 'denied') === (status === 'denied')
    // Calls that were under way when the bound was reached say nothing more.
    const count = Math.min(isSame ? before.count + 1 : 1, this.bound(status))
    this.streaks.set(kind, { status, message: message ?? status, count })
  }

  private bound(status: Unasked['status']): number {
    return status === 'denied' ? this.limits.deniedInARow : this.limits.failedInARow
  }
}

function kindOf({ cloud, scope, region, service, operation }: Cell): string {
  return [cloud, scope, region, service, operation].join('\n')
}
