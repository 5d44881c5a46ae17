import { readFile } from 'node:fs/promises'
import { UserError } from '../model/index.js'
import { importKnownAccounts, type KnownAccountsImport } from './import-list.js'
import { problemText, type Place, type Positioned, type Problem } from './positioned.js'
import { emptyRegistry, readRegistry, type PartyRegistry } from './registry.js'
import type * as Yaml from 'yaml'

const SIZE_LIMIT = 16 * 1024 * 1024
const DEPTH_LIMIT = 64
const SHOWN_PROBLEMS = 20

/**
 * Reads a `parties.yaml`; `file` is how messages call it.
 *
 * @throws UserError with every problem (the first twenty) as `file:line:column: ...`
 */
export async function parseRegistry(source: string, file: string): Promise<PartyRegistry> {
  const { root, problems } = await readPositioned(source)
  if (problems.length > 0) throw failure(file, problems)
  if (root === null) return emptyRegistry()
  const { registry, problems: wrong } = readRegistry(root)
  if (registry === null) throw failure(file, wrong)
  return registry
}

/** @throws UserError when the file cannot be read or is no registry. */
export async function loadRegistry(path: string): Promise<PartyRegistry> {
  return parseRegistry(await readText(path), path)
}

/** Reads a list in the community's known_aws_accounts format. @throws UserError as `loadRegistry` does. */
export async function loadKnownAccounts(path: string, registry: PartyRegistry): Promise<KnownAccountsImport> {
  const { root, problems } = await readPositioned(await readText(path))
  if (problems.length > 0) throw failure(path, problems)
  const result = importKnownAccounts(root ?? { kind: 'list', items: [], line: 1, column: 1 }, registry)
  if (result.problems.length > 0) throw failure(path, result.problems)
  return result
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length <= SIZE_LIMIT) return bytes.toString('utf8')
  } catch (cause) {
    throw new UserError(`cannot read \`${path}\`: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  throw new UserError(`cannot read \`${path}\`: it is larger than 16 MiB`)
}

function failure(file: string, problems: readonly Problem[]): UserError {
  const shown = problems.slice(0, SHOWN_PROBLEMS).map((problem) => problemText(file, problem))
  const left = problems.length - shown.length
  const more = left > 0 ? [`... and ${left} more`] : []
  const [first = `${file}: not readable`, ...others] = [...shown, ...more]
  return new UserError(first, others.length > 0 ? others.join('\n') : null)
}

/** The text as values with places; JSON is read as the YAML it is. */
async function readPositioned(source: string): Promise<{ root: Positioned | null; problems: Problem[] }> {
  const yaml = await import('yaml')
  const lines = new yaml.LineCounter()
  let document: Yaml.Document.Parsed
  try {
    document = yaml.parseDocument(source, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  } catch {
    return { root: null, problems: [{ line: 1, column: 1, message: 'cannot be parsed: it is nested too deep' }] }
  }
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems: Problem[] = document.errors.map((error) => {
    const [message = error.message] = error.message.split('\n')
    return { ...place(error.pos[0]), message: message.slice(0, 1).toLowerCase() + message.slice(1) }
  })
  if (problems.length > 0 || document.contents === null) return { root: null, problems }
  const root = positioned(yaml, document.contents, place, problems, 0)
  return { root: root.kind === 'scalar' && root.value === null ? null : root, problems }
}

function positioned(
  yaml: typeof Yaml,
  node: unknown,
  place: (offset: number) => Place,
  problems: Problem[],
  depth: number,
): Positioned {
  const at = place(yaml.isNode(node) ? (node.range?.[0] ?? 0) : 0)
  const nothing: Positioned = { kind: 'scalar', value: null, source: '', ...at }
  if (depth > DEPTH_LIMIT) {
    problems.push({ ...at, message: `nested deeper than ${DEPTH_LIMIT} levels` })
    return nothing
  }
  if (yaml.isMap(node)) {
    const entries = node.items.map((pair) => {
      const key = pair.key
      const keyAt = place(yaml.isNode(key) ? (key.range?.[0] ?? 0) : 0)
      const name = yaml.isScalar(key) ? String(key.value) : ''
      if (!yaml.isScalar(key)) problems.push({ ...keyAt, message: 'a key must be a plain text' })
      const value =
        pair.value === null ? { ...nothing, ...keyAt } : positioned(yaml, pair.value, place, problems, depth + 1)
      return { key: name, at: keyAt, value }
    })
    return { kind: 'map', entries, ...at }
  }
  if (yaml.isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => positioned(yaml, item, place, problems, depth + 1)), ...at }
  }
  if (yaml.isAlias(node)) {
    problems.push({ ...at, message: `\`*${node.source}\` refers to another place: write the value out` })
    return nothing
  }
  if (!yaml.isScalar(node)) return nothing
  const { value } = node
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
  if (!plain) problems.push({ ...at, message: 'expected a text, a number, `true` or `false`' })
  return { kind: 'scalar', value: plain ? value : null, source: node.source ?? String(value), ...at }
}
