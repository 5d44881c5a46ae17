import type { FactsBuilder } from '../../src/connector/index.js'
import { apiName } from './call-name.js'
import type { FoundResource, ListedResource } from './listed-resource.js'
import { attachResourcePolicy } from './resource-policy.js'
import { addGap } from './resource-type.js'

/**
 * Parts of a resource type whose resources have policies that most releases of the AWS CLI have no call to read: an
 * answer is read if there is one, otherwise it is said that such policies are not modelled.
 */
export function policyWithoutCall(
  call: string,
  path: readonly string[],
): Pick<ListedResource, 'asks' | 'readEntry'> & { unreadOf(found: FoundResource): string[] } {
  return {
    asks: [
      {
        call,
        bears: 'access',
        when: ({ answer }) => answer(call) !== null,
        read(_, { arn, answer }, facts) {
          const record = answer(call)
          const isRead = record === null || attachResourcePolicy(facts, record, arn, { call, path, mayLack: true })
          return isRead ? null : `holds a policy of \`${arn}\` that cannot be read`
        },
      },
    ],
    readEntry({ arn, answer, account, region }: FoundResource, facts: FactsBuilder) {
      if (answer(call) === null)
        addGap(facts, {
          scope: account,
          region,
          call,
          reason: 'not-modelled',
          message: `\`${arn}\` may have a resource policy, and the AWS CLI has no call that reads it`,
        })
      return null
    },
    unreadOf: ({ answer }) => {
      const status = answer(call)?.status
      return status === 'ok' || status === 'none' ? [] : [apiName(call.split(' ')[1] ?? '')]
    },
  }
}
