import { edgeTarget, grantDetail, type AccessDetail, type AccessGraph } from '../engine/index.js'
import { clausesKey, type Clause, type Clauses } from '../policy/condition/clauses.js'
import { chainIsPossible, fromOutside, remainingOn, type Asker } from '../policy/resolve-remaining.js'

/** One edge taken, with what it asks for on the day. */
export interface Hop {
  readonly from: number
  readonly to: number
  readonly detail: AccessDetail
  readonly clauses: Clauses
}

/** One way to a principal: where it enters our accounts, the hops from the start, and all they ask for. */
export interface Label {
  readonly node: number
  /** The first principal of ours on the way. */
  readonly entry: number
  readonly hops: readonly Hop[]
  /** Clauses by key; each hop is a request of its own, so they are never contracted. */
  readonly asks: ReadonlyMap<string, Clause>
}

/** More ways than this to one principal by one entry are cut: the shortest and least demanding stay. */
const MOST_LABELS = 6
const LONGEST_CHAIN = 64

/** Details of edges as questions use them, read once. */
export interface GrantReader {
  readonly access: AccessGraph
  readonly detailOf: (detail: number) => AccessDetail
  /** What is left of a detail on the day for an asker; null: impossible. */
  readonly clausesOf: (detail: number, asker: Asker | null) => Clauses | null
  /** Can the hops be taken one after the other? */
  readonly isChain: (hops: readonly Hop[]) => boolean
}

export function grantReader(access: AccessGraph, today: number): GrantReader {
  const details = new Map<number, AccessDetail>()
  const timely = new Map<number, Clauses | null>()
  const detailOf = (number: number): AccessDetail => {
    const known = details.get(number)
    if (known !== undefined) return known
    const detail = grantDetail(access, number)
    details.set(number, detail)
    return detail
  }
  return {
    access,
    detailOf,
    isChain: (hops) =>
      hops.filter((hop) => hop.detail.remaining.length > 0).length < 2 ||
      chainIsPossible(
        hops.map((hop) => hop.detail.remaining),
        today,
      ),
    clausesOf: (number, asker) => {
      if (asker !== null) return remainingOn(detailOf(number).remaining, today, asker)
      const known = timely.get(number)
      if (known !== undefined) return known
      const clauses = remainingOn(detailOf(number).remaining, today, null)
      timely.set(number, clauses)
      return clauses
    },
  }
}

/** The hops of somebody from outside, out of a node, by one kind of edge (`access.assume` or `access.access`). */
export function hopsFrom(reader: GrantReader, node: number, mask: number, asker: Asker | null): Hop[] {
  const { graph } = reader.access
  const hops: Hop[] = []
  const end = graph.outOffsets[node + 1] ?? 0
  for (let edge = graph.outOffsets[node] ?? 0; edge < end; edge++) {
    if (((1 << (graph.outKinds[edge] ?? 0)) & mask) === 0) continue
    const number = graph.outDetails[edge] ?? -1
    const left = reader.clausesOf(number, asker)
    const clauses = left === null ? null : fromOutside(left)
    if (clauses !== null)
      hops.push({ from: node, to: edgeTarget(graph, edge), detail: reader.detailOf(number), clauses })
  }
  return hops
}

/** Where a walk begins: at a door of somebody outside, or at a principal of ours that somebody outside holds. */
export interface Start {
  readonly node: number
  readonly asker: Asker
  /** True: the start itself is the entry, being a user of ours in outside hands. */
  readonly isEntry: boolean
}

/**
 * Every principal that can be become from a start, with the least demanding ways, shortest first. Cycles end
 * because a longer way that asks for no less is dropped.
 */
export function walkAssumptions(reader: GrantReader, start: Start): Map<number, Label[]> {
  const found = new Map<number, Label[]>()
  let front: Label[] = []
  if (start.isEntry) front.push({ node: start.node, entry: start.node, hops: [], asks: new Map() })
  else {
    for (const hop of hopsFrom(reader, start.node, reader.access.assume, start.asker)) {
      front.push({ node: hop.to, entry: hop.to, hops: [hop], asks: asksOf(new Map(), hop.clauses) })
    }
  }
  for (let length = 0; front.length > 0 && length < LONGEST_CHAIN; length++) {
    const next: Label[] = []
    for (const label of front.filter((l) => keep(found, l))) {
      for (const hop of hopsFrom(reader, label.node, reader.access.assume, null)) {
        if (label.hops.some((h) => h.from === hop.to) || hop.to === label.node || hop.to === label.entry) continue
        const hops = [...label.hops, hop]
        if (!reader.isChain(hops)) continue
        // Of groups in groups, the one that a policy names is the way in.
        const entry = hops.every(({ detail }) => detail.set) ? hop.to : label.entry
        next.push({ node: hop.to, entry, hops, asks: asksOf(label.asks, hop.clauses) })
      }
    }
    front = next
  }
  return found
}

export function asksOf(before: ReadonlyMap<string, Clause>, clauses: Clauses): ReadonlyMap<string, Clause> {
  if (clauses.length === 0) return before
  const asks = new Map(before)
  for (const clause of clauses) asks.set(clausesKey([clause]), clause)
  return asks
}

/** Keeps the label unless one that is already there asks for no more. */
function keep(found: Map<number, Label[]>, label: Label): boolean {
  const there = found.get(label.node)
  if (there === undefined) {
    found.set(label.node, [label])
    return true
  }
  const same = there.filter((l) => l.entry === label.entry)
  if (same.some((l) => isSubset(l.asks, label.asks))) return false
  if (same.length < MOST_LABELS) {
    there.push(label)
    return true
  }
  const worst = same.reduce((a, b) => (b.asks.size > a.asks.size ? b : a))
  if (worst.asks.size <= label.asks.size) return false
  there[there.indexOf(worst)] = label
  return true
}

function isSubset(a: ReadonlyMap<string, Clause>, b: ReadonlyMap<string, Clause>): boolean {
  if (a.size > b.size) return false
  for (const key of a.keys()) if (!b.has(key)) return false
  return true
}
