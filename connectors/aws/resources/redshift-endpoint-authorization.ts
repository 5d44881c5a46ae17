import type { CallRecord } from '../../../src/connector/index.js'
import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectsField, textField } from '../fields.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion, attachShares, type Share } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const LIST = 'redshift describe-endpoint-authorization'
const FIELDS = ['ClusterIdentifier', 'Grantee']

/**
 * Which other accounts may reach a Redshift cluster through an endpoint in their own VPC.
 *
 * LIMIT: an authorization for certain VPCs is taken for one of the whole account.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-cross-vpc.html
 */
export const redshiftEndpointAuthorization: ResourceType = {
  type: 'aws_redshift_cluster',
  calls: [LIST],
  collect: declared({ [LIST]: 'redshift:DescribeEndpointAuthorization' }),
  normalize(records, facts) {
    const clusters = new Map<string, { record: CallRecord; name: string; shares: Share[] }>()
    const gap = ({ account: scope, region, file }: CallRecord, message: string): void => {
      addGap(facts, { scope, region, call: LIST, reason: 'failed', message: `\`${file}\` ${message}` })
    }
    for (const record of records.answered(LIST)) {
      const { account, body, status } = record
      if (status === 'ok' && FIELDS.some((field) => wholeNames(body, 'EndpointAuthorizationList', [field]) === null))
        gap(record, 'holds no list `EndpointAuthorizationList` of clusters and grantees')
      for (const entry of objectsField(body, 'EndpointAuthorizationList')) {
        const name = textField(entry, 'ClusterIdentifier')
        const grantee = textField(entry, 'Grantee')
        if (name === null || (textField(entry, 'Grantor') ?? account) !== account) continue
        const id = `arn:${records.partition(account)}:redshift:${arnRegion(record)}:${account}:cluster:${name}`
        const cluster = clusters.get(id) ?? { record, name, shares: [] }
        clusters.set(id, cluster)
        if (textField(entry, 'Status') !== 'Revoking' && grantee !== null)
          cluster.shares.push({ names: [grantee], actions: ['redshift:CreateEndpointAccess'] })
      }
    }
    for (const [id, { record, name, shares }] of clusters) {
      const wrong = attachShares(facts, id, shares, { name: 'endpoint authorizations' })
      if (wrong !== null) gap(record, `\`${id}\` ${wrong}`)
      facts.node({
        id,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(record.account),
        name,
        kind: 'Resource',
        properties: { unread: wrong === null ? [] : ['DescribeEndpointAuthorization'] },
      })
    }
  },
}
