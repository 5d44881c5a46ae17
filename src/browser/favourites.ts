import { DEFAULT_LIMIT, QUERY_GROUPS, type CannedQuery } from '../query/index.js'
import { cypherLiteral, parameterCommand, requiredCommands } from './parameters.js'
import { PICTURE_LIST, type Picture } from './pictures.js'

/** A favourite of Browser. `folder` is the folder that it is put in, `name` that of its file, `text` what a click
 * writes into the editor. */
export interface Favourite {
  readonly folder: string
  readonly name: string
  readonly title: string
  /** The commands that set what the statement cannot run without. */
  readonly commands: readonly string[]
  readonly statement: string
  readonly text: string
}

const PICTURE_FOLDER = 'inroads 0 pictures'

/**
 * One favourite for each picture and each canned query, in folders by group. Browser takes the first line, a comment,
 * as the title. What a query cannot run without is a parameter, with the command that sets it as a comment; the rest
 * stands in the text as its default, so that most run at once and can be changed on the spot.
 *
 * @param cypherOf the Cypher of a canned query
 */
export function favourites(queries: Iterable<CannedQuery>, cypherOf: (id: string) => string): Favourite[] {
  const groups = Object.keys(QUERY_GROUPS)
  const canned = [...queries].map((query) =>
    favourite(
      `inroads ${String(groups.indexOf(query.group) + 1)} ${query.group.replaceAll('-', ' ')}`,
      query.id,
      query.title,
      requiredCommands(query),
      withDefaults(query, cypherOf(query.id)),
    ),
  )
  return [
    ...PICTURE_LIST.map(pictureFavourite),
    ...canned.sort((a, b) => (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0)),
  ]
}

/** A picture as a favourite. */
export function pictureFavourite({ title, params, cypher }: Picture): Favourite {
  const commands = params.flatMap(([name, label]) => parameterCommand(name, label) ?? [])
  return favourite(PICTURE_FOLDER, fileName(title), title, commands, cypher)
}

function favourite(
  folder: string,
  name: string,
  title: string,
  commands: readonly string[],
  cypher: string,
): Favourite {
  const statement = cypher.trim()
  const before =
    commands.length === 0
      ? []
      : [
          '// Once, before the first time (or with an id of your choice):',
          ...commands.map((command) => `// ${command}`),
        ]
  return { folder, name, title, commands, statement, text: [`// ${title}`, ...before, statement, ''].join('\n') }
}

/** The statement without its title, and with the defaults in place of the parameters that have one. */
function withDefaults(query: CannedQuery, cypher: string): string {
  const statement = cypher.replace(/^(\/\/[^\n]*\n)+/, '')
  return statement.replace(/\$([A-Za-z_][A-Za-z0-9_]*)/g, (written, name: string) => {
    if (name === 'limit') return String(DEFAULT_LIMIT)
    const spec = query.params.get(name)
    return spec === undefined || spec.required ? written : cypherLiteral(spec.default)
  })
}

function fileName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
