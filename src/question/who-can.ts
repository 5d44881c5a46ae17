import type { AccessGraph } from '../engine/index.js'
import { compareText, type Node, type PathStep, type WhoCanRow } from '../model/index.js'
import { partiesOfDoor } from '../party/index.js'
import type { Clause, Clauses } from '../policy/condition/clauses.js'
import type { AccessQuestion } from '../policy/cloud.js'
import { leastDemanding, needsOf, outcomeOf } from '../policy/needs.js'
import { fromOutside } from '../policy/resolve-remaining.js'
import { grantOn } from './expand.js'
import type { Doors } from './parties.js'
import { entryOf, nodeOf, sortedEvidence, stepOf } from './rows.js'
import { asksOf, type GrantReader, type Hop } from './walk.js'

/** A way from a principal to the access that is asked about: hops, the last of which is the access itself. */
interface WayThere {
  readonly hops: readonly Hop[]
  readonly asks: ReadonlyMap<string, Clause>
}

const MOST_WAYS = 4
const LONGEST_CHAIN = 64

/** Who can do the action on the resource: one row per principal that starts, ours and outside. */
export function whoCanRows(reader: GrantReader, doors: Doors, action: string, asked: AccessQuestion): WhoCanRow[] {
  const ways = asked.becoming ? becomers(reader, action, asked.resource) : actors(reader, asked)
  spread(reader, ways)
  const rows: WhoCanRow[] = []
  for (const [node, list] of ways) rows.push(...rowsFor(reader, doors, node, list, action, asked))
  return rows.sort((a, b) => compareText(keyOf(a), keyOf(b)))
}

function keyOf(row: WhoCanRow): string {
  return `${row.principal.id}\u0000${row.party?.id ?? ''}`
}

type Ways = Map<number, WayThere[]>

/** Principals whose own grants cover the action on the resource. Each distinct grant is looked at once. */
function actors(reader: GrantReader, asked: AccessQuestion): Ways {
  const { access } = reader
  const { graph } = access
  const lists = new Map<number, boolean>()
  // Most grants do not name the action: their lists are looked at before anything else of them is read.
  const named = (list: number): boolean => {
    const known = lists.get(list)
    if (known !== undefined) return known
    const text = access.actionLists.get(list)
    const patterns = text === '' ? [] : text.split('\n')
    const result = asked.names(patterns, null)
    lists.set(list, result)
    return result
  }
  const verdicts = new Map<string, Clauses | null>()
  const ways: Ways = new Map()
  for (let node = 0; node < graph.nodeCount; node++) {
    const end = graph.outOffsets[node + 1] ?? 0
    for (let edge = graph.outOffsets[node] ?? 0; edge < end; edge++) {
      if (((1 << (graph.outKinds[edge] ?? 0)) & access.access) === 0) continue
      const detail = graph.outDetails[edge] ?? -1
      if (!named(access.detailActions[detail] ?? -1)) continue
      const to = graph.outTargets[edge] ?? 0
      const key = `${String(detail)} ${String(to)}`
      let clauses = verdicts.get(key)
      if (clauses === undefined) {
        clauses = clausesOn(reader, detail, to, asked)
        verdicts.set(key, clauses)
      }
      if (clauses === null) continue
      addWay(ways, node, {
        hops: [{ from: node, to, detail: reader.detailOf(detail), clauses }],
        asks: asksOf(new Map(), clauses),
      })
    }
  }
  return ways
}

/** What a grant on a target leaves to be satisfied for the resource; null when it does not cover it. */
function clausesOn(reader: GrantReader, number: number, target: number, asked: AccessQuestion): Clauses | null {
  const clauses = reader.clausesOf(number, null)
  if (clauses === null) return null
  const detail = reader.detailOf(number)
  if (detail.plane !== null && !asked.names(detail.actions, detail.plane)) return null
  return asked.left(grantOn(nodeOf(reader.access, target), detail, clauses))
}

