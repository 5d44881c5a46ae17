import type { Json } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import { objectField, objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { arnRegion } from '../shared-with.js'

const DESCRIBE = 'cloudformation describe-stack-set'
const INSTANCES = 'cloudformation list-stack-instances'

/**
 * Stack sets: from which account, as which roles, they deploy into which accounts. The roles' own trust policies say
 * who may come in.
 *
 * LIMIT: a live collection does not see the sets that a delegated administrator keeps for the management account.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSet.html
 */
export const cloudformationStackSet = listedResource({
  type: 'aws_cloudformation_stack_set',
  list: { call: 'cloudformation list-stack-sets', field: 'Summaries', name: 'StackSetName' },
  arn: (item) => {
    const id = textField(item.entry, 'StackSetId')
    return id === null ? null : `arn:${item.partition}:cloudformation:${arnRegion(item)}:${item.account}:stackset/${id}`
  },
  asks: [
    { call: DESCRIBE, bears: 'nothing', holds: 'StackSet', named: [['StackSet', 'StackSetName']] },
    { call: INSTANCES, bears: 'nothing' },
  ],
  properties({ entry, body, answer }) {
    const described = objectField(body(DESCRIBE), 'StackSet') ?? undefined
    const said = (field: string): string | null => textField(described, field) ?? textField(entry, field)
    return {
      status: said('Status'),
      permissionModel: said('PermissionModel'),
      administrationRole: said('AdministrationRoleARN'),
      executionRoleName: said('ExecutionRoleName'),
      organizationalUnits: textsField(described, 'OrganizationalUnitIds').sort(),
      targetAccounts: answer(INSTANCES) === null ? null : targets(body(INSTANCES)),
    }
  },
  collect: {
    'cloudformation list-stack-sets': { needs: 'cloudformation:ListStackSets', input: { Status: 'ACTIVE' } },
    [DESCRIBE]: { needs: 'cloudformation:DescribeStackSet', input: ({ name }) => ({ StackSetName: name }) },
    [INSTANCES]: { needs: 'cloudformation:ListStackInstances', input: ({ name }) => ({ StackSetName: name }) },
  },
})

function targets(instances: Json): string[] {
  const accounts = objectsField(instances, 'Summaries').flatMap((instance) => textField(instance, 'Account') ?? [])
  return [...new Set(accounts.filter(isAccountId))].sort()
}
