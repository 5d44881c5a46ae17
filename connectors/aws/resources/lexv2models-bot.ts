import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Bots of Lex V2 with their resource policies.
 *
 * @see https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DescribeResourcePolicy.html
 */
export const lexv2modelsBot = listedResource({
  type: 'aws_lexv2models_bot',
  list: { call: 'lexv2-models list-bots', field: 'botSummaries', name: 'botName' },
  arn: ({ partition, region, account, entry }) => {
    const id = textField(entry, 'botId')
    return id === null ? null : `arn:${partition}:lex:${region}:${account}:bot/${id}`
  },
  policy: { call: 'lexv2-models describe-resource-policy', path: ['policy'], mayLack: true, named: [['resourceArn']] },

  collect: {
    'lexv2-models list-bots': { needs: 'lex:ListBots', input: { maxResults: 1000 } },
    'lexv2-models describe-resource-policy': {
      needs: 'lex:DescribeResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
