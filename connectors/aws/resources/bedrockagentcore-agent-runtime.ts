import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Agent runtimes of Bedrock AgentCore; their endpoints have the policy of the runtime or one of their own.
 *
 * LIMIT: policies of single endpoints are not read.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_GetResourcePolicy.html
 */
export const bedrockagentcoreAgentRuntime = listedResource({
  type: 'aws_bedrockagentcore_agent_runtime',
  list: { call: 'bedrock-agentcore-control list-agent-runtimes', field: 'agentRuntimes', name: 'agentRuntimeName' },
  arn: ownArn('agentRuntimeArn'),
  policy: { call: 'bedrock-agentcore-control get-resource-policy', path: ['policy'], mayLack: true },
  covers: (arn) => [arn, `${arn}/runtime-endpoint/*`],
  properties: ({ entry }) => ({ status: textField(entry, 'status') }),
  collect: {
    'bedrock-agentcore-control list-agent-runtimes': 'bedrock-agentcore:ListAgentRuntimes',
    'bedrock-agentcore-control get-resource-policy': {
      needs: 'bedrock-agentcore:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
