import { nodeKind, type AccessGraph } from '../engine/index.js'
import {
  canonicalJson,
  compareText,
  type Evidence,
  type Node,
  type PathStep,
  type ReachRow,
  type Target,
} from '../model/index.js'
import type { Clause } from '../policy/condition/clauses.js'
import type { ActionsLeft, Kind, Places, Plane } from '../policy/cloud.js'
import { leastDemanding, needsOf, outcomeOf } from '../policy/needs.js'
import { meaningOf } from './clouds.js'
import { expandGrant, grantOn } from './expand.js'
import { entryOf, evidenceOf, nodeOf, sortedEvidence, stepOf } from './rows.js'
import { asksOf, hopsFrom, walkAssumptions, type GrantReader, type Hop, type Label, type Start } from './walk.js'

/** Somebody whose reach is asked for, under the party that its rows name. */
export interface PartyStart extends Start {
  readonly party: Node
  /** Is the caller (an ARN, an account, a login) of this party? */
  readonly isOf: (caller: string) => boolean
}

/** One grant on the way to a row. */
interface Granted {
  readonly actions: readonly string[]
  /** What kind of access the actions are; null where that is worked out from them. */
  readonly kind: Kind | null
  readonly asks: readonly Clause[]
  readonly unknown: boolean
  readonly because: readonly Evidence[]
  readonly path: PathStep[]
}

/** A row while it is put together: everything that leads to the same target by the same entry. */
interface Draft {
  readonly party: Node
  readonly entry: number
  readonly isOf: (caller: string) => boolean
  readonly target: Target
  readonly plane: Plane | null
  readonly grants: Granted[]
}

/** Everything that the starts reach, as rows of the contract; with `places` down to the resources that are there. */
export function reachRows(reader: GrantReader, starts: readonly PartyStart[], places: Places | null): ReachRow[] {
  const { access } = reader
  const drafts = new Map<string, Draft>()
  for (const start of starts) {
    for (const label of [...walkAssumptions(reader, start).values()].flat()) {
      addPrincipal(drafts, access, start, label)
      for (const hop of hopsFrom(reader, label.node, access.access, null))
        addAccess(drafts, reader, start, label, hop, places)
    }
    // What a policy gives to somebody outside directly, without becoming anybody.
    if (!start.isEntry) {
      for (const hop of hopsFrom(reader, start.node, access.access, start.asker)) {
        const label: Label = { node: start.node, entry: start.node, hops: [], asks: new Map() }
        addAccess(drafts, reader, start, label, hop, places)
      }
    }
  }
  return [...drafts.values()].flatMap((draft) => rowsOf(draft, access)).sort(compareRows)
}

function pathOf(access: AccessGraph, start: PartyStart, hops: readonly Hop[]): PathStep[] {
  const steps = hops.map((hop) => stepOf(access, hop, 'CAN_ASSUME'))
  if (!start.isEntry) return steps
  return [
    { from: start.party.id, edge: 'HOLDS', to: access.graph.ids.get(start.node), outcome: 'allowed', because: [] },
    ...steps,
  ]
}

function draftFor(
  drafts: Map<string, Draft>,
  start: PartyStart,
  entry: number,
  target: Target,
  plane: Plane | null,
): Draft {
  const key = canonicalJson([start.party.id, entry, target.id, target.covers, target.except ?? [], plane])
  const known = drafts.get(key)
  if (known !== undefined) return known
  const draft: Draft = { party: start.party, entry, isOf: start.isOf, target, plane, grants: [] }
  drafts.set(key, draft)
  return draft
}

function addPrincipal(drafts: Map<string, Draft>, access: AccessGraph, start: PartyStart, label: Label): void {
  const last = label.hops.at(-1)
  // A group or set is nobody by itself, and a login is not one of our principals.
  if (last?.detail.set === true || nodeKind(access.graph, label.node) === 'OutsideIdentity') return
  const target: Target = { ...nodeOf(access, label.node), covers: 'principal' }
  const path = pathOf(access, start, label.hops)
  draftFor(drafts, start, label.entry, target, null).grants.push({
    actions: last?.detail.actions ?? [],
    kind: null,
    asks: [...label.asks.values()],
    unknown: label.hops.some((h) => h.detail.unknown),
    because: last === undefined ? [] : evidenceOf(access, last.detail.because),
    path,
  })
}

