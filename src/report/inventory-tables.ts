import type { PartiesAnswer, ImportAnswer, PartyRow, StatusAnswer } from './answers.js'
import { gapLines, gapsLine } from './gap-text.js'
import { gridLines } from './grid.js'
import type { Look } from './look.js'
import { nodeLabel } from './row-text.js'
import { snapshotLine } from './snapshot-text.js'
import { counted, firstFew, printable, shortenMiddle, wrap } from './text.js'

const FILES_SHOWN = 20
const SAMPLES_SHOWN = 3

/** `parties` for a person: who is in the snapshot, registered or not, then by which doors. */
export function* partiesTable(answer: PartiesAnswer, look: Look): Generator<string> {
  yield `${snapshotLine(answer.snapshot, look)}\n\n`
  if (answer.parties.length === 0) {
    const seen = answer.gaps.length > 0 ? 'in what was seen; below is what was not' : 'in this snapshot'
    yield `no outside party ${seen}\n`
  } else {
    const [header = '', ...rest] = gridLines(
      [
        { title: 'PARTY', give: true },
        { title: 'KIND' },
        { title: 'REGISTERED' },
        { title: 'DOORS', right: true },
        { title: 'ENTRIES', right: true },
      ],
      answer.parties.map((row) => [
        nodeLabel(row.party),
        printable(row.kind ?? '-'),
        row.registered ? 'yes' : 'no',
        String(row.doors.length),
        String(row.doors.reduce((sum, door) => sum + door.entries, 0)),
      ]),
      look.width,
    )
    yield `${[look.bold(header), ...rest].join('\n')}\n`
  }
  for (const row of answer.parties) yield* doorLines(row, look)
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

function* doorLines(row: PartyRow, look: Look): Generator<string> {
  yield `\n${look.bold(shortenMiddle(nodeLabel(row.party), look.width))}\n`
  if (row.source !== null) yield `${look.dim(shortenMiddle(`  according to ${printable(row.source)}`, look.width))}\n`
  for (const door of row.doors) {
    const shown = door.samples.slice(0, SAMPLES_SHOWN).map(printable)
    const more = door.entries > shown.length ? [`${String(door.entries - shown.length)} more`] : []
    const opens = shown.length === 0 ? String(door.entries) : [...shown, ...more].join(', ')
    yield `${shortenMiddle(`  ${printable(door.id)}`, look.width)}\n`
    for (const line of wrap(`opens ${opens}`, look.width - 4)) yield `${look.dim(`    ${line}`)}\n`
  }
}

/** `import` for a person: what was read, what was not, and what the dump cannot tell. */
export function* importTable(answer: ImportAnswer, look: Look): Generator<string> {
  const { recognised, unrecognised, malformed } = answer.files
  yield `${look.bold(`snapshot ${printable(answer.snapshot.id)}`)}\n`
  yield `  ${counted(recognised, 'file')} recognised, ${String(malformed.length)} malformed, ${String(unrecognised.length)} not recognised\n`
  yield `  covers ${answer.snapshot.scopes.length === 0 ? 'no account' : firstFew(answer.snapshot.scopes.map(printable), 6)}\n`
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
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

/** `status` for a person: where things are kept, what is stored, which snapshot answers. */
export function* statusTable(answer: StatusAnswer, look: Look): Generator<string> {
  yield `home      ${printable(answer.home)}\n`
  yield `registry  ${answer.parties === null ? 'none (no parties.yaml here or in home)' : printable(answer.parties)}\n`
  if (answer.snapshot === null) {
    yield 'snapshot  none (import one: `inroads import <path>`)\n'
    return
  }
  yield `snapshot  ${printable(answer.snapshot.id)}, ${answer.snapshot.takenAt === null ? 'time not told' : `taken ${printable(answer.snapshot.takenAt)}`}\n`
  yield `covers    ${firstFew(answer.snapshot.scopes.map(printable), 6)}\n`
  const others = answer.snapshots.filter((stored) => stored.id !== answer.snapshot?.id)
  if (others.length > 0)
    yield `others    ${firstFew(
      others.map((stored) => printable(stored.id)),
      6,
    )}\n`
  yield `coverage  ${gapsLine(answer.gaps) ?? 'complete'}\n`
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}
