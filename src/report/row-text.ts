import { ACCESS_ORDER, type Access, type Node, type ReachRow } from '../model/index.js'
import { middleOfPath } from './columns.js'
import { mark, type Look } from './look.js'
import { requirementLines, requirementText } from './requirement-text.js'
import { displayWidth, firstFew, padEnd, printable, shortenMiddle, wrap } from './text.js'

type AccessRow = Omit<ReachRow, 'party'>

const STRENGTH: readonly Access[] = ['permissions', 'write', 'tag', 'read', 'list']
const ACTIONS_SHOWN = 6
const EXCEPTIONS_SHOWN = 3
const WAYS_SHOWN = 8

/** `id (name)`, or the id alone where the name says no more. */
export function nodeLabel(node: Node): string {
  const id = printable(node.id)
  const name = printable(node.name)
  return name === '' || name === id || id.endsWith(`/${name}`) || id.endsWith(`:${name}`) ? id : `${id} (${name})`
}

/** Does the row give every action on a whole scope? */
export function isEverything(row: AccessRow): boolean {
  return (
    row.target.covers === 'scope' && row.actions.length === 1 && (row.actions[0] === '*' || row.actions[0] === '*:*')
  )
}

/**
 * The strongest thing that the rows give, in one or two words, and its rank (higher is stronger). Becoming a
 * principal counts only where nothing is known of what that principal can do.
 */
export function strongest(all: readonly AccessRow[]): { word: string; rank: number } {
  const rows = all.filter((row) => row.target.covers !== 'principal')
  if (rows.length === 0) return { word: 'become', rank: 0 }
  if (rows.some(isEverything)) return { word: 'everything', rank: STRENGTH.length + 1 }
  const index = STRENGTH.findIndex((access) => rows.some((row) => row.access.includes(access)))
  const word = STRENGTH[index]
  return word === undefined ? { word: 'not known', rank: 0 } : { word, rank: STRENGTH.length - index }
}

/** What the row lets the caller do, in words: `read write data`, `become`, `everything`. */
export function accessWords(row: AccessRow): string {
  if (row.target.covers === 'principal') return 'become'
  if (isEverything(row)) return 'everything'
  if (row.actions.length === 0 && row.access.length === 0) return 'not known'
  const words = ACCESS_ORDER.filter((access) => row.access.includes(access))
  return [words.length === ACCESS_ORDER.length ? 'all access' : words.join(' '), ...(row.data ? ['data'] : [])].join(
    ' ',
  )
}

function targetText(row: AccessRow): string {
  if (row.target.covers === 'principal' && row.target.id === row.entry.id) return 'it'
  if (row.target.covers === 'scope') return `in all of ${nodeLabel(row.target)}`
  return printable(row.target.id)
}

function actionsText(row: AccessRow): string {
  const allowed = row.actions.filter((action) => !action.startsWith('!')).map(printable)
  const except = row.actions.filter((action) => action.startsWith('!')).map((action) => printable(action.slice(1)))
  if (allowed.length === 0) return 'actions not known'
  const minus = except.length > 0 ? ` except ${firstFew(except, EXCEPTIONS_SHOWN)}` : ''
  return `${firstFew(allowed, ACTIONS_SHOWN)}${minus}`
}

/** Width of the access column for rows that stand together. */
export function accessWidth(rows: readonly AccessRow[]): number {
  return Math.min(
    26,
    rows.reduce((widest, row) => Math.max(widest, displayWidth(accessWords(row))), 0),
  )
}

/**
 * One access for a person: mark, access, target and actions on one line where they fit, then what is
 * excepted, the way through, the escalation and the requirements, each on a line of its own.
 */
export function accessLines(row: AccessRow, look: Look, indent: string, column: number): string[] {
  const lead = `${indent}${mark(row.outcome, look)}  ${padEnd(accessWords(row), column)}  `
  const inner = indent.length + 5
  const leadWidth = inner + Math.max(column, displayWidth(accessWords(row))) + 2
  const target = shortenMiddle(targetText(row), look.width - leadWidth)
  const actions = actionsText(row)
  const deeper = ' '.repeat(inner + 2)
  const room = look.width - deeper.length
  const oneLine = leadWidth + displayWidth(target) + 2 + displayWidth(actions) <= look.width
  const lines = oneLine ? [`${lead}${target}  ${look.dim(actions)}`] : [`${lead}${target}`]
  const below = (text: string): void => {
    for (const line of wrap(text, room)) lines.push(look.dim(`${deeper}${line}`))
  }
  if (!oneLine) below(actions)
  const except = (row.target.except ?? []).map(printable)
  if (except.length > 0) below(`except ${firstFew(except, EXCEPTIONS_SHOWN)}`)
  const through = middleOfPath(row).map(printable)
  if (through.length > 0) below(`through ${firstFew(through, 4, ' > ')}`)
  if (row.escalation !== null) below(`by escalation ${printable(row.escalation)}`)
  const conditions = requirementLines(row.requires, row.alternatives, requirementText)
  for (const text of conditions.slice(0, WAYS_SHOWN))
    for (const line of wrap(text, room)) lines.push(`${deeper}${line}`)
  if (conditions.length > WAYS_SHOWN)
    below(`and ${String(conditions.length - WAYS_SHOWN)} more conditions (all: -o json)`)
  return lines
}
