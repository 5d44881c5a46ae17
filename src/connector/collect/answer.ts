import type { FoundRecord } from '../contract.js'
import type { Json } from '../../model/index.js'
import { messageOf } from './call.js'
import type { Cell, CellStatus, Collector } from './contract.js'

/** What is written of a cell, or of one page of a streamed one. */
export interface Answer {
  records: readonly FoundRecord[]
  children: readonly Cell[]
  /** Why it is not whole; null if it is. */
  problem: string | null
}

export const NOTHING: Answer = { records: [], children: [], problem: null }

/** The pages of an answer as one. */
export function wholeAnswer(collector: Collector, cell: Cell, pages: readonly Json[]): Answer {
  if (pages.length === 0) return NOTHING
  let body: Json
  try {
    body = collector.merge(cell, pages)
  } catch (error) {
    return { ...NOTHING, problem: messageOf(error) }
  }
  return pageAnswer(collector, cell, body, 0)
}

/** One page of a streamed answer, or a whole answer as page 0. Records stay if only what follows cannot be told. */
export function pageAnswer(collector: Collector, cell: Cell, body: Json, page: number): Answer {
  let records: readonly FoundRecord[] = []
  try {
    records = collector.records(cell, body, page)
    return { records, children: collector.follow(cell, body), problem: null }
  } catch (error) {
    return { records, children: [], problem: messageOf(error) }
  }
}

/**
 * The records of a cell without answer, or without a part of it.
 *
 * INVARIANT: there is at least one: a cell that left no answer and no record would read as "nothing there".
 */
export function silentRecords(
  collector: Collector | null,
  cell: Cell,
  status: Exclude<CellStatus, 'ok'>,
  message: string,
): readonly FoundRecord[] {
  const said = status === 'throttled' ? 'failed' : status
  try {
    const records = collector?.silence(cell, said, message) ?? []
    if (records.length > 0) return records
  } catch (error) {
    message = `${message}: ${messageOf(error)}`
  }
  const { cloud, scope, region, service, operation, subject, path } = cell
  const place = { cloud, account: scope, region, service, operation, subject: [...subject] }
  return [{ ...place, status: said, message, body: null, file: path, folder: null }]
}
