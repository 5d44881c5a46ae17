import picocolors from 'picocolors'
import type { Outcome } from '../model/index.js'
import { padEnd } from './text.js'

type Paint = (text: string) => string

/** How an answer looks on this terminal: its width in columns and its colours. */
export interface Look {
  width: number
  bold: Paint
  dim: Paint
  /** For what nobody may overlook. */
  alarm: Paint
  outcome: Record<Outcome, Paint>
  /** How much an action pattern gives, higher is more; decides which actions are shown where not all are. */
  actionRank: (pattern: string) => number
}

/** What was asked, in the asker's words, where the answer itself does not say it. `party` null: all parties. */
export interface Asked {
  party?: string | null
  action?: string
  resource?: string
  /** Names of accounts and other scopes of the snapshot, by id. */
  scopeNames?: ReadonlyMap<string, string>
  /** The day the answer is about, `YYYY-MM-DD`. */
  today?: string
}

export function createLook(width: number, colour: boolean, actionRank: (pattern: string) => number = () => 0): Look {
  const colours = picocolors.createColors(colour)
  return {
    width: Math.max(40, width),
    bold: colours.bold,
    dim: colours.dim,
    alarm: (text) => colours.bold(colours.red(text)),
    actionRank,
    outcome: { allowed: colours.red, conditional: colours.yellow, denied: colours.green, unknown: colours.magenta },
  }
}

/** The word in front of a row. */
export const OUTCOME_MARK: Record<Outcome, string> = { allowed: 'yes', conditional: 'if', denied: 'no', unknown: '?' }

/** The mark, padded to the width of the longest and coloured. */
export function mark(outcome: Outcome, look: Look): string {
  return look.outcome[outcome](padEnd(OUTCOME_MARK[outcome], 3))
}
