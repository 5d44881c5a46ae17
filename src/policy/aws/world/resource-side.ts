import { isObject, type FactNode, type Json } from '../../../model/index.js'
import { arnCovers, arnPattern, EVERYTHING, serviceOfArn, type ArnPattern } from '../arn.js'
import { layerOf, type Layer } from '../program.js'
import { isPublicPolicy } from '../public-policy.js'
import type { Statement } from '../statement.js'
import { bucketOf, type AwsWorld } from './aws-world.js'

/** A resource of ours whose own policies, shares or lists say who may use it. */
export interface GuardedResource {
  readonly node: FactNode
  readonly account: string
  readonly layer: Layer
  /** What its policies speak about: itself, and what lies inside it. */
  readonly patterns: readonly ArnPattern[]
  /** Does S3 Block Public Access keep everybody outside the account away? */
  readonly blocked: boolean
}

/** Every resource that the snapshot holds a policy, share or list for, roles aside. */
export function guardedResources(world: AwsWorld): GuardedResource[] {
  const found: GuardedResource[] = []
  for (const node of world.nodes.values()) {
    const guarded = guardedResource(world, node)
    if (guarded !== null) found.push(guarded)
  }
  return found
}

export function guardedResource(world: AwsWorld, node: FactNode): GuardedResource | null {
  // An account stands for everything in it: administrators of security services are granted there.
  if (node.kind !== 'Resource' && node.type !== 'aws_account') return null
  const layer = world.resourcePolicyOf(node.id)
  const account = world.accountOfResource(node.id)
  if (layer === null || account === null) return null
  return {
    node,
    account,
    layer,
    patterns: patternsOf(node),
    blocked: isBlocked(world, node, account, layer.statements),
  }
}

const withoutShares = new WeakMap<Layer, Layer>()

/**
 * What a resource's layer gives to principals of its own account. A share opens a resource to other accounts; in its
 * own account it gives nobody what its policies do not.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html
 */
export function layerAtHome(layer: Layer): Layer {
  const known = withoutShares.get(layer)
  if (known !== undefined) return known
  const kept = layer.statements.filter(({ evidence }) => evidence.kind !== 'share' && evidence.kind !== 'ram-share')
  const home = kept.length === layer.statements.length ? layer : layerOf(layer.kind, kept)
  withoutShares.set(layer, home)
  return home
}

const inside = new WeakMap<AwsWorld, { node: FactNode; patterns: readonly ArnPattern[] }[]>()

/** The resource of the snapshot whose policies speak about an ARN: itself, or what it lies in (an object's bucket). */
export function speakerFor(world: AwsWorld, arn: string): FactNode | null {
  const own = world.nodes.get(arn) ?? world.nodes.get(bucketOf(arn))
  if (own !== undefined) return own
  const asked = arnPattern(arn)
  if (asked === null) return null
  let containers = inside.get(world)
  if (containers === undefined) {
    containers = [...world.nodes.values()]
      .filter((node) => Array.isArray(node.properties['policyCovers']))
      .map((node) => ({ node, patterns: patternsOf(node) }))
    inside.set(world, containers)
  }
  return containers.find(({ patterns }) => patterns.some((p) => arnCovers(p, asked)))?.node ?? null
}

/** The patterns that a policy on the resource speaks about. */
export function patternsOf(node: FactNode): ArnPattern[] {
  if (node.type === 'aws_account') return [EVERYTHING]
  const listed = node.properties['policyCovers']
  const texts = Array.isArray(listed) ? listed.filter((t): t is string => typeof t === 'string') : []
  const own = texts.length > 0 ? texts : node.type === 'aws_s3_bucket' ? [node.id, `${node.id}/*`] : [node.id]
  return own.map(arnPattern).filter((p): p is ArnPattern => p !== null)
}

/** The settings of S3 Block Public Access on a node: an account, a bucket, an access point. */
export function publicAccessBlock(node: FactNode | null | undefined): { [name: string]: Json } {
  const value = node?.properties['publicAccessBlock']
  return isObject(value) ? value : {}
}

/** Is a setting on at the resource, its account or its organization? The most restrictive wins. */
export function isBlockSet(world: AwsWorld, node: FactNode, account: string, setting: string): boolean {
  const place = world.accounts.get(account)
  const nodes = [node, place?.node, ...(place?.chain ?? []).map((id) => world.nodes.get(id))]
  return nodes.some((n) => publicAccessBlock(n)[setting] === true)
}

/**
 * RestrictPublicBuckets cuts a bucket with a public policy down to its own account and AWS services.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function isBlocked(world: AwsWorld, node: FactNode, account: string, statements: readonly Statement[]): boolean {
  if (serviceOfArn(node.id) !== 's3' || !isBlockSet(world, node, account, 'restrictPublicBuckets')) return false
  return isPublicPolicy(statements.filter((s) => s.evidence.kind === 'resource-policy'))
}

/**
 * Leaves out what is stored and has no effect: ACLs of a bucket that enforces its owner, public ACL entries that are
 * ignored, public snapshots and images where sharing with everybody is blocked.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export function inEffect(
  world: AwsWorld,
  node: FactNode,
  account: string | null,
  statements: readonly Statement[],
): Statement[] {
  const ownerEnforced = node.properties['objectOwnership'] === 'BucketOwnerEnforced'
  const publicAclsIgnored = account !== null && isBlockSet(world, node, account, 'ignorePublicAcls')
  const sharingBlocked = account !== null && isPublicSharingBlocked(world, node, account)
  return statements.filter((s) => {
    const everyone = s.principal?.names.some((name) => name.kind === 'everyone') === true && s.allow
    if (s.evidence.kind === 'acl') return !ownerEnforced && !(everyone && publicAclsIgnored)
    return !(everyone && sharingBlocked && s.evidence.kind === 'share')
  })
}

function isPublicSharingBlocked(world: AwsWorld, node: FactNode, account: string): boolean {
  const setting = node.type === 'aws_ebs_snapshot' ? 'snapshotBlockPublicAccess' : null
  if (setting === null) return false
  const regions = world.accounts.get(account)?.node?.properties[setting]
  const region = arnPattern(node.id)?.parts[2] ?? ''
  return isObject(regions) && regions[region] === 'block-all-sharing'
}
