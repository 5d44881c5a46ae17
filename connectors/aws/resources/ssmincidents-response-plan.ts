import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachResourcePolicy } from '../resource-policy.js'

const POLICIES = 'ssm-incidents get-resource-policies'

/**
 * Response plans of Incident Manager, each with any number of resource policies.
 *
 * @see https://docs.aws.amazon.com/incident-manager/latest/APIReference/API_GetResourcePolicies.html
 */
export const ssmincidentsResponsePlan = listedResource({
  type: 'aws_ssmincidents_response_plan',
  list: { call: 'ssm-incidents list-response-plans', field: 'responsePlanSummaries', name: 'name' },
  arn: ownArn('arn'),
  acrossRegions: true,
  asks: [
    {
      call: POLICIES,
      bears: 'access',
      holds: 'resourcePolicies',
      read(bodies, { arn, answer }, facts) {
        const record = answer(POLICIES)
        const policies = bodies.flatMap((body) => objectsField(body, 'resourcePolicies'))
        const read = policies.map((policy, at) =>
          record === null
            ? true
            : attachResourcePolicy(
                facts,
                { ...record, body: policy },
                arn,
                { call: POLICIES, path: ['policyDocument'] },
                { id: `${arn}#policy/${textField(policy, 'policyId') ?? at}` },
              ),
        )
        return read.every(Boolean) ? null : `holds a policy of \`${arn}\` that cannot be read`
      },
    },
  ],
  collect: {
    'ssm-incidents list-response-plans': { needs: 'ssm-incidents:ListResponsePlans', input: { maxResults: 100 } },
    [POLICIES]: { needs: 'ssm-incidents:GetResourcePolicies', input: ({ arn }) => ({ resourceArn: arn }) },
  },
})
