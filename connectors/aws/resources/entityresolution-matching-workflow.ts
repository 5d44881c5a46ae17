import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Matching workflows of Entity Resolution with their resource policies.
 *
 * @see https://docs.aws.amazon.com/entityresolution/latest/apireference/API_GetPolicy.html
 */
export const entityresolutionMatchingWorkflow = listedResource({
  type: 'aws_entityresolution_matching_workflow',
  list: { call: 'entityresolution list-matching-workflows', field: 'workflowSummaries', name: 'workflowName' },
  arn: ownArn('workflowArn'),
  policy: { call: 'entityresolution get-policy', path: ['policy'], mayLack: true, named: [['arn']] },
  collect: {
    'entityresolution list-matching-workflows': 'entityresolution:ListMatchingWorkflows',
    'entityresolution get-policy': {
      needs: 'entityresolution:GetPolicy',
      input: ({ arn }) => ({ arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
