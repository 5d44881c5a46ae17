import { lastName, scopeId } from '../arn.js'
import { declared, type CallDeclaration } from '../collect/declaration.js'
import { objectField, objectsField, textField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { isOwn } from '../shared-with.js'

const GET = 'redshift get-resource-policy'
const CLUSTERS = 'redshift describe-clusters'
const NAMESPACES = 'redshift-serverless list-namespaces'

/**
 * Policies of Redshift namespaces, of clusters and serverless ones: who may integrate data into them without extract, transform and load.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetResourcePolicy.html
 */
export const redshiftResourcePolicy: ResourceType = {
  type: 'aws_redshift_namespace',
  calls: [GET, CLUSTERS, NAMESPACES],
  collect: declared({
    [CLUSTERS]: { needs: 'redshift:DescribeClusters', input: { MaxRecords: 100 } },
    [NAMESPACES]: { needs: 'redshift-serverless:ListNamespaces', input: { maxResults: 100 } },
    [GET]: [
      policiesOf(CLUSTERS, 'Clusters', 'ClusterNamespaceArn'),
      policiesOf(NAMESPACES, 'namespaces', 'namespaceArn'),
    ],
  }),
  normalize(records, facts) {
    for (const record of records.answered(GET)) {
      const { account, region, body, file } = record
      const policy = objectField(body, 'ResourcePolicy')
      const id = textField(policy ?? {}, 'ResourceArn') ?? record.subject.join('--')
      const gap = (message: string): void => {
        addGap(facts, { scope: account, region, call: GET, reason: 'failed', message: `\`${file}\` ${message}` })
      }
      if (!isOwn(id, record)) {
        if (record.status === 'ok') gap('does not name a resource of the account')
        continue
      }
      const wrong =
        record.status === 'ok' && policy === null
          ? 'holds no `ResourcePolicy`'
          : attachHeldPolicy(facts, id, policy?.['Policy'])
      if (wrong !== null) gap(wrong)
      facts.node({
        id,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: lastName(id.slice(id.lastIndexOf(':') + 1)),
        kind: 'Resource',
        properties: { unread: wrong === null ? [] : ['GetResourcePolicy'] },
      })
    }
  },
}

/** The call about each namespace whose ARN stands in `name` of the entries of a list. */
function policiesOf(list: string, field: string, name: string): CallDeclaration {
  return {
    needs: 'redshift:GetResourcePolicy',
    of: list,
    each: (body) =>
      objectsField(body, field).flatMap((entry) => {
        const arn = textField(entry, name)
        return arn === null ? [] : [{ name: arn, entry }]
      }),
    input: (item) => ({ ResourceArn: item.name }),
  }
}
