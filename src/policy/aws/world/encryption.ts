import type { Evidence, FactNode } from '../../../model/index.js'
import { actionsIn, actionsMatching, actionsWithout, hasAction, type ActionSet } from '../actions.js'
import { arnPattern, resourceOfArn } from '../arn.js'
import { awsCatalogue } from '../catalogue.js'
import type { Cell } from '../cells.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { Caller } from '../caller.js'
import type { KeyState } from '../../condition/context.js'
import { resolve, type Resolution } from '../evaluate.js'
import { NO_LAYERS, type Program } from '../program.js'
import type { AwsWorld } from './aws-world.js'
import { openContext } from './bundles.js'

/** A part of a cell that is usable; `unknown`: the key's policy was not read. */
export interface Usable {
  readonly cell: Cell
  readonly unknown: boolean
}

/** Reading and writing items: DynamoDB opens the table's key as the caller. */
const ITEMS = ['dynamodb:*Item', 'dynamodb:ConditionCheckItem', 'dynamodb:PartiQL*', 'dynamodb:Query', 'dynamodb:Scan']

/**
 * Actions that use the key as the caller, by resource type. Not in it: who puts an object may choose another key, and a
 * producer of a stream needs `kms:GenerateDataKey` only; services that hold a grant on the key themselves (ECR, EFS)
 * ask the caller for nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
 * @see https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/managing-snapshot-share-snapshot.html
 */
const NEEDS_KEY = new Map<string, readonly string[]>([
  ['aws_ebs_snapshot', ['ec2:CreateVolume', 'ec2:CopySnapshot', 'ec2:RunInstances', 'ebs:GetSnapshotBlock']],
  ['aws_ami', ['ec2:RunInstances', 'ec2:CopyImage', 'ec2:CreateFleet', 'ec2:RequestSpotInstances']],
  [
    'aws_db_snapshot',
    [
      'rds:RestoreDBInstanceFromDBSnapshot',
      'rds:RestoreDBClusterFromSnapshot',
      'rds:CopyDBSnapshot',
      'rds:StartExportTask',
    ],
  ],
  ['aws_db_cluster_snapshot', ['rds:RestoreDBClusterFromSnapshot', 'rds:CopyDBClusterSnapshot', 'rds:StartExportTask']],
  [
    'aws_redshift_cluster_snapshot',
    ['redshift:RestoreFromClusterSnapshot', 'redshift:RestoreTableFromClusterSnapshot'],
  ],
  ['aws_redshiftserverless_snapshot', ['redshift-serverless:RestoreFromSnapshot']],
  ['aws_s3_bucket', ['s3:GetObject', 's3:GetObjectVersion']],
  [
    'aws_secretsmanager_secret',
    ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue', 'secretsmanager:PutSecretValue'],
  ],
  ['aws_ssm_parameter', ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory']],
  ['aws_sqs_queue', ['sqs:ReceiveMessage', 'sqs:SendMessage']],
  ['aws_sns_topic', ['sns:Publish']],
  ['aws_dynamodb_table', ITEMS],
  ['aws_kinesis_stream', ['kinesis:GetRecords', 'kinesis:SubscribeToShard']],
])

/** What a caller needs of a key to use what it protects. */
export interface KeyUser {
  readonly caller: Caller
  readonly known: ReadonlyMap<string, KeyState>
  readonly assumed: Clauses
}

/**
 * A share of something encrypted is usable only with the key: where the key's policy was read and does not allow, or
 * AWS manages the key, the actions that need it are gone; where it allows under a condition, the condition is added;
 * where it was not read, they are unknown.
 *
 * LIMIT: a bucket's default key stands for all its objects, though older ones may be encrypted otherwise.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
 */
export function keyHolds(
  world: AwsWorld,
  node: FactNode,
  user: KeyUser,
  cell: Cell,
  identity: Program = NO_LAYERS,
): Usable[] {
  const key = protectingKey(node)
  const needing = NEEDS_KEY.get(node.type)
  if (key === null || needing === undefined) return [{ cell, unknown: false }]
  const bound = actionsIn(cell.actions, actionsMatching(needing))
  if (bound.size === 0) return [{ cell, unknown: false }]
  const free = part(cell, actionsWithout(cell.actions, bound))
  const found = decryption(world, key, user, identity)
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

function protectingKey(node: FactNode): string | null {
  const key = node.properties['encryptedBy']
  return typeof key === 'string' && key !== '' ? key : null
}

/** The key that protects a resource, if the action needs it. */
export function keyFor(node: FactNode, actionId: number): string | null {
  const key = protectingKey(node)
  const needing = NEEDS_KEY.get(node.type)
  if (key === null || needing === undefined) return null
  return hasAction(actionsMatching(needing), actionId) ? key : null
}

/** Does the key's policy let somebody of another account decrypt? Null when it was not read. */
export function decryption(
  world: AwsWorld,
  key: string,
  user: KeyUser,
  identity: Program = NO_LAYERS,
): Resolution | null {
  if (isManagedByAws(world, key)) return refusedByAws(key)
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

/**
 * Nobody can change the policy of a key that AWS manages, and it serves the principals of its own account alone.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
 */
function isManagedByAws(world: AwsWorld, key: string): boolean {
  if (resourceOfArn(key).startsWith('alias/aws/')) return true
  const { keyManager, aliases } = world.nodes.get(key)?.properties ?? {}
  const names: readonly unknown[] = Array.isArray(aliases) ? aliases : []
  return keyManager === 'AWS' || names.some((name) => typeof name === 'string' && name.startsWith('alias/aws/'))
}

function refusedByAws(key: string): Resolution {
  const evidence: Evidence = {
    id: `${key}#resource-policy`,
    kind: 'resource-policy',
    document: key,
    statement: null,
    sid: null,
    text: 'AWS manages this key: it serves the principals of its own account alone',
  }
  return {
    outcome: 'denied',
    ways: [],
    because: [],
    deniedBy: [evidence],
    layers: () => [{ kind: 'resource-policy', outcome: 'denied', because: [] }],
  }
}
