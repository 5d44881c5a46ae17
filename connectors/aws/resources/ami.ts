import type { JsonObject } from '../../../src/model/index.js'
import { withAccountSetting } from '../account-setting.js'
import { dateField, objectField, objectsField, textField } from '../fields.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, attachShares, encryption, readShare } from '../shared-with.js'
import { permissionNames } from './ebs-snapshot.js'

const ATTRIBUTE = 'ec2 describe-image-attribute'
const BLOCK = 'ec2 get-image-block-public-access-state'
const LAUNCH = ['ec2:RunInstances', 'ec2:CopyImage']

/**
 * Machine images and who may launch them: accounts, organizations, organizational units, everybody.
 *
 * LIMIT: copying a shared image also needs its snapshots to be shared, which is not looked at.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/share-amis-with-organizations-and-OUs.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 */
export const ami: ResourceType = withAccountSetting(
  listedResource({
    type: 'aws_ami',
    list: { call: 'ec2 describe-images', field: 'Images', name: 'ImageId' },
    arn: (item) =>
      (textField(item.entry, 'OwnerId') ?? item.account) === item.account
        ? `arn:${item.partition}:ec2:${arnRegion(item)}::image/${item.name}`
        : null,
    asks: [
      {
        call: ATTRIBUTE,
        named: [['ImageId']],
        bears: 'access',
        read: readShare({
          names: (body) => permissionNames(body, 'LaunchPermissions'),
          actions: () => LAUNCH,
          guard: BLOCK,
        }),
      },
    ],
    readEntry: (found, facts) =>
      found.entry['Public'] === true && found.answer(ATTRIBUTE)?.status !== 'ok'
        ? attachShares(facts, found.arn, [{ names: ['all'], actions: LAUNCH }])
        : null,
    properties: (found) => ({
      createdAt: dateField(found.entry, 'CreationDate'),
      state: textField(found.entry, 'State'),
      public: found.entry['Public'] === true,
      ...protection(found),
    }),
    collect: {
      'ec2 describe-images': { needs: 'ec2:DescribeImages', input: { Owners: ['self'], MaxResults: 1000 } },
      [ATTRIBUTE]: {
        needs: 'ec2:DescribeImageAttribute',
        input: ({ name }) => ({ ImageId: name, Attribute: 'launchPermission' }),
      },
      [BLOCK]: 'ec2:GetImageBlockPublicAccessState',
    },
  }),
  {
    call: BLOCK,
    property: 'imageBlockPublicAccess',
    value: (body) => textField(body, 'ImageBlockPublicAccessState'),
  },
)

/** The key of the image's disks: those of its snapshots, since an image does not name any. */
function protection(found: FoundResource): JsonObject {
  const disks = objectsField(found.entry, 'BlockDeviceMappings').flatMap((disk) => {
    const ebs = objectField(disk, 'Ebs')
    return ebs === null ? [] : [ebs]
  })
  const encrypted = disks.filter((disk) => disk['Encrypted'] === true)
  if (encrypted.length === 0) return disks.some((disk) => disk['Encrypted'] === undefined) ? {} : { encryptedBy: null }
  const keys = keysOfSnapshots(found.records)
  const [key] = encrypted.flatMap((disk) => {
    const named = keys.get(textField(disk, 'SnapshotId') ?? '')
    return named === undefined ? [] : (encryption(true, named, found)['encryptedBy'] ?? [])
  })
  return key === undefined ? { encrypted: true } : { encrypted: true, encryptedBy: key }
}

const snapshotKeys = new WeakMap<Records, Map<string, string>>()

/** Key ids by snapshot id, made once for an import. */
function keysOfSnapshots(records: Records): Map<string, string> {
  const known = snapshotKeys.get(records)
  if (known !== undefined) return known
  const keys = new Map<string, string>()
  for (const { body } of records.answered('ec2 describe-snapshots'))
    for (const entry of objectsField(body, 'Snapshots')) {
      const key = textField(entry, 'KmsKeyId')
      if (key !== null) keys.set(textField(entry, 'SnapshotId') ?? '', key)
    }
  snapshotKeys.set(records, keys)
  return keys
}
