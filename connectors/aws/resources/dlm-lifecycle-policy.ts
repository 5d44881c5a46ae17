import { dateField, objectField, objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const GET = 'dlm get-lifecycle-policy'

/**
 * Lifecycle policies that share the snapshots they make: posture. Who has access now, the snapshots themselves say.
 *
 * @see https://docs.aws.amazon.com/dlm/latest/APIReference/API_ShareRule.html
 */
export const dlmLifecyclePolicy: ResourceType = listedResource({
  type: 'aws_dlm_lifecycle_policy',
  list: { call: 'dlm get-lifecycle-policies', field: 'Policies', name: 'PolicyId' },
  arn: (item) => `arn:${item.partition}:dlm:${arnRegion(item)}:${item.account}:policy/${item.name}`,
  asks: [{ call: GET, named: [['Policy', 'PolicyId']], bears: 'nothing' }],
  properties: (found) => {
    const policy = objectField(found.body(GET), 'Policy')
    const details = objectField(policy ?? {}, 'PolicyDetails')
    const accounts = objectsField(details ?? {}, 'Schedules')
      .flatMap((schedule) => objectsField(schedule, 'ShareRules'))
      .flatMap((rule) => textsField(rule, 'TargetAccounts'))
    return {
      createdAt: dateField(policy ?? {}, 'DateCreated'),
      status: textField(found.entry, 'State'),
      sharesWith: details === null ? null : [...new Set(accounts)],
    }
  },
  collect: {
    'dlm get-lifecycle-policies': 'dlm:GetLifecyclePolicies',
    [GET]: { needs: 'dlm:GetLifecyclePolicy', input: ({ name }) => ({ PolicyId: name }) },
  },
})