/** Principals with an edge into the role that is asked about. */
function becomers(reader: GrantReader, action: string, role: string): Ways {
  const { access } = reader
  const ways: Ways = new Map()
  const goal = access.graph.ids.indexOf(role)
  if (goal < 0) return ways
  for (const hop of hopsInto(reader, goal)) {
    if (!hop.detail.actions.some((a) => a.toLowerCase() === action.toLowerCase())) continue
    addWay(ways, hop.from, { hops: [hop], asks: asksOf(new Map(), hop.clauses) })
  }
  return ways
}

function hopsInto(reader: GrantReader, node: number): Hop[] {
  const { access } = reader
  const { graph } = access
  const hops: Hop[] = []
  const end = graph.inOffsets[node + 1] ?? 0
  for (let i = graph.inOffsets[node] ?? 0; i < end; i++) {
    if (((1 << (graph.inKinds[i] ?? 0)) & access.assume) === 0) continue
    const from = graph.inSources[i] ?? 0
    const outside = isOutside(access, from)
    const number = graph.outDetails[graph.inEdges[i] ?? 0] ?? -1
    const asker = outside ? { door: graph.ids.get(from), identity: null, members: [] } : null
    const clauses = reader.clausesOf(number, asker)
    if (clauses !== null) hops.push({ from, to: node, detail: reader.detailOf(number), clauses })
  }
  return hops
}

function isOutside(access: AccessGraph, node: number): boolean {
  const { graph } = access
  return graph.vocabulary.nodeKinds[graph.nodeKinds[node] ?? 0] === 'OutsideIdentity'
}

/** Backwards over assumptions: whoever can become one who can, can. */
function spread(reader: GrantReader, ways: Ways): void {
  let front = [...ways.entries()].flatMap(([node, list]) => list.map((way) => ({ node, way })))
  for (let length = 0; front.length > 0 && length < LONGEST_CHAIN; length++) {
    const next: { node: number; way: WayThere }[] = []
    for (const { node, way } of front) {
      if (isOutside(reader.access, node)) continue
      for (const hop of hopsInto(reader, node)) {
        if (way.hops.some((h) => h.from === hop.from)) continue
        const hops = [hop, ...way.hops]
        if (!reader.isChain(hops)) continue
        const there = { hops, asks: asksOf(way.asks, hop.clauses) }
        if (addWay(ways, hop.from, there)) next.push({ node: hop.from, way: there })
      }
    }
    front = next
  }
}

function addWay(ways: Ways, node: number, way: WayThere): boolean {
  const list = ways.get(node)
  if (list === undefined) {
    ways.set(node, [way])
    return true
  }
  if (list.some((known) => [...known.asks.keys()].every((key) => way.asks.has(key)))) return false
  if (list.length < MOST_WAYS) {
    list.push(way)
    return true
  }
  // A full list gives up its most demanding way for one that asks for less: an "if" must not hide a plain yes.
  const worst = list.reduce((a, b) => (b.asks.size > a.asks.size ? b : a))
  if (worst.asks.size <= way.asks.size) return false
  list[list.indexOf(worst)] = way
  return true
}

