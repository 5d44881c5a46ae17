import { NODE_KIND_NAMES, type GraphNodeKind } from '../graph/index.js'
import { UserError } from '../model/index.js'
import { generatedPartyId, identityId, parseIdentifier } from '../party/index.js'
import type { CannedQuery, ParamSpec, ParamValue } from './contract.js'
import type { QueryEngine } from './engine.js'

const SHOWN = 5

/**
 * The values with every `node` parameter as the id of a node: what was given may be the id, another form of it, for a
 * party an identifier that belongs to it, or the name of one node.
 *
 * A well-formed identifier that is not in the graph stays as it is and gives no rows.
 *
 * @throws UserError for a word that names nothing, or several nodes
 */
export async function withNodes(
  engine: QueryEngine,
  query: CannedQuery,
  values: ReadonlyMap<string, ParamValue>,
): Promise<Map<string, ParamValue>> {
  const found = new Map(values)
  for (const [name, spec] of query.params) {
    const value = values.get(name)
    if (spec.type === 'node' && typeof value === 'string') found.set(name, await nodeId(engine, spec, name, value))
  }
  return found
}

async function nodeId(engine: QueryEngine, spec: ParamSpec, name: string, given: string): Promise<string> {
  const kinds = NODE_KIND_NAMES.filter((kind) => spec.labels?.includes(kind))
  const ids = await among(kinds, (kind) => engine.find(kind, { ids: [given] }))
  if (ids[0] !== undefined) return ids[0]
  const identifier = parseIdentifier(given)
  if (identifier !== null) {
    const forms = [identityId(identifier), generatedPartyId(identifier)]
    const others = await among(kinds, (kind) => engine.find(kind, { ids: forms }))
    if (others[0] !== undefined) return others[0]
    const parties = kinds.includes('ExternalParty') ? await engine.partiesBy([given, ...forms]) : []
    if (parties.length > 0) return single(parties, name, given)
  }
  const named = await among(kinds, (kind) => engine.find(kind, { name: given }))
  if (named.length > 0) return single(named, name, given)
  if (identifier !== null || given.includes(':')) return given
  throw new UserError(
    `the parameter \`${name}\` names nothing: no ${kinds.join(' or ')} has the id or name \`${given.slice(0, 100)}\``,
    kinds.includes('ExternalParty')
      ? 'see who is there with `inroads query run party-summary`'
      : 'give the id as it stands in other answers, such as an ARN',
  )
}

async function among(
  kinds: readonly GraphNodeKind[],
  find: (kind: GraphNodeKind) => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = []
  for (const kind of kinds) found.push(...(await find(kind)))
  return [...new Set(found)]
}

function single(ids: readonly string[], name: string, given: string): string {
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) return only
  throw new UserError(
    `the parameter \`${name}\` is not clear: \`${given.slice(0, 100)}\` names ${String(ids.length)} nodes`,
    `give the id of one of them: ${ids.slice(0, SHOWN).join(', ')}${ids.length > SHOWN ? ', ...' : ''}`,
  )
}
