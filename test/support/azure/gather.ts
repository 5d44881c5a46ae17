import {
  CallFailure,
  type Cell,
  type CellStatus,
  type Collector,
  type FoundRecord,
} from '../../../src/connector/index.js'
import type { Json } from '../../../src/model/index.js'

export interface Gathered {
  found: FoundRecord[]
  cells: Cell[]
  /** Answers by cell, page by page where each page is one. */
  answers: { cell: Cell; bodies: Json[] }[]
  failures: { cell: Cell; failure: CallFailure }[]
  status: Map<string, CellStatus>
}

const ATTEMPTS = 4

/** A collection without waiting, limits or journal: what the collector alone does. Answers are asked one after the other. */
export async function gather(collector: Collector): Promise<Gathered> {
  const out: Gathered = { found: [], cells: [], answers: [], failures: [], status: new Map() }
  const queue = [...collector.roots()]
  for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
    if (out.status.has(cell.path)) throw new Error(`two cells have the path \`${cell.path}\``)
    out.cells.push(cell)
    out.status.set(cell.path, 'ok')
    const pages: Json[] = []
    let next: string | null = null
    try {
      do {
        const page = await attempt(collector, cell, next)
        pages.push(page.body)
        next = page.next
      } while (next !== null)
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      const status = error.kind === 'none' || error.kind === 'denied' ? error.kind : 'failed'
      out.failures.push({ cell, failure: error })
      out.status.set(cell.path, error.kind === 'credentials' ? 'failed' : error.kind)
      out.found.push(...collector.silence(cell, status, error.message))
      if (cell.isStreamed !== true) continue
    }
    const bodies = cell.isStreamed === true ? pages : [collector.merge(cell, pages)]
    out.answers.push({ cell, bodies })
    bodies.forEach((body, page) => {
      out.found.push(...collector.records(cell, body, page))
      queue.push(...collector.follow(cell, body))
    })
  }
  return out
}

async function attempt(
  collector: Collector,
  cell: Cell,
  page: string | null,
): Promise<{ body: Json; next: string | null }> {
  for (let at = 1; ; at++)
    try {
      return await collector.fetch(cell, page, new AbortController().signal)
    } catch (error) {
      if (!(error instanceof CallFailure) || !error.isTransient || at === ATTEMPTS) throw error
    }
}