function addAccess(
  drafts: Map<string, Draft>,
  reader: GrantReader,
  start: PartyStart,
  label: Label,
  hop: Hop,
  places: Places | null,
): void {
  if (!reader.isChain([...label.hops, hop])) return
  const { access } = reader
  const node = nodeOf(access, hop.to)
  const { covers, except } = hop.detail
  const whole: Target = except.length === 0 ? { ...node, covers } : { ...node, covers, except: [...except] }
  const because = evidenceOf(access, hop.detail.because)
  const unknown = hop.detail.unknown || label.hops.some((h) => h.detail.unknown)
  const before = pathOf(access, start, label.hops)
  const grant = grantOn(node, hop.detail, hop.clauses)
  const pieces = places === null ? null : expandGrant(access, places, grant)
  const { actions } = grant
  for (const piece of pieces ?? [{ target: whole, actions, clauses: hop.clauses, ...kindOf(hop) }]) {
    const asks = [...asksOf(label.asks, piece.clauses).values()]
    const kind: Kind = { access: piece.access, data: piece.data }
    const path = [...before, { ...stepOf(access, hop, 'CAN_ACCESS'), to: piece.target.id }]
    const draft = draftFor(drafts, start, label.entry, piece.target, hop.detail.plane)
    draft.grants.push({ actions: piece.actions, kind, asks, unknown, because, path })
  }
}

function kindOf({ detail: { access, data } }: Hop): Kind {
  return { access, data }
}

/** Grants that ask for the same. */
interface Group {
  readonly ways: readonly (readonly Clause[])[]
  readonly unknown: boolean
  readonly members: readonly Granted[]
}

/** One row per set of requirements; what is granted without an "if" is not repeated under one. */
function rowsOf(draft: Draft, access: AccessGraph): ReachRow[] {
  const groups = groupsByNeeds(draft.grants)
  const free = groups.filter((g) => !g.unknown && g.ways.some((way) => way.length === 0))
  return groups.flatMap((group) => rowsOfGroup(draft, group, free.includes(group) ? [] : free, access))
}

function groupsByNeeds(grants: readonly Granted[]): Group[] {
  const byActions = collect(grants, (g) => `${String(g.unknown)}\n${g.actions.join('\n')}`)
  const alike = byActions.map((members): Group => {
    const ways = leastDemanding(members.map((m) => m.asks))
    return { ways, unknown: members.some((m) => m.unknown), members: members.filter((m) => ways.includes(m.asks)) }
  })
  return collect(alike, (g) => `${String(g.unknown)} ${canonicalJson(needsOf(g.ways))}`).map((same): Group => {
    const [first] = same
    return { ways: first?.ways ?? [], unknown: first?.unknown ?? false, members: same.flatMap((g) => g.members) }
  })
}

function collect<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups.values()]
}

/** What a group grants that is not granted anyway: as it is stored, where nothing is joined or taken away. */
function grantedBy(
  group: Group,
  lists: readonly (readonly string[])[],
  without: readonly (readonly string[])[],
  target: Target,
  plane: Plane | null,
): readonly ActionsLeft[] {
  const [only] = lists
  const kind = group.members[0]?.kind ?? null
  if (lists.length === 1 && without.length === 0 && only !== undefined && kind !== null) {
    return only.length === 0 ? [] : [{ actions: only, ...kind }]
  }
  return meaningOf(target.cloud).actionsLeft(lists, without, target.id, plane)
}

/**
 * The rows of a group: none when all of it is granted without an "if" already, several where one list of actions cannot
 * say what is granted.
 */
function rowsOfGroup(draft: Draft, group: Group, free: readonly Group[], access: AccessGraph): ReachRow[] {
  const [first] = [...group.members].sort((a, b) => a.path.length - b.path.length)
  if (first === undefined) return []
  const lists = (g: Group): (readonly string[])[] => [
    ...new Map(g.members.map((m) => [m.actions.join('\n'), m.actions])).values(),
  ]
  const principal = draft.target.covers === 'principal'
  if (principal && free.length > 0) return []
  const row = {
    party: draft.party,
    entry: entryOf(access, draft.entry, draft.isOf),
    target: draft.target,
    outcome: outcomeOf(group.ways, group.unknown),
    ...needsOf(group.ways),
    because: sortedEvidence(group.members.flatMap((m) => m.because)),
    path: first.path,
    escalation: null,
  }
  return granted(draft, group, lists(group), free.flatMap(lists)).map(({ actions, access: kinds, data }) => ({
    ...row,
    access: [...kinds],
    data,
    actions: [...actions],
  }))
}

/** What the group grants, in as many lists as it takes; of what is not known, that it is something. */
function granted(
  { target, plane }: Draft,
  group: Group,
  lists: readonly (readonly string[])[],
  without: readonly (readonly string[])[],
): readonly ActionsLeft[] {
  if (target.covers === 'principal') {
    const actions = [...new Set(lists.flat())].sort(compareText)
    return [{ actions, access: actions.length > 0 ? ['write'] : [], data: false }]
  }
  const left = grantedBy(group, lists, without, target, plane)
  return left.length === 0 && group.unknown ? [{ actions: [], access: [], data: false }] : left
}

function compareRows(a: ReachRow, b: ReachRow): number {
  return compareText(rowKey(a), rowKey(b))
}

function rowKey(row: ReachRow): string {
  return [
    row.party.id,
    row.entry.id,
    row.target.covers === 'principal' ? '0' : '1',
    row.target.id,
    row.outcome,
    canonicalJson(row.requires),
    row.actions.join(','),
    canonicalJson(row.target.except ?? []),
  ].join('\u0000')
}
