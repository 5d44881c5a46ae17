import type { Json } from '../../../src/model/index.js'
import { withAccountSetting } from '../account-setting.js'
import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, encryption, readShare } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const LIST = 'ec2 describe-snapshots'
const ATTRIBUTE = 'ec2 describe-snapshot-attribute'
const BLOCK = 'ec2 get-snapshot-block-public-access-state'

const RESTORE = ['ec2:CreateVolume', 'ec2:CopySnapshot', 'ec2:RunInstances']
const READ_BLOCKS = ['ebs:GetSnapshotBlock', 'ebs:ListSnapshotBlocks', 'ebs:ListChangedBlocks']

/** Account numbers and `all` of a permission list (`[{ UserId }, { Group: 'all' }]`); null if there is no such list, or not all of it is understood. */
export function permissionNames(body: Json, field: string): string[] | null {
  return wholeNames(body, field, ['UserId', 'Group', 'OrganizationArn', 'OrganizationalUnitArn'])
}

/**
 * EBS snapshots and with whom they are shared. EBS direct APIs read snapshots shared with an account, not public ones.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-faq.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export const ebsSnapshot: ResourceType = withAccountSetting(
  listedResource({
    type: 'aws_ebs_snapshot',
    list: { call: LIST, field: 'Snapshots', name: 'SnapshotId' },
    arn: (item) =>
      (textField(item.entry, 'OwnerId') ?? item.account) === item.account
        ? `arn:${item.partition}:ec2:${arnRegion(item)}::snapshot/${item.name}`
        : null,
    asks: [
      {
        call: ATTRIBUTE,
        named: [['SnapshotId']],
        bears: 'access',
        read: readShare({
          names: (body) => permissionNames(body, 'CreateVolumePermissions'),
          actions: (everybody) => (everybody ? RESTORE : [...RESTORE, ...READ_BLOCKS]),
          guard: BLOCK,
        }),
      },
    ],
    properties: (found) => ({
      createdAt: dateField(found.entry, 'StartTime'),
      state: textField(found.entry, 'State'),
      ...encryption(found.entry['Encrypted'], textField(found.entry, 'KmsKeyId'), found),
    }),
    collect: {
      [LIST]: { needs: 'ec2:DescribeSnapshots', input: { OwnerIds: ['self'], MaxResults: 1000 } },
      // No filter of the list finds what is shared with any account at all, so each snapshot is asked about.
      [ATTRIBUTE]: {
        needs: 'ec2:DescribeSnapshotAttribute',
        input: ({ name }) => ({ SnapshotId: name, Attribute: 'createVolumePermission' }),
      },
      [BLOCK]: 'ec2:GetSnapshotBlockPublicAccessState',
    },
  }),
  { call: BLOCK, property: 'snapshotBlockPublicAccess', value: (body) => textField(body, 'State') },
)
