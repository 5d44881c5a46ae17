import type { Json, JsonObject } from '../../../src/model/index.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { lastName, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectsField, textField, textsField } from '../fields.js'
import { DESCRIBE_PERMISSION_SET, LIST_PERMISSION_SETS, readPermissionSets } from '../identity-center.js'
import type { ResourceType } from '../resource-type.js'
import { LIST_INSTANCES } from './ssoadmin-instance.js'

/**
 * Permission sets of IAM Identity Center. What one allows stands on the roles that it becomes in each account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html
 */
export const ssoadminPermissionSet: ResourceType = {
  type: 'aws_ssoadmin_permission_set',
  calls: [LIST_PERMISSION_SETS, DESCRIBE_PERMISSION_SET],
  collect: declared({
    [LIST_PERMISSION_SETS]: {
      needs: 'sso:ListPermissionSets',
      of: LIST_INSTANCES,
      each: (body) =>
        objectsField(body, 'Instances').flatMap((entry) => {
          const arn = textField(entry, 'InstanceArn')
          return arn === null ? [] : [{ name: arn, entry }]
        }),
      input: ({ name }) => ({ InstanceArn: name, MaxResults: 100 }),
      byCaller: true,
    },
    [DESCRIBE_PERMISSION_SET]: {
      needs: 'sso:DescribePermissionSet',
      of: LIST_PERMISSION_SETS,
      each: permissionSets,
      input: ({ name }) => ({ InstanceArn: instanceOf(name), PermissionSetArn: name }),
      byCaller: true,
    },
  }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST_PERMISSION_SETS, 'PermissionSets', 'list'],
      [DESCRIBE_PERMISSION_SET, 'PermissionSet', 'object', 'PermissionSetArn'],
    ])
    for (const { arn, name, sessionDuration, createdAt, account } of readPermissionSets(records).values())
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: name ?? lastName(arn),
        kind: 'Resource',
        properties: { createdAt, sessionDuration, unread: [] },
      })
  },
}

/** The permission sets that a list names, as items that calls are made about. */
export function permissionSets(body: Json): { name: string; entry: JsonObject }[] {
  return textsField(body, 'PermissionSets').map((name) => ({ name, entry: {} }))
}

/**
 * The instance in the ARN of a permission set (`arn:aws:sso:::permissionSet/ssoins-1/ps-1`).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
 */
export function instanceOf(permissionSet: string): string {
  const [, partition = '', , , , resource = ''] = permissionSet.split(':')
  return `arn:${partition}:sso:::instance/${resource.split('/')[1] ?? ''}`
}
