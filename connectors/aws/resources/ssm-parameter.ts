import type { JsonObject } from '../../../src/model/index.js'
import { dateField, textField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, encryption } from '../shared-with.js'
import { wholeList, wholeNames } from '../whole-list.js'

const POLICIES = 'ssm get-resource-policies'

/**
 * Systems Manager parameters. Only those of the advanced tier can be shared.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
 */
export const ssmParameter: ResourceType = listedResource({
  type: 'aws_ssm_parameter',
  list: { call: 'ssm describe-parameters', field: 'Parameters' },
  arn: (item) =>
    textField(item.entry, 'ARN') ??
    `arn:${item.partition}:ssm:${arnRegion(item)}:${item.account}:parameter/${item.name.replace(/^\//, '')}`,
  asks: [
    {
      call: POLICIES,
      bears: 'access',
      when: ({ entry }) => isShareable(entry),
      read: (bodies, found, facts) => {
        const problems = bodies.flatMap((body) => {
          const policies = wholeNames(body, 'Policies', ['Policy']) === null ? null : wholeList(body, 'Policies')
          if (policies === null) return ['holds no list `Policies`']
          return policies.map((entry, at) => {
            const name = textField(entry, 'PolicyId') ?? String(at + 1)
            return attachHeldPolicy(facts, found.arn, entry['Policy'], { id: `${found.arn}#policy/${name}` })
          })
        })
        return problems.find((problem) => problem !== null) ?? null
      },
    },
  ],
  properties: (found) => ({
    lastModifiedAt: dateField(found.entry, 'LastModifiedDate'),
    tier: textField(found.entry, 'Tier'),
    valueType: textField(found.entry, 'Type'),
    ...encryption(textField(found.entry, 'Type') === 'SecureString', textField(found.entry, 'KeyId'), found),
  }),
  collect: {
    'ssm describe-parameters': { needs: 'ssm:DescribeParameters', input: { MaxResults: 50 } },
    // A name without its path may be that of another parameter.
    [POLICIES]: {
      needs: 'ssm:GetResourcePolicies',
      input: ({ entry, arn }) => (isShareable(entry) ? { ResourceArn: arn } : null),
      subject: ({ arn }) => [arn],
    },
  },
})

function isShareable(entry: JsonObject): boolean {
  return textField(entry, 'Tier') !== 'Standard'
}
