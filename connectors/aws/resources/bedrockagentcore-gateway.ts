import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Gateways of Bedrock AgentCore. With an authorizer other than IAM, who comes in is told by its tokens, not by a policy.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_GetResourcePolicy.html
 */
export const bedrockagentcoreGateway = listedResource({
  type: 'aws_bedrockagentcore_gateway',
  list: { call: 'bedrock-agentcore-control list-gateways', field: 'items', name: 'gatewayId' },
  arn: ({ partition, region, account, name }) =>
    `arn:${partition}:bedrock-agentcore:${region}:${account}:gateway/${name}`,
  policy: { call: 'bedrock-agentcore-control get-resource-policy', path: ['policy'], mayLack: true },
  properties: ({ entry }) => ({ status: textField(entry, 'status'), authorizer: textField(entry, 'authorizerType') }),
  collect: {
    'bedrock-agentcore-control list-gateways': 'bedrock-agentcore:ListGateways',
    'bedrock-agentcore-control get-resource-policy': {
      needs: 'bedrock-agentcore:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
