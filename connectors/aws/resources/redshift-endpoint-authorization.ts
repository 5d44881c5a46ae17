import { isObject } from '../../../src/model/index.js'
import { scopeId } from '../arn.js'
import { objectsField, textField } from '../fields.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion, attachShares, type Share } from '../shared-with.js'

const LIST = 'redshift describe-endpoint-authorization'

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
  permissions: ['redshift:DescribeEndpointAuthorization'],
  normalize(records, facts) {
    for (const record of records.answered(LIST)) {
      const { account, region, body, status } = record
      const gap = (message: string): void => {
        addGap(facts, { scope: account, region, call: LIST, reason: 'failed', message: `\`${record.file}\` ${message}` })
      }
      if (status === 'ok' && !(isObject(body) && Array.isArray(body['EndpointAuthorizationList'])))
        gap('holds no list `EndpointAuthorizationList`')
      const clusters = new Map<string, Share[]>()
      for (const entry of objectsField(body, 'EndpointAuthorizationList')) {
        const cluster = textField(entry, 'ClusterIdentifier')
        const grantee = textField(entry, 'Grantee')
        if (cluster === null || (textField(entry, 'Grantor') ?? account) !== account) continue
        const shares = clusters.get(cluster) ?? []
        const isOpen = textField(entry, 'Status') !== 'Revoking' && grantee !== null
        if (isOpen) shares.push({ names: [grantee], actions: ['redshift:CreateEndpointAccess'] })
        clusters.set(cluster, shares)
      }
      for (const [cluster, shares] of clusters) {
        const id = `arn:${records.partition(account)}:redshift:${arnRegion(record)}:${account}:cluster:${cluster}`
        const wrong = attachShares(facts, id, shares, { name: 'endpoint authorizations' })
        if (wrong !== null) gap(`\`${id}\` ${wrong}`)
        facts.node({
          id,
          type: this.type,
          cloud: 'aws',
          scope: scopeId(account),
          name: cluster,
          kind: 'Resource',
          properties: { unread: wrong === null ? [] : ['DescribeEndpointAuthorization'] },
        })
      }
    }
  },
}
