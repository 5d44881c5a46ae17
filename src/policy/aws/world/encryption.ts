import type { FactNode } from '../../../model/index.js'
import { actionsIn, actionsMatching, actionsWithout, hasAction, type ActionSet } from '../actions.js'
import { arnPattern } from '../arn.js'
import { awsCatalogue } from '../catalogue.js'
import type { Cell } from '../cells.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { Caller } from '../caller.js'
import type { KeyState } from '../../condition/context.js'
import { resolve, type Resolution } from '../evaluate.js'
import { NO_LAYERS, type Program } from '../program.js'
import type { AwsWorld } from './aws-world.js'
import { openContext } from './bundles.js'
import type { Door } from './door.js'
import type { GuardedResource } from './resource-side.js'

/** A part of a cell that is usable; `unknown`: the key's policy was not read. */
export interface Usable {
  readonly cell: Cell
  readonly unknown: boolean
}

/** Actions that decrypt (or encrypt) what the resource holds, by resource type. */
const NEEDS_KEY = new Map<string, readonly string[]>([
  ['aws_ebs_snapshot', ['ec2:CreateVolume', 'ec2:CopySnapshot', 'ec2:RunInstances', 'ebs:GetSnapshotBlock']],
  ['aws_ami', ['ec2:RunInstances', 'ec2:CopyImage', 'ec2:CreateFleet', 'ec2:RequestSpotInstances']],
  ['aws_db_snapshot', ['rds:RestoreDBInstanceFromDBSnapshot', 'rds:CopyDBSnapshot', 'rds:StartExportTask']],
  ['aws_db_cluster_snapshot', ['rds:RestoreDBClusterFromSnapshot', 'rds:CopyDBClusterSnapshot', 'rds:StartExportTask']],
  ['aws_s3_bucket', ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']],
  [
    'aws_secretsmanager_secret',
    ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue', 'secretsmanager:PutSecretValue'],
  ],
  ['aws_sqs_queue', ['sqs:ReceiveMessage', 'sqs:SendMessage']],
  ['aws_sns_topic', ['sns:Publish']],
])

/**
 * A share of something encrypted is usable only with the key: where the key's policy was read and does not allow,
 * the actions that need it are gone; where it allows under a condition, the condition is added; where it was not
 * read, they are unknown.
 *
 * LIMIT: a bucket's default key stands for all its objects, though older ones may be encrypted otherwise.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
 */
export function keyHolds(world: AwsWorld, resource: GuardedResource, door: Door, cell: Cell): Usable[] {
  const key = resource.node.properties['encryptedBy']
  const needing = NEEDS_KEY.get(resource.node.type)
  if (typeof key !== 'string' || key === '' || needing === undefined) return [{ cell, unknown: false }]
  const bound = actionsIn(cell.actions, actionsMatching(needing))
  if (bound.size === 0) return [{ cell, unknown: false }]
  const free = part(cell, actionsWithout(cell.actions, bound))
  const found = decryption(world, key, door)
  if (found === null) return [...free, ...part(cell, bound, cell.clauses, true)]
  const withKey = found.ways.flatMap((way) => {
    const clauses = simplify([...cell.clauses, ...way])
    return clauses === null ? [] : part(cell, bound, clauses)
  })
  return [...free, ...withKey]
}

function part(cell: Cell, actions: ActionSet, clauses: Clauses = cell.clauses, unknown = false): Usable[] {
  return actions.size === 0 ? [] : [{ cell: { ...cell, actions, clauses }, unknown }]
}

/** What a caller needs of a key to use what it protects. */
export interface KeyUser {
  readonly caller: Caller
  readonly known: ReadonlyMap<string, KeyState>
  readonly assumed: Clauses
}

/** The key that protects a resource, if the action needs it. */
export function keyFor(node: FactNode, actionId: number): string | null {
  const key = node.properties['encryptedBy']
  const needing = NEEDS_KEY.get(node.type)
  if (typeof key !== 'string' || key === '' || needing === undefined) return null
  return hasAction(actionsMatching(needing), actionId) ? key : null
}

/** Does the key's policy let somebody decrypt? Null when it was not read. */
export function decryption(
  world: AwsWorld,
  key: string,
  user: KeyUser,
  identity: Program = NO_LAYERS,
): Resolution | null {
  const layer = world.resourcePolicyOf(key)
  const account = world.accountOfResource(key)
  if (layer === null || account === null) return null
  return resolve(
    { ...identity, resource: layer, resourceControl: world.resourceControlOf(account) },
    {
      caller: user.caller,
      action: 'kms:Decrypt',
      actionId: awsCatalogue().idOf('kms:Decrypt'),
      resource: arnPattern(key),
      resourceAccount: account,
      context: openContext(world, user.caller, user.known, account),
      assumed: user.assumed,
    },
  )
}
