import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { storeReference, type StoreAccess } from '../connector/store.js'
import { EXIT, UserError, type ExitCode } from '../model/index.js'
import { FORMATS, gapsOf, loadRenderer, type Answer, type Asked, type Format } from '../report/index.js'
import { printable } from '../report/text.js'
import type { Host } from './host.js'
import type { QuestionSource, Questions } from './ports.js'
import { defaultHome, type Settings } from './settings.js'

const CHUNK_CHARACTERS = 1 << 16
const DEFAULT_WIDTH = 100

/** One run of one command: its settings, and the ways to print. */
export interface Session {
  host: Host
  settings: Settings
  home: string
}

export function createSession(host: Host, settings: Settings): Session {
  return { host, settings, home: settings.text('home') ?? defaultHome(host) }
}

/** The registry that applies: the one named, else `parties.yaml` in the current directory, else in home. */
export function registryPath(session: Session): string | undefined {
  const named = session.settings.text('parties')
  if (named !== undefined) {
    if (!existsSync(named))
      throw new UserError(`the registry \`${named}\` does not exist`, 'check --parties or INROADS_PARTIES')
    return named
  }
  return [join(session.host.cwd, 'parties.yaml'), join(session.home, 'parties.yaml')].find((path) => existsSync(path))
}

/** The date that decides conditions on time: the one given, else the current one (UTC). */
function today(session: Session): string {
  return session.settings.text('today') ?? new Date(session.host.now()).toISOString().slice(0, 10)
}

/** With which credentials stores of snapshots are opened. */
export function storeAccess({ host, settings }: Session): StoreAccess {
  const profile = settings.text('profile')
  return { env: host.env, ...(profile === undefined ? {} : { profile }) }
}

/**
 * The snapshot that answers, as it is found in the home: what `--snapshot` names in a store is fetched first.
 *
 * @param raw are its raw records needed, too?
 */
export async function namedSnapshot(
  session: Session,
  raw: 'if-outdated' | 'never' = 'never',
): Promise<string | undefined> {
  const named = session.settings.text('snapshot')
  const reference = named === undefined ? null : storeReference(named)
  if (reference === null) return named
  const store = await session.host.ports.openStore(reference.url, storeAccess(session))
  return store.pull(session.home, reference.id, raw)
}

/** What questions are answered from. */
export async function questionSource(session: Session): Promise<QuestionSource> {
  const snapshot = await namedSnapshot(session)
  const parties = registryPath(session)
  return {
    home: session.home,
    today: today(session),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(parties === undefined ? {} : { parties }),
  }
}

export async function openQuestions(session: Session): Promise<Questions> {
  return session.host.ports.openQuestions(await questionSource(session))
}

function format(session: Session): Format {
  const chosen = session.settings.text('output')
  return FORMATS.find((one) => one === chosen) ?? 'table'
}

/** One line for people on stderr, unless `--quiet`. */
export async function note(session: Session, text: string): Promise<void> {
  if (!session.settings.on('quiet')) await session.host.stderr.write(`inroads: ${printable(text)}\n`)
}

/** Writes pieces of text: the first at once, then in larger chunks, each after the reader has taken the one before. */
export async function writePieces(session: Session, pieces: Iterable<string>): Promise<void> {
  let chunk = ''
  let first = true
  for (const piece of pieces) {
    chunk += piece
    if (!first && chunk.length < CHUNK_CHARACTERS) continue
    first = false
    await session.host.stdout.write(chunk)
    chunk = ''
  }
  if (chunk !== '') await session.host.stdout.write(chunk)
}

/** Only the table of reach asks for it, and the question behind it has loaded what it needs. */
async function actionRank(): Promise<(pattern: string) => number> {
  return (await import('../report/action-rank.js')).actionRank
}

/** Prints an answer in the chosen format and says on stderr what a format has no place for; returns the exit code. */
export async function printAnswer(session: Session, answer: Answer, asked: Asked = {}): Promise<ExitCode> {
  const chosen = format(session)
  const [render, { createLook }] = await Promise.all([loadRenderer(chosen), import('../report/look.js')])
  const { stdout, env } = session.host
  const colour = stdout.isTTY && session.settings.on('color') && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  const rank = chosen === 'table' && answer.schema === 'inroads/reach/1' ? await actionRank() : undefined
  const look = createLook(Number(env['COLUMNS']) || stdout.columns || DEFAULT_WIDTH, colour, rank)
  await writePieces(session, render(answer, look, { today: today(session), ...asked }))
  const gaps = gapsOf(answer)
  if (chosen !== 'table' && chosen !== 'wide' && gaps.length > 0) {
    const { gapsLine } = await import('../report/gap-text.js')
    const line = gapsLine(gaps)
    if (line !== null) await note(session, line)
  }
  const incomplete = gaps.length > 0 || ('complete' in answer && !answer.complete)
  return incomplete && session.settings.on('strict') ? EXIT.incomplete : EXIT.clean
}
