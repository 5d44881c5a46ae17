import { dateField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { attachShares, encryption, isOwn } from '../shared-with.js'

const PROVISIONED = 'accountsWithProvisionedRestoreAccess'
const SERVERLESS = 'accountsWithRestoreAccess'

/**
 * Snapshots of Redshift Serverless: accounts that may restore them, and their resource policy.
 *
 * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Snapshot.html
 */
export const redshiftServerlessSnapshot: ResourceType = listedResource({
  type: 'aws_redshiftserverless_snapshot',
  list: { call: 'redshift-serverless list-snapshots', field: 'snapshots', name: 'snapshotName' },
  arn: (item) => {
    const arn = textField(item.entry, 'snapshotArn')
    return isOwn(arn, item) ? arn : null
  },
  policy: {
    call: 'redshift-serverless get-resource-policy',
    path: ['resourcePolicy', 'policy'],
    named: [['resourcePolicy', 'resourceArn']],
  },
  readEntry: (found, facts) =>
    attachShares(facts, found.arn, [
      {
        names: [...textsField(found.entry, SERVERLESS), ...textsField(found.entry, PROVISIONED)],
        actions: ['redshift-serverless:RestoreFromSnapshot', 'redshift-serverless:GetSnapshot'],
      },
    ]),
  properties: (found) => ({
    createdAt: dateField(found.entry, 'snapshotCreateTime'),
    namespace: textField(found.entry, 'namespaceName'),
    status: textField(found.entry, 'status'),
    ...encryption(undefined, textField(found.entry, 'kmsKeyId'), found),
  }),
  collect: {
    'redshift-serverless list-snapshots': { needs: 'redshift-serverless:ListSnapshots', input: { maxResults: 100 } },
    'redshift-serverless get-resource-policy': {
      needs: 'redshift-serverless:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
    },
  },
})
