import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, readShare } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

/**
 * WorkSpaces images. An account with which one is shared copies it before it can use it.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/share-custom-image.html
 */
export const workspacesImage: ResourceType = listedResource({
  type: 'aws_workspaces_image',
  list: { call: 'workspaces describe-workspace-images', field: 'Images', name: 'ImageId' },
  arn: (item) =>
    (textField(item.entry, 'OwnerAccountId') ?? item.account) === item.account
      ? `arn:${item.partition}:workspaces:${arnRegion(item)}:${item.account}:workspaceimage/${item.name}`
      : null,
  asks: [
    {
      call: 'workspaces describe-workspace-image-permissions',
      named: [['ImageId']],
      bears: 'access',
      read: readShare({
        names: (body) => wholeNames(body, 'ImagePermissions', ['SharedAccountId']),
        actions: () => ['workspaces:CopyWorkspaceImage'],
      }),
    },
  ],
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'Created'), displayName: textField(entry, 'Name') }),
  collect: {
    'workspaces describe-workspace-images': {
      needs: 'workspaces:DescribeWorkspaceImages',
      input: { ImageType: 'OWNED' },
    },
    'workspaces describe-workspace-image-permissions': {
      needs: 'workspaces:DescribeWorkspaceImagePermissions',
      input: ({ name }) => ({ ImageId: name }),
    },
  },
})
