import { isObject, type Json } from '../../../src/model/index.js'
import { dateField, objectField, objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { encryption, isOwn, readShare } from '../shared-with.js'

/** Values of the attribute `restore`: account numbers and `all`; null if the answer has no attributes. */
export function restoreNames(body: Json, result: string, list: string): string[] | null {
  const attributes = objectField(body, result) ?? body
  if (!isObject(attributes) || !Array.isArray(attributes[list])) return null
  return objectsField(attributes, list)
    .filter((attribute) => textField(attribute, 'AttributeName') === 'restore')
    .flatMap((attribute) => textsField(attribute, 'AttributeValues'))
}

/**
 * Database snapshots and who may restore them. Automated ones cannot be shared.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
 */
export const dbSnapshot: ResourceType = listedResource({
  type: 'aws_db_snapshot',
  list: { call: 'rds describe-db-snapshots', field: 'DBSnapshots', name: 'DBSnapshotIdentifier' },
  arn: (item) => {
    const arn = textField(item.entry, 'DBSnapshotArn')
    return isOwn(arn, item) ? arn : null
  },
  asks: [
    {
      call: 'rds describe-db-snapshot-attributes',
      named: [['DBSnapshotAttributesResult', 'DBSnapshotIdentifier']],
      bears: 'access',
      when: ({ entry }) => textField(entry, 'SnapshotType') !== 'automated',
      read: readShare({
        names: (body) => restoreNames(body, 'DBSnapshotAttributesResult', 'DBSnapshotAttributes'),
        actions: () => [
          'rds:RestoreDBInstanceFromDBSnapshot',
          'rds:RestoreDBClusterFromSnapshot',
          'rds:CopyDBSnapshot',
          'rds:DescribeDBSnapshots',
        ],
      }),
    },
  ],
  properties: (found) => ({
    createdAt: dateField(found.entry, 'SnapshotCreateTime'),
    snapshotType: textField(found.entry, 'SnapshotType'),
    status: textField(found.entry, 'Status'),
    ...encryption(found.entry['Encrypted'], textField(found.entry, 'KmsKeyId'), found),
  }),
  permissions: ['rds:DescribeDBSnapshots', 'rds:DescribeDBSnapshotAttributes'],
})
