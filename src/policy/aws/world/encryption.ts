import { actionsIn, actionsMatching, actionsWithout, type ActionSet } from '../actions.js'
import { arnPattern } from '../arn.js'
import { awsCatalogue } from '../catalogue.js'
import type { Cell } from '../cells.js'
import { simplify, type Clauses } from '../condition/clauses.js'
import { resolve } from '../evaluate.js'
import { NO_LAYERS } from '../program.js'
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
  const ways = decryption(world, key, door)
  if (ways === null) return [...free, ...part(cell, bound, cell.clauses, true)]
  const withKey = ways.flatMap((way) => {
    const clauses = simplify([...cell.clauses, ...way])
    return clauses === null ? [] : part(cell, bound, clauses)
  })
  return [...free, ...withKey]
}

function part(cell: Cell, actions: ActionSet, clauses: Clauses = cell.clauses, unknown = false): Usable[] {
  return actions.size === 0 ? [] : [{ cell: { ...cell, actions, clauses }, unknown }]
}

/** The ways in which the key's policy lets the door decrypt; null when it was not read. */
function decryption(world: AwsWorld, key: string, door: Door): readonly Clauses[] | null {
  const layer = world.resourcePolicyOf(key)
  const account = world.accountOfResource(key)
  if (layer === null || account === null) return null
  const found = resolve(
    { ...NO_LAYERS, resource: layer, resourceControl: world.resourceControlOf(account) },
    {
      caller: door.caller,
      action: 'kms:Decrypt',
      actionId: awsCatalogue().idOf('kms:Decrypt'),
      resource: arnPattern(key),
      resourceAccount: account,
      context: openContext(world, door.caller, door.known, account),
      assumed: door.assumed,
    },
  )
  return found.ways
}
