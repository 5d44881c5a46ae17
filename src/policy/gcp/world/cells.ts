import type { Evidence } from '../../../model/index.js'
import { clausesKey, simplify, type Clauses } from '../../condition/clauses.js'
import type { Left, Limit } from './limits.js'
import type { GcpWorld } from './world.js'

/** A part of what a binding grants: permissions on a thing and what is below it, less some things, under clauses. */
export interface Cell {
  readonly at: string
  readonly except: readonly string[]
  readonly permissions: readonly string[]
  readonly clauses: Clauses
  readonly because: readonly Evidence[]
}

/** What limits leave of a grant, in as many parts as it takes. */
export function cellsOf(world: GcpWorld, whole: Cell, limits: readonly Limit[]): Cell[] {
  let cells: Cell[] = [whole]
  for (const limit of inOrder(world, limits)) cells = cells.flatMap((cell) => limited(world, cell, limit))
  return joined(cells)
}

/** Limits of wide reach first, so that what is split off is limited further. */
function inOrder(world: GcpWorld, limits: readonly Limit[]): Limit[] {
  const depth = ({ at }: Limit): number => (at === null ? -1 : world.containers(at).length)
  return [...limits].sort((a, b) => depth(a) - depth(b))
}

function limited(world: GcpWorld, cell: Cell, limit: Limit): Cell[] {
  const where = limit.at === null ? 'all' : placeOf(world, cell, limit.at)
  if (where === 'none') return [cell]
  const groups = new Map<string, { left: Left | undefined; permissions: string[] }>()
  for (const permission of cell.permissions) {
    const left = limit.on(permission)
    const key = left === undefined ? 'free' : left.clauses === null ? 'none' : clausesKey(left.clauses)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { left, permissions: [permission] })
    else group.permissions.push(permission)
  }
  return [...groups.values()].flatMap(({ left, permissions }): Cell[] => {
    const part = permissions.length === cell.permissions.length ? cell : { ...cell, permissions }
    if (left === undefined) return [part]
    if (limit.at === null) return onlyOn(world, part, limit.only, left)
    if (where === 'all') return asking(part, left)
    const below = asking(
      { ...part, at: limit.at, except: part.except.filter((each) => world.within(each, limit.at ?? '')) },
      left,
    )
    return [{ ...part, except: [...part.except, limit.at] }, ...below]
  })
}

/** Does the limit's place hold all of the cell, a part, or none of it? */
function placeOf(world: GcpWorld, { at, except }: Cell, place: string): 'all' | 'part' | 'none' {
  if (world.within(at, place)) return 'all'
  if (!world.within(place, at)) return 'none'
  return except.some((each) => world.within(place, each)) ? 'none' : 'part'
}

function asking(cell: Cell, { clauses, because }: Left): Cell[] {
  if (clauses === null) return []
  const left = simplify([...cell.clauses, ...clauses])
  return left === null ? [] : [{ ...cell, clauses: left, because: [...cell.because, ...because] }]
}

/** A limit everywhere but on some things. */
function onlyOn(world: GcpWorld, cell: Cell, only: readonly string[], left: Left): Cell[] {
  if (only.some((each) => world.within(cell.at, each))) return [cell]
  const inside = only
    .filter((each) => placeOf(world, cell, each) === 'part')
    .filter((each, _, all) => !all.some((other) => other !== each && world.within(each, other)))
  const rest = asking({ ...cell, except: [...cell.except, ...inside] }, left)
  return [
    ...inside.map((at) => ({ ...cell, at, except: cell.except.filter((each) => world.within(each, at)) })),
    ...rest,
  ]
}

/** Parts that differ in permissions only, together again. */
function joined(cells: readonly Cell[]): Cell[] {
  const found = new Map<string, { cell: Cell; permissions: Set<string> }>()
  for (const cell of cells) {
    if (cell.permissions.length === 0) continue
    const key = `${cell.at}\n${[...cell.except].sort().join('\n')}\n${clausesKey(cell.clauses)}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { cell, permissions: new Set(cell.permissions) })
    else for (const permission of cell.permissions) known.permissions.add(permission)
  }
  return [...found.values()].map(({ cell, permissions }) => ({ ...cell, permissions: [...permissions].sort() }))
}

/** What is excepted as patterns: a thing with what is below it, also what its id does not show to be there. */
export function exceptPatterns(world: GcpWorld, except: readonly string[]): string[] {
  const found = new Set<string>()
  for (const at of except) {
    found.add(at).add(`${at}/*`)
    const project = projectKeyOf(at)
    if (project !== null) found.add(`//*/projects/${project}/*`)
    for (const node of world.below(at)) {
      const key = projectKeyOf(node.id)
      if (key !== null) found.add(node.id).add(`//*/projects/${key}/*`)
      else if (node.kind === 'Scope') found.add(node.id)
      else if (project === null ? !showsProject(node.id) : !node.id.includes(`/projects/${project}/`)) {
        found.add(node.id)
        if (!node.id.startsWith('serviceAccount:')) found.add(`${node.id}/*`)
      }
    }
  }
  return [...found].sort()
}

function projectKeyOf(id: string): string | null {
  return /^\/\/cloudresourcemanager\.googleapis\.com\/projects\/([^/]+)$/.exec(id)?.[1] ?? null
}

function showsProject(id: string): boolean {
  return /^\/\/[^/]+\/projects\/[^/_]/.test(id)
}
