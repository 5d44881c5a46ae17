import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

const POLICY = 'efs describe-file-system-policy'

/**
 * File systems. One without a policy (`openToNetwork`) can be mounted by every client that reaches a mount target: IAM
 * has no say. Clients need no permission on the key.
 *
 * LIMIT: who reaches a mount target over the network is not modelled.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export const efsFileSystem = listedResource({
  type: 'aws_efs_file_system',
  list: { call: 'efs describe-file-systems', field: 'FileSystems', name: 'FileSystemId' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'FileSystemArn') ?? `arn:${partition}:elasticfilesystem:${region}:${account}:file-system/${name}`,
  policy: { call: POLICY, path: ['Policy'], named: [['FileSystemId']] },
  properties: ({ entry, answer }) => ({
    kmsKey: textField(entry, 'KmsKeyId'),
    ...(answer(POLICY)?.status === 'none' ? { openToNetwork: true } : {}),
  }),
  collect: {
    'efs describe-file-systems': 'elasticfilesystem:DescribeFileSystems',
    [POLICY]: {
      needs: 'elasticfilesystem:DescribeFileSystemPolicy',
      input: ({ name }) => ({ FileSystemId: name }),
    },
  },
})
