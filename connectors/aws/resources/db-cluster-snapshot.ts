import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, encryption, isOwn, readShare } from '../shared-with.js'
import { isShareable, restoreNames } from './db-snapshot.js'

/**
 * Snapshots of database clusters (Aurora, Multi-AZ, DocumentDB, Neptune) and who may restore them.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-share-snapshot.html
 */
export const dbClusterSnapshot: ResourceType = listedResource({
  type: 'aws_db_cluster_snapshot',
  list: {
    call: 'rds describe-db-cluster-snapshots',
    field: 'DBClusterSnapshots',
    name: 'DBClusterSnapshotIdentifier',
  },
  arn: (item) => {
    const made = `arn:${item.partition}:rds:${arnRegion(item)}:${item.account}:cluster-snapshot:${item.name}`
    const arn = textField(item.entry, 'DBClusterSnapshotArn') ?? (item.name.startsWith('arn:') ? item.name : made)
    return isOwn(arn, item) ? arn : null
  },
  asks: [
    {
      call: 'rds describe-db-cluster-snapshot-attributes',
      named: [['DBClusterSnapshotAttributesResult', 'DBClusterSnapshotIdentifier']],
      bears: 'access',
      when: isShareable,
      read: readShare({
        names: (body) => restoreNames(body, 'DBClusterSnapshotAttributesResult', 'DBClusterSnapshotAttributes'),
        actions: () => [
          'rds:RestoreDBClusterFromSnapshot',
          'rds:RestoreDBInstanceFromDBSnapshot',
          'rds:CopyDBClusterSnapshot',
          'rds:DescribeDBClusterSnapshots',
        ],
      }),
    },
  ],
  properties: (found) => ({
    createdAt: dateField(found.entry, 'SnapshotCreateTime'),
    snapshotType: textField(found.entry, 'SnapshotType'),
    status: textField(found.entry, 'Status'),
    ...encryption(found.entry['StorageEncrypted'], textField(found.entry, 'KmsKeyId'), found),
  }),
  collect: {
    'rds describe-db-cluster-snapshots': {
      needs: 'rds:DescribeDBClusterSnapshots',
      input: { IncludeShared: false, IncludePublic: false, MaxRecords: 100 },
    },
    'rds describe-db-cluster-snapshot-attributes': {
      needs: 'rds:DescribeDBClusterSnapshotAttributes',
      input: (item) => (isShareable(item) ? { DBClusterSnapshotIdentifier: item.name } : null),
    },
  },
})
