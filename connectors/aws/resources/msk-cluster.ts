import { objectField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

const LIST = 'kafka list-clusters-v2'

/**
 * MSK clusters. The policy speaks about the topics, groups and transactions of the cluster too; the cluster's own network
 * and client settings are posture.
 *
 * @see https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-policy.html
 */
export const mskCluster = listedResource({
  type: 'aws_msk_cluster',
  list: [LIST, 'kafka list-clusters'].map((call) => ({
    call,
    field: 'ClusterInfoList',
    name: 'ClusterName',
  })),
  arn: ownArn('ClusterArn'),
  policy: { call: 'kafka get-cluster-policy', path: ['Policy'], mayLack: true },
  covers: (arn) => [
    arn,
    ...['topic', 'group', 'transactional-id'].map((kind) => `${arn.replace(':cluster/', `:${kind}/`)}/*`),
  ],
  properties({ entry }) {
    const settings = objectField(entry, 'Provisioned') ?? entry
    const network = objectField(objectField(settings, 'BrokerNodeGroupInfo') ?? undefined, 'ConnectivityInfo')
    const clients = objectField(settings, 'ClientAuthentication')
    const atRest = objectField(objectField(settings, 'EncryptionInfo') ?? undefined, 'EncryptionAtRest')
    return {
      status: textField(entry, 'State'),
      publicAccess: textField(objectField(network ?? undefined, 'PublicAccess') ?? undefined, 'Type'),
      unauthenticatedClients: objectField(clients ?? undefined, 'Unauthenticated')?.['Enabled'] === true,
      encryptionKey: textField(atRest ?? undefined, 'DataVolumeKMSKeyId'),
    }
  },
  collect: {
    [LIST]: { needs: 'kafka:ListClustersV2', input: { MaxResults: 100 } },
    'kafka get-cluster-policy': {
      needs: 'kafka:GetClusterPolicy',
      of: LIST,
      input: ({ arn }) => ({ ClusterArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
