import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, objectsField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

export const LIST_INSTANCES = 'sso-admin list-instances'

/**
 * Instances of IAM Identity Center and the identity store behind each.
 *
 * LIMIT: applications and trusted token issuers of an instance are not read; a live collection does not see the
 * instances that member accounts keep for themselves, which give access to applications alone.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceMetadata.html
 */
export const ssoadminInstance: ResourceType = {
  type: 'aws_ssoadmin_instance',
  calls: [LIST_INSTANCES],
  collect: declared({ [LIST_INSTANCES]: { needs: 'sso:ListInstances', byCaller: true } }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[LIST_INSTANCES, 'Instances', 'list', 'InstanceArn']])
    for (const record of records.answered(LIST_INSTANCES))
      for (const instance of objectsField(record.body, 'Instances')) {
        const arn = textField(instance, 'InstanceArn')
        if (arn === null) continue
        const owner = textField(instance, 'OwnerAccountId') ?? record.account
        facts.node({
          id: arn,
          type: this.type,
          cloud: 'aws',
          scope: scopeId(owner),
          name: textField(instance, 'Name') ?? arn,
          kind: 'Resource',
          properties: {
            createdAt: dateField(instance, 'CreatedDate'),
            status: textField(instance, 'Status'),
            identityStore: textField(instance, 'IdentityStoreId'),
            unread: [],
          },
        })
      }
  },
}
