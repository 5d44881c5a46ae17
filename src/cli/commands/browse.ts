import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { EXIT, UserError, type ExitCode } from '../../model/index.js'
import type { BrowserFile } from '../../browser/index.js'
import type { OptionSpec } from '../options.js'
import { namedSnapshot, note, questionSource, writePieces, type Session } from '../session.js'
import { declareOptions, type Run } from './verb.js'

const DEFAULT_PORT = 7480
const MOST_PORT = 65_535

const BROWSE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'port',
    kind: 'text',
    value: 'number',
    description: `where the files are served, on this machine only; 0 for any free port (default: ${String(DEFAULT_PORT)})`,
  },
  { name: 'dir', kind: 'path', value: 'folder', description: 'write the files to a folder instead of serving them' },
]

/** `inroads browse` */
export function addBrowse(program: Command, run: Run): void {
  const command = program
    .command('browse')
    .summary('style, favourites and guide for Neo4j Browser')
    .description(
      'Serves what makes Neo4j Browser a place to investigate from: a style, every canned question as a favourite, pictures, and a guide with ten first questions. Ends with Ctrl-C.',
    )
    .addHelpText('after', '\nExamples:\n  inroads browse\n  inroads browse --dir neo4j-browser')
  declareOptions(command, BROWSE_OPTIONS)
  command.action(() =>
    run(command, BROWSE_OPTIONS, async (session) => {
      const port = portOf(session)
      const parts = await packParts(session)
      const { browserPack } = await import('../../browser/index.js')
      const folder = session.settings.text('dir')
      if (folder !== undefined) return written(session, folder, browserPack({ ...parts, address: null }))
      const server = await session.host.ports.serveOnLoopback(port, (address) => browserPack({ ...parts, address }))
      await writePieces(session, [instructions(server.address)])
      await note(session, 'serving until Ctrl-C')
      await server.closed
      return EXIT.clean
    }),
  )
}

function portOf({ settings }: Session): number {
  const text = settings.text('port')
  if (text === undefined) return DEFAULT_PORT
  const value = /^\d{1,5}$/.test(text) ? Number(text) : MOST_PORT + 1
  if (value <= MOST_PORT) return value
  throw new UserError(
    `--port: \`${text}\` is not a port`,
    `a number from 0 to ${String(MOST_PORT)}, such as \`--port 7480\``,
  )
}

/** What the files are made of; labels of types are those of the snapshot, where there is one. */
async function packParts(session: Session) {
  const { ports } = session.host
  const named = await namedSnapshot(session, 'if-outdated')
  const [{ queries, cypherOf }, { snapshot }] = await Promise.all([
    ports.loadQueries(),
    ports.stored(session.home, named),
  ])
  const typeLabels = snapshot === null ? [] : await ports.typeLabels(await questionSource(session))
  if (snapshot === null) await note(session, 'nothing is imported here: types keep the colours that Browser gives them')
  return { queries, cypherOf, typeLabels }
}

function instructions(address: string): string {
  return [
    'In Neo4j Browser, signed in to the database that `inroads publish` wrote to, type:',
    '',
    `  :style ${address}/style.grass`,
    `  :guide ${address}/guide.html`,
    '',
    'Favourites: download this, drop the file on Browser once, and look behind the star:',
    '',
    `  ${address}/favourites.zip`,
    '',
    'The ten first questions, to read:',
    '',
    `  ${address}/first-questions.md`,
    '',
  ].join('\n')
}

async function written(session: Session, folder: string, files: readonly BrowserFile[]): Promise<ExitCode> {
  for (const { path, bytes } of files) {
    const target = join(folder, ...path.split('/'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bytes)
  }
  const shown = files.filter(({ path }) => !path.includes('/')).map(({ path }) => `${join(folder, path)}\n`)
  await writePieces(session, shown)
  await note(
    session,
    'drop style.grass and favourites.zip on Neo4j Browser, one after the other; guide.html has to be served over HTTP to be played',
  )
  return EXIT.clean
}
