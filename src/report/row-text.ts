import { ACCESS_ORDER, type Node, type ReachRow } from '../model/index.js'
import { middleOfPath } from './columns.js'
import { isConditioned, type Ways } from './conditions.js'
import { mark, type Look } from './look.js'
import { scopeName, shortName, type Places } from './place-text.js'
import { requirementText, wayLines } from './requirement-text.js'
import { isEverything } from './strength.js'
import { displayWidth, firstFew, padEnd, printable, shortenMiddle, wrap } from './text.js'

type AccessRow = Omit<ReachRow, 'party'>

const ACTIONS_SHOWN = 6
const EXCEPTIONS_SHOWN = 3
const STEPS_SHOWN = 4
const CONDITIONS_SHOWN = 8
const WIDEST_ACCESS = 26

/** `id (name)`, or the id alone where the name says no more. */
export function nodeLabel(node: Node): string {
  const id = printable(node.id)
  const name = printable(node.name)
  return name === '' || name === id || id.endsWith(`/${name}`) || id.endsWith(`:${name}`) ? id : `${id} (${name})`
}

/** Everybody, or everybody with an account of some cloud. */
export function isEverybody(party: string): boolean {
  return party === 'public' || party.startsWith('authenticated:')
}

/** The party, with the remark that nobody registered it. Only generated ids hold a colon. */
export function partyLabel(party: Node): string {
  const label = nodeLabel(party)
  if (isEverybody(party.id) || !party.id.includes(':')) return label
  return label.endsWith(')') ? `${label.slice(0, -1)}, not registered)` : `${label} (not registered)`
}

/** What the row lets the caller do, in words: `read write data`, `become`, `EVERYTHING`. */
export function accessWords(row: AccessRow): string {
  if (row.target.covers === 'principal') return 'become'
  if (isEverything(row)) return 'EVERYTHING'
  if (row.actions.length === 0 && row.access.length === 0) return 'not known'
  const words = ACCESS_ORDER.filter((access) => row.access.includes(access))
  return [words.length === ACCESS_ORDER.length ? 'all access' : words.join(' '), ...(row.data ? ['data'] : [])].join(
    ' ',
  )
}

function targetText(row: AccessRow, places: Places): string {
  if (row.target.covers === 'principal') return shortName(row.target.id, places)
  return row.target.covers === 'scope' ? `all of ${scopeName(row.target)}` : printable(row.target.id)
}

/** The actions, the weightiest first where not all are shown. */
function actionsText(row: AccessRow, look: Look): string {
  const allowed = row.actions.filter((action) => !action.startsWith('!'))
  if (allowed.length === 0) return 'what it may do there was not read'
  const cut = allowed.length > ACTIONS_SHOWN
  const ranked = cut ? new Map(allowed.map((action) => [action, look.actionRank(action)])) : null
  const ordered = ranked === null ? allowed : [...allowed].sort((a, b) => (ranked.get(b) ?? 0) - (ranked.get(a) ?? 0))
  const except = row.actions.filter((action) => action.startsWith('!')).map((action) => printable(action.slice(1)))
  const minus = except.length > 0 ? ` except ${firstFew(except, EXCEPTIONS_SHOWN)}` : ''
  return `${firstFew(ordered.map(printable), ACTIONS_SHOWN)}${minus}`
}

/** Width of the access column for rows that stand together. */
export function accessWidth(rows: readonly AccessRow[]): number {
  return Math.min(
    WIDEST_ACCESS,
    rows.reduce((widest, row) => Math.max(widest, displayWidth(accessWords(row))), 0),
  )
}

/** The principals that a path passes between entry and target, for a line `through ...`; null when there is none. */
export function throughText(row: Pick<ReachRow, 'path' | 'entry' | 'target'>, places: Places): string | null {
  const passed = middleOfPath(row).map((id) => shortName(id, places))
  return passed.length === 0 ? null : `through ${firstFew(passed, STEPS_SHOWN, ' > ')}`
}

/** Conditions as wrapped lines, cut to a handful. */
export function conditionLines(ways: Ways, look: Look, indent: string): string[] {
  if (!isConditioned(ways)) return []
  const conditions = wayLines(ways, requirementText)
  const room = look.width - indent.length
  const shown = conditions.slice(0, CONDITIONS_SHOWN).flatMap((text) => wrap(text, room))
  const more = conditions.length - CONDITIONS_SHOWN
  const rest = more > 0 ? [look.dim(`and ${String(more)} more conditions (all: -o wide)`)] : []
  return [...shown, ...rest].map((line) => `${indent}${line}`)
}

/** How one row stands among others: what was said above it already is left out. */
export interface Placed {
  indent: string
  /** Width of the access column. */
  column: number
  places: Places
  /** What is left to say of the conditions. */
  conditions: Ways
  /** Null when the way was said above, or there is none. */
  through: string | null
}

/**
 * One access for a person: mark, access, target and actions on one line where they fit, then what is excepted, the way
 * through, the escalation and the conditions, each on a line of its own.
 */
export function accessLines(row: AccessRow, look: Look, placed: Placed): string[] {
  const { indent, column } = placed
  const words = padEnd(accessWords(row), column)
  const lead = `${indent}${mark(row.outcome, look)}  ${isEverything(row) ? look.alarm(words) : words}  `
  const inner = indent.length + 5
  const leadWidth = inner + displayWidth(words) + 2
  const target = shortenMiddle(targetText(row, placed.places), look.width - leadWidth)
  const actions = row.target.covers === 'principal' ? '' : actionsText(row, look)
  const deeper = ' '.repeat(inner + 2)
  const oneLine = leadWidth + displayWidth(target) + 2 + displayWidth(actions) <= look.width
  const lines = [oneLine && actions !== '' ? `${lead}${target}  ${look.dim(actions)}` : `${lead}${target}`]
  const below = (text: string): void => {
    for (const line of wrap(text, look.width - deeper.length)) lines.push(look.dim(`${deeper}${line}`))
  }
  if (!oneLine) below(actions)
  const except = (row.target.except ?? []).map(printable)
  if (except.length > 0) below(`except ${firstFew(except, EXCEPTIONS_SHOWN)}`)
  if (placed.through !== null) below(placed.through)
  if (row.escalation !== null) below(`by escalation ${printable(row.escalation)}`)
  lines.push(...conditionLines(placed.conditions, look, deeper))
  return lines
}
