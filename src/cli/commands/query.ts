import type { Command } from 'commander'
import { UserError, type ExitCode } from '../../model/index.js'
import type { CannedQuery } from '../../query/index.js'
import type { ListedQuery, QueryAnswer } from '../../report/index.js'
import { NEO4J_OPTIONS, neo4jTarget } from '../neo4j-target.js'
import type { OptionSpec } from '../options.js'
import { note, printAnswer, questionSource, type Session } from '../session.js'
import { declareOptions, type Run } from './verb.js'

const ENGINES = ['embedded', 'neo4j'] as const
const DEFAULT_SECONDS = 60
const MOST_SECONDS = 3600

const QUERY_OPTIONS: readonly OptionSpec[] = [
  { name: 'param', kind: 'list', value: 'name=value', description: 'a parameter of the query; repeat for more' },
  {
    name: 'engine',
    kind: 'text',
    value: 'engine',
    choices: ENGINES,
    description: 'what answers: embedded (the snapshot) or neo4j (what is published there) (default: embedded)',
  },
  { name: 'limit', kind: 'text', value: 'rows', description: 'the most rows (default: 1000)' },
  {
    name: 'timeout',
    kind: 'text',
    value: 'seconds',
    description: `after which Neo4j ends a query (default: ${String(DEFAULT_SECONDS)})`,
  },
  {
    name: 'cypher',
    kind: 'text',
    value: 'text',
    description: 'Cypher of your own, on Neo4j, reading only; - reads it from stdin',
  },
  ...NEO4J_OPTIONS,
]

/** `inroads query list | show <id> | run <id>`, and `inroads query --cypher <text>` */
export function addQuery(program: Command, run: Run): void {
  const query = program
    .command('query')
    .summary('canned questions to the graph, and Cypher of your own')
    .description('Canned questions to the graph, answered from the snapshot or by Neo4j with the same rows.')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  inroads query run party-summary',
        '  inroads query run party-reach --param party=datadog --engine neo4j -o csv',
        "  inroads query --cypher 'MATCH (p:ExternalParty) RETURN p.name'",
      ].join('\n'),
    )
  declareOptions(query, QUERY_OPTIONS)
  query.action(() =>
    run(query, QUERY_OPTIONS, async (session) => {
      const cypher = session.settings.text('cypher')
      if (cypher === undefined)
        throw new UserError(
          'query needs to know which',
          'use `query list`, `query show <id>`, `query run <id>` or `query --cypher <text>`',
        )
      return runCypher(session, cypher)
    }),
  )

  const list = query
    .command('list')
    .summary('all canned queries, by group')
    .description('All canned queries, by group.')
  list.action(() =>
    run(list, QUERY_OPTIONS, async (session) => {
      const { queries } = await loadQueries(session)
      return printAnswer(session, { schema: 'inroads/queries/1', queries: [...queries.values()].map(listed), gaps: [] })
    }),
  )

  const show = query
    .command('show')
    .summary('one query: its parameters, columns and Cypher')
    .description('One query: its parameters, its columns, and the Cypher to run it in Neo4j Browser.')
    .argument('<id>', 'such as party-reach')
  show.action((id: string) =>
    run(show, QUERY_OPTIONS, async (session) => {
      const { queries, queryNamed, cypherOf } = await loadQueries(session)
      const one = { ...listed(queryNamed(queries, id)), cypher: cypherOf(id) }
      return printAnswer(session, { schema: 'inroads/queries/1', queries: [one], gaps: [] })
    }),
  )

  const runs = query
    .command('run')
    .summary('run one query')
    .description('Runs one canned query on the snapshot, or on what is published to Neo4j.')
    .argument('<id>', 'such as party-reach')
  runs.action((id: string) => run(runs, QUERY_OPTIONS, (session) => runCanned(session, id)))
}

function loadQueries(session: Session): ReturnType<Session['host']['ports']['loadQueries']> {
  return session.host.ports.loadQueries()
}

function listed({ id, group, title, params, columns }: CannedQuery): ListedQuery {
  return {
    id,
    group,
    title,
    params: [...params].map(([name, { type, required, default: initially, example, description }]) => ({
      name,
      type,
      required,
      default: initially,
      example,
      description,
    })),
    columns: [...columns],
  }
}

async function runCanned(session: Session, id: string): Promise<ExitCode> {
  const { settings, host } = session
  const { queries, queryNamed, checkedParams, withNodes, DEFAULT_LIMIT, MOST_ROWS } = await loadQueries(session)
  const query = queryNamed(queries, id)
  const values = checkedParams(query, settings.list('param'))
  const limit = whole(session, 'limit', DEFAULT_LIMIT, MOST_ROWS)
  const timeout = whole(session, 'timeout', DEFAULT_SECONDS, MOST_SECONDS) * 1000
  const engine = await (settings.text('engine') === 'neo4j'
    ? host.ports.neo4jEngine(neo4jTarget(session), timeout, (text) => void note(session, text))
    : host.ports.embeddedEngine(await questionSource(session)))
  try {
    const { rows, truncated } = await engine.run(query, await withNodes(engine, query, values), limit)
    return await printed(session, {
      schema: 'inroads/query/1',
      id,
      engine: engine.name,
      columns: [...query.columns],
      rows: [...rows],
      truncated,
      gaps: await engine.gaps(),
    })
  } finally {
    await engine.close()
  }
}

async function runCypher(session: Session, text: string): Promise<ExitCode> {
  const { settings, host } = session
  if (settings.text('engine') === 'embedded')
    throw new UserError('Cypher of your own runs on Neo4j only', 'leave `--engine embedded` out, or run a canned query')
  const { DEFAULT_LIMIT, MOST_ROWS } = await loadQueries(session)
  const options = {
    limit: whole(session, 'limit', DEFAULT_LIMIT, MOST_ROWS),
    timeout: whole(session, 'timeout', DEFAULT_SECONDS, MOST_SECONDS) * 1000,
  }
  const cypher = text === '-' ? await standardInput(session) : text
  const answer = await host.ports.runCypher(neo4jTarget(session), cypher, options)
  return printed(session, {
    schema: 'inroads/query/1',
    id: null,
    engine: 'neo4j',
    columns: [...answer.columns],
    rows: [...answer.rows],
    truncated: answer.truncated,
    gaps: [],
  })
}

async function standardInput({ host }: Session): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of host.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** Prints an answer and announces a limit that was reached. */
async function printed(session: Session, answer: QueryAnswer): Promise<ExitCode> {
  const code = await printAnswer(session, answer)
  if (answer.truncated)
    await note(session, `there are more than ${String(answer.rows.length)} rows: raise --limit to see them`)
  return code
}

function whole(session: Session, name: string, initially: number, most: number): number {
  const text = session.settings.text(name)
  if (text === undefined) return initially
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= most) return value
  throw new UserError(
    `--${name}: \`${text}\` is not a whole number from 1 to ${String(most)}`,
    `such as \`--${name} 100\``,
  )
}
