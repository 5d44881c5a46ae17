import type { Cell } from '../../src/connector/collect/contract.js'
import type { Finish, Journal, JournalEntry } from '../../src/connector/collect/journal.js'

/** A journal that is nowhere: what was written, in its order. */
export class MemoryJournal implements Journal {
  readonly startedAt = ''
  readonly isResumed = false
  readonly entries: JournalEntry[] = []

  async finish(cell: Cell, outcome: Finish): Promise<void> {
    this.entries.push({ cell, page: null, ...outcome })
  }

  async page(cell: Cell, page: number, part: Pick<Finish, 'records' | 'children'>): Promise<void> {
    this.entries.push({ cell, page, status: 'ok', message: null, attempts: 1, ...part })
  }

  *held(): Generator<JournalEntry> {
    yield* []
  }

  async close(): Promise<void> {
    return
  }

  finished(): Map<string, JournalEntry> {
    return new Map(this.entries.flatMap((entry) => (entry.page === null ? [[entry.cell.path, entry]] : [])))
  }

  /** One line for each record, sorted. */
  recordLines(): string[] {
    return recordLines(this.entries)
  }
}

export function recordLines(entries: Iterable<JournalEntry>): string[] {
  const lines: string[] = []
  for (const { records } of entries) for (const record of records) lines.push(JSON.stringify(record))
  return lines.sort()
}
