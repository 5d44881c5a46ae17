import { dateField, objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, attachShares, encryption } from '../shared-with.js'

/**
 * Snapshots of Redshift clusters and which accounts may restore them.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/managing-snapshot-share-snapshot.html
 */
export const redshiftClusterSnapshot: ResourceType = listedResource({
  type: 'aws_redshift_cluster_snapshot',
  list: { call: 'redshift describe-cluster-snapshots', field: 'Snapshots', name: 'SnapshotIdentifier' },
  arn: (item) => {
    if ((textField(item.entry, 'OwnerAccount') ?? item.account) !== item.account) return null
    const cluster = textField(item.entry, 'ClusterIdentifier') ?? '*'
    return (
      textField(item.entry, 'SnapshotArn') ??
      `arn:${item.partition}:redshift:${arnRegion(item)}:${item.account}:snapshot:${cluster}/${item.name}`
    )
  },
  readEntry: (found, facts) => {
    const names = objectsField(found.entry, 'AccountsWithRestoreAccess').flatMap(
      (entry) => textField(entry, 'AccountId') ?? [],
    )
    return attachShares(facts, found.arn, [{ names, actions: ['redshift:RestoreFromClusterSnapshot'] }])
  },
  properties: (found) => ({
    createdAt: dateField(found.entry, 'SnapshotCreateTime'),
    status: textField(found.entry, 'Status'),
    ...encryption(found.entry['Encrypted'], textField(found.entry, 'KmsKeyId'), found),
  }),
  collect: {
    // Only manual snapshots can be shared.
    'redshift describe-cluster-snapshots': {
      needs: 'redshift:DescribeClusterSnapshots',
      input: { SnapshotType: 'manual', MaxRecords: 100 },
    },
  },
})
