import type { PartiesAnswer, ImportAnswer, PartyRow } from './answers.js'
import { gapSummary } from './gap-text.js'
import { gridLines } from './grid.js'
import type { Asked, Look } from './look.js'
import { isEverybody, nodeLabel, partyLabel } from './row-text.js'
import { snapshotLine } from './snapshot-text.js'
import { counted, displayWidth, firstFew, printable, shortenMiddle, wrap } from './text.js'

const FILES_SHOWN = 20
const SAMPLES_SHOWN = 3
const SCOPES_SHOWN = 6
const WIDTH_FOR_KIND = 80

/** `parties` for a person: who is in the snapshot, registered or not, until when, and by which doors. */
export function* partiesTable(answer: PartiesAnswer, look: Look, asked: Asked): Generator<string> {
  yield `${snapshotLine(answer.snapshot, look)}\n\n`
  const present = answer.parties.filter((row) => row.doors.length > 0)
  const absent = answer.parties.filter((row) => row.doors.length === 0)
  if (present.length === 0) {
    const text =
      answer.gaps.length > 0
        ? 'no outside party was found, but not everything was seen'
        : 'no outside party has a door in this snapshot'
    yield `${text}\n`
  } else {
    const narrow = look.width < WIDTH_FOR_KIND
    const [header = '', ...rest] = gridLines(
      [
        { title: 'PARTY', give: true },
        ...(narrow ? [] : [{ title: 'KIND' }]),
        { title: 'REGISTERED' },
        { title: 'CONTRACT END' },
        { title: 'DOORS', right: true },
        { title: 'OPENS', right: true },
      ],
      present.map((row) => [
        nodeLabel(row.party),
        ...(narrow ? [] : [printable(row.kind ?? '-')]),
        row.registered ? 'yes' : isEverybody(row.party.id) ? '-' : 'NO',
        contractText(row, asked.today),
        String(row.doors.length),
        String(row.doors.reduce((sum, door) => sum + door.entries, 0)),
      ]),
      look.width,
    )
    yield `${[look.bold(header), ...rest].join('\n')}\n`
    const unknown = present.filter((row) => !row.registered && !isEverybody(row.party.id)).length
    if (unknown > 0) {
      const advice = `${String(unknown)} not registered: \`inroads parties suggest\` prints entries for parties.yaml`
      for (const line of wrap(advice, look.width)) yield `${look.dim(line)}\n`
    }
  }
  for (const row of present) yield* doorLines(row, look)
  if (absent.length > 0) {
    yield `\n${look.bold('registered, and no door found')}\n`
    for (const row of absent) {
      const end = contractText(row, asked.today)
      const line = `  ${nodeLabel(row.party)}${end === '-' ? '' : `, contract end ${end}`}`
      yield `${shortenMiddle(line, look.width)}\n`
    }
  }
  const gaps = gapSummary(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

/** The day on which the contract ends, marked when it has passed. */
function contractText({ contractEnd }: PartyRow, today: string | undefined): string {
  if (contractEnd === null || contractEnd === undefined) return '-'
  return today !== undefined && contractEnd < today ? `${printable(contractEnd)} ENDED` : printable(contractEnd)
}

function* doorLines(row: PartyRow, look: Look): Generator<string> {
  yield `\n${look.bold(shortenMiddle(partyLabel(row.party), look.width))}\n`
  if (row.source !== null) yield `${look.dim(shortenMiddle(`  according to ${printable(row.source)}`, look.width))}\n`
  for (const door of row.doors) {
    const shown = door.samples.slice(0, SAMPLES_SHOWN).map(printable)
    const more = door.entries > shown.length ? [`${String(door.entries - shown.length)} more`] : []
    const opens = shown.length === 0 ? String(door.entries) : [...shown, ...more].join(', ')
    if (shown.length === 1 && shown[0] === printable(door.id)) {
      yield `${shortenMiddle(`  holds ${printable(door.id)}`, look.width)}\n`
      continue
    }
    const oneLine = `  ${printable(door.id)} opens ${opens}`
    if (displayWidth(oneLine) <= look.width) {
      yield `${oneLine}\n`
      continue
    }
    yield `${shortenMiddle(`  ${printable(door.id)}`, look.width)}\n`
    for (const line of wrap(`opens ${opens}`, look.width - 4)) yield `${look.dim(`    ${line}`)}\n`
  }
}

/** `import` for a person: what was read, what was not, and what the dump cannot tell. */
export function* importTable(answer: ImportAnswer, look: Look): Generator<string> {
  const { recognised, unrecognised, malformed } = answer.files
  yield `${look.bold(`snapshot ${printable(answer.snapshot.id)}`)}\n`
  yield `  ${counted(recognised, 'file')} recognised, ${String(malformed.length)} malformed, ${String(unrecognised.length)} not recognised\n`
  const scopes = firstFew(answer.snapshot.scopes.map(printable), SCOPES_SHOWN)
  yield* wrap(`covers ${scopes === '' ? 'no account' : scopes}`, look.width - 2).map((line) => `  ${line}\n`)
  if (malformed.length > 0) {
    yield `\n${look.bold('malformed, left out')}\n`
    for (const file of malformed) {
      for (const line of wrap(`${printable(file.path)}: ${printable(file.message)}`, look.width - 2))
        yield `  ${line}\n`
    }
  }
  if (unrecognised.length > 0) {
    yield `\n${look.bold('not recognised, left out')}\n`
    for (const path of unrecognised.slice(0, FILES_SHOWN)) yield `  ${shortenMiddle(printable(path), look.width - 2)}\n`
    if (unrecognised.length > FILES_SHOWN)
      yield `  and ${String(unrecognised.length - FILES_SHOWN)} more (all: -o json)\n`
  }
  const gaps = gapSummary(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}
