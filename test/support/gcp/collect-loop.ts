import { CallFailure, type Cell, type Collector, type FoundRecord } from '../../../src/connector/index.js'
import type { Json } from '../../../src/model/index.js'

export interface Collected {
  records: FoundRecord[]
  cells: Cell[]
  failures: { cell: Cell; failure: CallFailure }[]
}

/** Asks everything, one call after the other: what the runner does, without waiting. */
export async function collectAll(collector: Collector, attempts = 4): Promise<Collected> {
  const queue: Cell[] = [...collector.roots()]
  const seen = new Set(queue.map(({ path }) => path))
  const collected: Collected = { records: [], cells: [], failures: [] }
  const take = (cell: Cell, body: Json, page: number): void => {
    collected.records.push(...collector.records(cell, body, page))
    for (const next of collector.follow(cell, body)) {
      if (seen.has(next.path)) continue
      seen.add(next.path)
      queue.push(next)
    }
  }
  for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
    collected.cells.push(cell)
    const pages: Json[] = []
    let next: string | null = null
    let count = 0
    try {
      do {
        const page = await fetchOften(collector, cell, next, attempts)
        if (cell.isStreamed === true) take(cell, page.body, count)
        else pages.push(page.body)
        count += 1
        next = page.next
      } while (next !== null)
      if (cell.isStreamed !== true) take(cell, collector.merge(cell, pages), 0)
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      collected.failures.push({ cell, failure: error })
      const status = error.kind === 'none' || error.kind === 'denied' ? error.kind : 'failed'
      collected.records.push(...collector.silence(cell, status, error.message))
    }
  }
  return collected
}

async function fetchOften(
  collector: Collector,
  cell: Cell,
  page: string | null,
  attempts: number,
): ReturnType<Collector['fetch']> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await collector.fetch(cell, page, new AbortController().signal)
    } catch (error) {
      if (!(error instanceof CallFailure) || !error.isTransient || attempt >= attempts) throw error
    }
}
