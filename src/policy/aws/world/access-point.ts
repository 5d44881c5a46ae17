import type { FactNode } from '../../../model/index.js'
import { actionsIn } from '../actions.js'
import { cellsOf, type Cell, type CellRequest } from '../cells.js'
import { atomOf } from '../../condition/atom.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { operatorNamed } from '../../condition/operators.js'
import type { Program } from '../program.js'
import { regionOf } from '../region.js'
import type { AwsWorld } from './aws-world.js'
import { guardedResource } from './resource-side.js'

/** What of an access point's cells its bucket's policy lets through; `unknown`: that policy was not read. */
export interface ThroughBucket {
  readonly cells: readonly Cell[]
  readonly unknown: boolean
}

/**
 * A request through an access point needs both policies: the access point's and the bucket's, which often hands
 * everything to the access points of an account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function throughBucket(
  world: AwsWorld,
  node: FactNode,
  program: Program,
  request: Omit<CellRequest, 'region'>,
  cells: readonly Cell[],
): ThroughBucket {
  if (node.type !== 'aws_s3_access_point') return { cells, unknown: false }
  const fromVpc = cells.flatMap((cell) => inVpc(node, cell))
  const name = node.properties['bucket']
  const bucket = typeof name === 'string' ? world.nodes.get(name) : undefined
  if (bucket === undefined) return { cells: fromVpc, unknown: true }
  const guarded = guardedResource(world, bucket)
  const unread = bucket.properties['unread']
  if (guarded === null) return { cells: fromVpc, unknown: Array.isArray(unread) && unread.includes('GetBucketPolicy') }
  if (guarded.blocked) return { cells: [], unknown: false }
  const allowed = guarded.patterns.flatMap((pattern) =>
    cellsOf({ ...program, resource: guarded.layer }, { ...request, region: regionOf(pattern) }),
  )
  return { cells: fromVpc.flatMap((cell) => allowed.flatMap((other) => bothAllow(cell, other))), unknown: false }
}

/** LIMIT: what both policies name is compared by action, not by object key: the access point's pattern is what is told. */
function bothAllow(cell: Cell, other: Cell): Cell[] {
  const actions = actionsIn(cell.actions, other.actions)
  const clauses = simplify([...cell.clauses, ...other.clauses])
  if (actions.size === 0 || clauses === null) return []
  return [{ ...cell, actions, clauses, because: [...cell.because, ...other.because] }]
}

function inVpc(node: FactNode, cell: Cell): Cell[] {
  const { networkOrigin, vpc } = node.properties
  if (networkOrigin !== 'VPC') return [cell]
  const clauses = simplify([...cell.clauses, ...sourceVpc(typeof vpc === 'string' ? vpc : '*')])
  return clauses === null ? [] : [{ ...cell, clauses }]
}

function sourceVpc(vpc: string): Clauses {
  const operator = operatorNamed(vpc === '*' ? 'StringLike' : 'StringEquals')
  if (operator === undefined) throw new Error('operator table lacks `StringEquals`')
  return [[atomOf({ key: 'aws:SourceVpc', operator, quantifier: '', missing: false, values: [vpc] })]]
}
