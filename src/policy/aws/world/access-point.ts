import type { FactNode } from '../../../model/index.js'
import { actionsIn } from '../actions.js'
import { arnPattern, EVERYTHING, type ArnPattern } from '../arn.js'
import { cellsOf, type Cell, type CellRequest } from '../cells.js'
import { atomNamed } from '../../condition/atom.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { Program } from '../program.js'
import { regionOf, regionsInBoth, type Region } from '../region.js'
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
  if (guarded === null) {
    const isUnread = Array.isArray(unread) && unread.includes('GetBucketPolicy')
    return { cells: isUnread ? fromVpc : [], unknown: isUnread }
  }
  if (guarded.blocked) return { cells: [], unknown: false }
  const allowed = guarded.patterns.flatMap((pattern) =>
    cellsOf({ ...program, resource: guarded.layer }, { ...request, region: regionOf(pattern) }),
  )
  const seen = allowed.map((other) => ({ ...other, region: asSeenThrough(other.region, bucket.id, node.id) }))
  return { cells: fromVpc.flatMap((cell) => seen.flatMap((other) => bothAllow(cell, other))), unknown: false }
}

function bothAllow(cell: Cell, other: Cell): Cell[] {
  const actions = actionsIn(cell.actions, other.actions)
  const clauses = simplify([...cell.clauses, ...other.clauses])
  if (actions.size === 0 || clauses === null) return []
  const because = [...cell.because, ...other.because]
  return regionsInBoth(cell.region, other.region).map((region) => ({ ...cell, actions, clauses, because, region }))
}

/**
 * What a bucket's policy names, in the words of an access point to it: `<bucket>/<key>` is `<access point>/object/<key>`.
 *
 * LIMIT: a pattern with a wildcard in the bucket's name counts as the whole bucket.
 */
function asSeenThrough(region: Region, bucket: string, point: string): Region {
  const seen = (pattern: ArnPattern): ArnPattern[] => {
    if (pattern.text === bucket) return [arnPattern(point) ?? EVERYTHING]
    if (!pattern.text.startsWith(`${bucket}/`)) return []
    return [arnPattern(`${point}/object${pattern.text.slice(bucket.length)}`) ?? EVERYTHING]
  }
  const within = region.within.flatMap(seen)
  return { within: within.length === 0 ? [EVERYTHING] : within, except: region.except.flatMap(seen) }
}

function inVpc(node: FactNode, cell: Cell): Cell[] {
  const { networkOrigin, vpc } = node.properties
  if (networkOrigin !== 'VPC') return [cell]
  const clauses = simplify([...cell.clauses, ...sourceVpc(typeof vpc === 'string' ? vpc : '*')])
  return clauses === null ? [] : [{ ...cell, clauses }]
}

function sourceVpc(vpc: string): Clauses {
  return [[atomNamed('aws:SourceVpc', vpc === '*' ? 'StringLike' : 'StringEquals', [vpc])]]
}
