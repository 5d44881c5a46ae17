import type { StatusAnswer } from './answers.js'
import { coverageLines } from './coverage-table.js'
import { gapLines, gapsLine } from './gap-text.js'
import type { Look } from './look.js'
import { counted, firstFew, printable, wrap } from './text.js'

const SCOPES_SHOWN = 6

/** `status` for a person: where things are kept, what is stored, which snapshot answers, and all that was not seen. */
export function* statusTable(answer: StatusAnswer, look: Look): Generator<string> {
  const field = (name: string, text: string): string =>
    wrap(text, look.width - 10)
      .map((line, i) => `${(i === 0 ? name : '').padEnd(10)}${line}\n`)
      .join('')
  yield field('home', printable(answer.home))
  yield field(
    'registry',
    answer.parties === null ? 'none (no parties.yaml here or in home)' : printable(answer.parties),
  )
  if (answer.snapshot === null) {
    yield field('snapshot', 'none (import one: `inroads import <path>`, or read your clouds: `inroads collect`)')
    yield* unfinishedLines(answer, look)
    return
  }
  const { id, takenAt, scopes } = answer.snapshot
  yield field('snapshot', `${printable(id)}, ${takenAt === null ? 'time not told' : `taken ${printable(takenAt)}`}`)
  yield field('covers', firstFew(scopes.map(printable), SCOPES_SHOWN))
  const others = answer.snapshots.filter((stored) => stored.id !== id).map((stored) => printable(stored.id))
  if (others.length > 0) yield field('others', firstFew(others, SCOPES_SHOWN))
  yield field('coverage', gapsLine(answer.gaps) ?? 'complete')
  yield* unfinishedLines(answer, look)
  yield* coverageLines(answer.coverage, look)
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

function* unfinishedLines({ unfinished }: StatusAnswer, look: Look): Generator<string> {
  if (unfinished.length === 0) return
  yield `\n${look.bold('unfinished collections')}\n`
  for (const { startedAt, clouds, cells, resume } of unfinished) {
    const done = cells === null ? '' : `, ${counted(cells, 'call')} done`
    yield `  ${clouds.map(printable).join(', ')}, begun ${printable(startedAt)}${done}\n`
    for (const line of wrap(`go on: ${printable(resume)}`, look.width - 4)) yield `    ${line}\n`
  }
}