function rowsFor(
  reader: GrantReader,
  doors: Doors,
  node: number,
  all: readonly WayThere[],
  action: string,
  asked: AccessQuestion,
): WhoCanRow[] {
  const { access } = reader
  const { resource } = asked
  const principal = nodeOf(access, node)
  const outside = isOutside(access, node)
  // Whom our directory knows starts there, as that principal.
  if (outside && all.every(({ hops: [first] }) => first !== undefined && isHeld(first))) return []
  const owners = ownersOf(doors, principal.id, outside, holdersInto(reader, node))
  const list = owners.every((party) => party === null) ? all : all.flatMap(withoutPerimeter)
  const best = [...list].sort((a, b) => a.asks.size - b.asks.size || a.hops.length - b.hops.length)[0]
  const first = best?.hops[0]
  const last = best?.hops.at(-1)
  if (best === undefined || first === undefined || last === undefined) return []
  const ways = leastDemanding(list.map((way) => [...way.asks.values()]))
  const assuming = asked.becoming
  const unknown = last.detail.unknown
  const kind = unknown ? last.detail : asked.kind
  const target = nodeOf(access, last.to)
  const path: PathStep[] = best.hops.map((hop, i) => {
    const step = stepOf(access, hop, assuming || i < best.hops.length - 1 ? 'CAN_ASSUME' : 'CAN_ACCESS')
    return i === best.hops.length - 1 ? { ...step, to: assuming ? step.to : resource } : step
  })
  const row = {
    principal,
    entry: entryOf(
      access,
      outside ? wayIn(assuming ? best.hops : best.hops.slice(0, -1), node) : node,
      (caller) => caller === principal.id,
    ),
    target: assuming ? { ...target, covers: 'principal' as const } : resourceTarget(target, last, asked),
    access: [...kind.access],
    data: kind.data,
    actions: unknown ? [] : [action],
    outcome: outcomeOf(ways, unknown),
    ...needsOf(ways),
    because: sortedEvidence(path.at(-1)?.because ?? []),
    path,
    escalation: null,
  }
  return owners.map((party) => ({ ...row, party }))
}

/** Does the hop lead to a principal as which our directory knows somebody outside? Nothing is done to become it. */
function isHeld({ detail }: Hop): boolean {
  return detail.covers === 'principal' && !detail.set && detail.actions.length === 0
}

/** Those outside as whom our directory knows a principal. */
function holdersInto(reader: GrantReader, node: number): string[] {
  const held = hopsInto(reader, node).filter((hop) => isHeld(hop) && isOutside(reader.access, hop.from))
  return held.map((hop) => reader.access.graph.ids.get(hop.from))
}

/**
 * Where a way from outside enters: the first principal of ours, of groups in groups the one that a policy names; who
 * becomes nobody comes in as itself.
 */
function wayIn(becoming: readonly Hop[], start: number): number {
  const [first] = becoming
  if (first === undefined) return start
  const end = becoming.findIndex(({ detail }) => !detail.set)
  const named = end < 0 ? becoming.at(-1) : end > 0 ? becoming[end - 1] : first
  return named?.to ?? start
}

/** A way as somebody outside has it, who is in no perimeter of ours. */
function withoutPerimeter(way: WayThere): WayThere[] {
  const left = fromOutside([...way.asks.values()])
  return left === null ? [] : [{ ...way, asks: asksOf(new Map(), left) }]
}

function resourceTarget(target: Node, last: Hop, { resource, type }: AccessQuestion): WhoCanRow['target'] {
  if (target.id === resource) return { ...target, covers: last.detail.covers }
  const pattern = resource.includes('*') || resource.includes('?')
  const scope = last.detail.covers === 'scope' ? target.id : target.scope
  const covers = pattern ? 'pattern' : 'resource'
  return { id: resource, type, cloud: target.cloud, scope, name: resource, covers }
}

/** The parties that a starting principal belongs to; null for ours. */
function ownersOf(doors: Doors, id: string, outside: boolean, doorsIn: readonly string[]): (Node | null)[] {
  if (outside) {
    // Who is not outside after all is one of us, whom only a grant names.
    const found = partiesOfDoor(doors.directory, id).map((p) => p.party)
    return found.length > 0 ? found : [null]
  }
  const known = doorsIn.flatMap((door) => partiesOfDoor(doors.directory, door).map((p) => p.party))
  if (known.length > 0) return known
  const held = doors.users.find((user) => user.ids.includes(id))
  const holders =
    held === undefined
      ? []
      : held.ids.flatMap((each) =>
          partiesOfDoor(doors.directory, each)
            .filter((p) => p.registered !== null)
            .map((p) => p.party),
        )
  const [holder] = holders
  return [holder ?? null]
}
