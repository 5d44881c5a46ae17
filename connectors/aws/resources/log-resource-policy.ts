import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectsField, textField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const LIST = 'logs describe-resource-policies'

/**
 * Policies of CloudWatch Logs: of one log group, or of all that an account has in a Region (then the node is that
 * pattern).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ResourcePolicy.html
 */
export const logResourcePolicy: ResourceType = {
  type: 'aws_cloudwatch_log_group',
  calls: [LIST],
  // Without a scope the answer holds the policies of the account alone.
  collect: declared({
    [LIST]: ['ACCOUNT', 'RESOURCE'].map((policyScope) => ({
      needs: 'logs:DescribeResourcePolicies',
      input: { policyScope, limit: 50 },
      subject: () => [policyScope],
    })),
  }),
  normalize(records, facts) {
    for (const record of records.answered(LIST)) {
      const { account, region, body, status } = record
      const gap = (message: string): void => {
        addGap(facts, {
          scope: account,
          region,
          call: LIST,
          reason: 'failed',
          message: `\`${record.file}\` ${message}`,
        })
      }
      if (status === 'ok' && wholeNames(body, 'resourcePolicies', ['policyDocument']) === null)
        gap('holds no list `resourcePolicies` of policies')
      for (const entry of objectsField(body, 'resourcePolicies')) {
        const every = `arn:${records.partition(account)}:logs:${arnRegion(record)}:${account}:log-group:*`
        const id = textField(entry, 'resourceArn') ?? every
        const name = textField(entry, 'policyName')
        facts.node({
          id,
          type: this.type,
          cloud: 'aws',
          scope: scopeId(account),
          name: id.slice(id.indexOf(':log-group:') + ':log-group:'.length),
          kind: 'Resource',
          properties: {
            unread: [],
            policyCovers: id === every ? [`${every.slice(0, -'log-group:*'.length)}*`] : [id, `${id}:*`],
          },
        })
        const wrong = attachHeldPolicy(facts, id, entry['policyDocument'], {
          id: name === null ? `${id}#policy` : `${id}#policy/${name}`,
          name: name ?? 'resource policy',
        })
        if (wrong === null) continue
        gap(`\`${id}\` ${wrong}`)
        const node = facts.get(id)
        if (node !== undefined) node.properties['unread'] = ['DescribeResourcePolicies']
      }
    }
  },
}
