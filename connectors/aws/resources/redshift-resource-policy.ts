import { lastName, scopeId } from '../arn.js'
import { objectField, textField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { isOwn } from '../shared-with.js'

const GET = 'redshift get-resource-policy'

/**
 * Policies of Redshift namespaces: who may integrate data into them without extract, transform and load.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetResourcePolicy.html
 */
export const redshiftResourcePolicy: ResourceType = {
  type: 'aws_redshift_namespace',
  calls: [GET],
  permissions: ['redshift:GetResourcePolicy'],
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
