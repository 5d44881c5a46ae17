import { canonicalJson, type Entry, type Node, type ReachRow } from '../model/index.js'
import { hoisted, isConditioned, waysOf, type Ways } from './conditions.js'
import { lastUsedText } from './last-used-text.js'
import type { Look } from './look.js'
import { accountName, shortName, type Places } from './place-text.js'
import { accessLines, accessWidth, conditionLines, isEverybody, nodeLabel, throughText } from './row-text.js'
import { compareStrength } from './strength.js'
import { displayWidth, printable, shortenMiddle, wrap } from './text.js'

const UNREAD_SHOWN = 12

/** A row with what is left to say of it. */
interface Said {
  row: ReachRow
  through: string | null
  conditions: Ways
}

/**
 * What a party gets by one way in, strongest first. What all rows share is said once: the conditions of the way in
 * under its line, a way through other principals above the rows behind it.
 */
export function entryLines(entry: Entry, rows: readonly ReachRow[], look: Look, places: Places): string[] {
  const own = rows.find((row) => row.target.covers === 'principal' && row.target.id === entry.id)
  const unread = rows.filter(isUnread)
  const others = rows.filter((row) => row !== own && !unread.includes(row)).sort(compareStrength)
  const read = own === undefined ? others : [own, ...others]
  const { shared, rest } = hoisted(own === undefined ? null : waysOf(own), read.map(waysOf))
  const said = read.map((row, i): Said => ({
    row,
    through: throughText(row, places),
    conditions: rest[i] ?? waysOf(row),
  }))
  const shown = said.filter(({ row, conditions }) => row !== own || isConditioned(conditions))
  const used = lastUsedText(entry.lastUsed)
  const lines = [
    ...entranceLines(entry, own, look, places),
    ...(used === '' ? [] : [look.dim(`  last used: ${used}`)]),
    ...conditionLines(shared, look, '  '),
  ]
  if (shown.length === 0 && unread.length === 0) lines.push(look.dim('    nothing beyond that was found'))
  for (const section of sections(shown)) lines.push(...sectionLines(section, look, places))
  return [...lines, ...unreadLines(unread, look)]
}

/** A row of something that was listed, but what it lets whom do was not read. */
function isUnread(row: ReachRow): boolean {
  return row.outcome === 'unknown' && row.actions.length === 0 && row.target.covers !== 'principal'
}

function entranceLines(entry: Node, own: ReachRow | undefined, look: Look, places: Places): string[] {
  if (own === undefined) {
    const id = nodeLabel(entry)
    const line =
      entry.type === 'external_party' ? (isEverybody(entry.id) ? '  directly' : `  directly, as ${id}`) : `  by ${id}`
    return [shortenMiddle(line, look.width)]
  }
  const account = accountName(entry.id, places)
  const where = account === null || entry.id.includes(account) ? '' : ` (${account})`
  const held = own.path.some((step) => step.edge === 'HOLDS' && step.to === entry.id)
  const told = (name: string): string => (held ? `  holds ${name} or a key of it` : `  enters as ${name}`)
  const full = told(places.has(entry.id) ? shortName(entry.id, places) : `${printable(entry.id)}${where}`)
  const line = displayWidth(full) <= look.width ? full : told(shortName(entry.id, places))
  const by = own.actions.map(printable).join(', ')
  const fits = by !== '' && displayWidth(line) + displayWidth(by) + 2 <= look.width
  return [`${shortenMiddle(line, look.width)}${fits ? look.dim(`  ${by}`) : ''}`]
}

/** Rows with the same way and the same conditions, in the order of their strongest. */
function sections(rows: readonly Said[]): Said[][] {
  const found = new Map<string, Said[]>()
  for (const said of rows) {
    const key = canonicalJson([said.through, said.conditions])
    const section = found.get(key)
    if (section === undefined) found.set(key, [said])
    else section.push(said)
  }
  return [...found.values()]
}

function sectionLines(section: readonly Said[], look: Look, places: Places): string[] {
  const [first] = section
  if (first === undefined) return []
  const rows = section.map((said) => said.row)
  const nothingToShare = first.through === null && !isConditioned(first.conditions)
  const alone = section.length === 1 || nothingToShare
  const lines: string[] = []
  if (!alone) {
    if (first.through !== null) lines.push(...wrap(first.through, look.width - 4).map((line) => `    ${line}`))
    lines.push(...conditionLines(first.conditions, look, '    '))
  }
  const indent = alone ? '    ' : '      '
  for (const { row, through, conditions } of section) {
    const placed = alone ? { through, conditions } : { through: null, conditions: [[]] }
    lines.push(...accessLines(row, look, { indent, column: accessWidth(rows), places, ...placed }))
  }
  return lines
}

function unreadLines(rows: readonly ReachRow[], look: Look): string[] {
  if (rows.length === 0) return []
  const lines = ['    not known: whom these let in was not read']
  for (const row of rows.slice(0, UNREAD_SHOWN)) {
    lines.push(`    ${look.outcome.unknown('?')}    ${shortenMiddle(printable(row.target.id), look.width - 9)}`)
  }
  if (rows.length > UNREAD_SHOWN) lines.push(`         and ${String(rows.length - UNREAD_SHOWN)} more (all: -o wide)`)
  return lines
}
