import { readFileSync, statSync } from 'node:fs'
import { UserError } from '../model/index.js'
import type { OptionSpec } from './options.js'
import type { Neo4jTargetGiven } from './ports.js'
import type { Session } from './session.js'

/** Where a Neo4j server is and how to sign in; `NEO4J_URI`, `NEO4J_USER` and `NEO4J_PASSWORD` serve as well. */
export const NEO4J_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'neo4jUri',
    kind: 'text',
    value: 'uri',
    description: 'the server: bolt://localhost:7687, neo4j+s://... (or NEO4J_URI)',
  },
  { name: 'neo4jUser', kind: 'text', value: 'name', description: 'who signs in (or NEO4J_USER; default: neo4j)' },
  {
    name: 'neo4jPasswordFile',
    kind: 'path',
    value: 'file',
    description: 'a file with the password (or NEO4J_PASSWORD)',
  },
  { name: 'neo4jDatabase', kind: 'text', value: 'name', description: "the database (default: the user's own)" },
  {
    name: 'neo4jCaFile',
    kind: 'path',
    value: 'file',
    description: 'certificates (PEM) that are trusted for the connection',
  },
]

const LONGEST_PASSWORD_FILE = 4096

/**
 * Gathers address and credentials: flag, `INROADS_*`, settings file, then the variables that Neo4j's tools use.
 *
 * @throws UserError when the address or the password is missing, or a file cannot be read
 */
export function neo4jTarget({ settings, host }: Session): Neo4jTargetGiven {
  const uri = settings.text('neo4jUri') ?? (host.env['NEO4J_URI'] || undefined)
  if (uri === undefined) {
    throw new UserError(
      'no Neo4j server is named',
      [
        'name it with `--neo4j-uri`, or NEO4J_URI such as `bolt://localhost:7687`',
        'none at hand? `docker compose up -d`, or `node scripts/neo4j.mjs start`: see docs/neo4j.md',
      ].join('\n'),
    )
  }
  const user = settings.text('neo4jUser') ?? (host.env['NEO4J_USER'] || 'neo4j')
  const file = settings.text('neo4jPasswordFile')
  const password = file === undefined ? host.env['NEO4J_PASSWORD'] : passwordIn(file)
  if (password === undefined || password === '') {
    throw new UserError(
      `no password is given for the Neo4j user \`${user}\``,
      'put it in a file and name that with `--neo4j-password-file`, or set NEO4J_PASSWORD',
    )
  }
  const database = settings.text('neo4jDatabase')
  const caFile = settings.text('neo4jCaFile')
  // The driver would only fail much later, and say less.
  if (caFile !== undefined) statSync(caFile)
  return {
    uri,
    user,
    password,
    ...(database === undefined ? {} : { database }),
    ...(caFile === undefined ? {} : { caFile }),
  }
}

/** The first line of a password file. INVARIANT: no error quotes what stands in it. */
function passwordIn(file: string): string {
  if (statSync(file).size > LONGEST_PASSWORD_FILE)
    throw new UserError(`\`${file}\` is too large for a file with a password`)
  const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/, 1)
  if (line === '') throw new UserError(`the password file \`${file}\` is empty`)
  return line
}
