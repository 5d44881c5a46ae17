import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Backups of CloudHSM clusters, shared by a resource policy.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_GetResourcePolicy.html
 */
export const cloudhsmBackup = listedResource({
  type: 'aws_cloudhsm_v2_backup',
  list: { call: 'cloudhsmv2 describe-backups', field: 'Backups', name: 'BackupId' },
  arn: ({ partition, region, account, name }) => `arn:${partition}:cloudhsm:${region}:${account}:backup/${name}`,
  policy: { call: 'cloudhsmv2 get-resource-policy', path: ['Policy'], mayLack: true },
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'CreateTimestamp'),
    status: textField(entry, 'BackupState'),
    cluster: textField(entry, 'ClusterId'),
  }),
  collect: {
    'cloudhsmv2 describe-backups': 'cloudhsm:DescribeBackups',
    'cloudhsmv2 get-resource-policy': {
      needs: 'cloudhsm:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
    },
  },
})
