import type { Json } from '../../../src/model/index.js'
import { dateField, objectField, textField } from '../fields.js'
import { listedResource, type ListedItem } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, encryption, isOwn, readShare } from '../shared-with.js'
import { wholeList, wholeNames, wholeTexts } from '../whole-list.js'

/** Values of the attribute `restore`: account numbers and `all`; null if the answer has no attributes. */
export function restoreNames(body: Json, result: string, list: string): string[] | null {
  const attributes = objectField(body, result) ?? body
  const names = wholeNames(attributes, list, ['AttributeName'])
  const restore = wholeList(attributes, list)?.filter((_, at) => names?.[at] === 'restore')
  const values = restore?.map((attribute) => wholeTexts(attribute, 'AttributeValues'))
  return names === null || values?.includes(null) !== false ? null : values.flatMap((texts) => texts ?? [])
}

/** Whether others may be let in: automated ones have to be copied first. */
export function isShareable({ entry }: ListedItem): boolean {
  return textField(entry, 'SnapshotType') !== 'automated'
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
    const made = `arn:${item.partition}:rds:${arnRegion(item)}:${item.account}:snapshot:${item.name}`
    const arn = textField(item.entry, 'DBSnapshotArn') ?? (item.name.startsWith('arn:') ? item.name : made)
    return isOwn(arn, item) ? arn : null
  },
  asks: [
    {
      call: 'rds describe-db-snapshot-attributes',
      named: [['DBSnapshotAttributesResult', 'DBSnapshotIdentifier']],
      bears: 'access',
      when: isShareable,
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
  collect: {
    'rds describe-db-snapshots': {
      needs: 'rds:DescribeDBSnapshots',
      input: { IncludeShared: false, IncludePublic: false, MaxRecords: 100 },
    },
    'rds describe-db-snapshot-attributes': {
      needs: 'rds:DescribeDBSnapshotAttributes',
      input: (item) => (isShareable(item) ? { DBSnapshotIdentifier: item.name } : null),
    },
  },
})
