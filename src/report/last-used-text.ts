import type { LastUsed } from '../model/index.js'
import { printable } from './text.js'

/** When somebody last came in, and who says so; empty where nobody does. */
export function lastUsedText(use: LastUsed | null): string {
  if (use === null) return ''
  const source = printable(use.source)
  if (use.at !== null) return `${printable(use.at)} (${source})`
  return use.daysBack === undefined ? `never (${source})` : `not in ${String(use.daysBack)} days (${source})`
}
