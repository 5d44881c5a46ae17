import { isObject } from '../../../src/model/index.js'
import { valueAt } from '../answers.js'
import { dateField, objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Aliases of Lex V2 bots: each has a resource policy of its own.
 *
 * @see https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DescribeResourcePolicy.html
 */
export const lexv2modelsBotAlias = listedResource({
  type: 'aws_lexv2models_bot_alias',
  list: {
    call: 'lexv2-models list-bot-aliases',
    field: 'botAliasSummaries',
    name: 'botAliasName',
    entries(body) {
      const listed = valueAt(body, ['botAliasSummaries'])
      const botId = textField(body, 'botId')
      return Array.isArray(listed) ? listed.map((entry) => (isObject(entry) ? { ...entry, botId } : entry)) : null
    },
  },
  arn: ({ partition, region, account, entry }) => {
    const bot = textField(entry, 'botId')
    const alias = textField(entry, 'botAliasId')
    return bot === null || alias === null ? null : `arn:${partition}:lex:${region}:${account}:bot-alias/${bot}/${alias}`
  },
  policy: {
    call: 'lexv2-models describe-resource-policy',
    path: ['policy'],
    mayLack: true,
    named: [['resourceArn']],
  },
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'creationDateTime') }),
  collect: {
    'lexv2-models list-bot-aliases': {
      needs: 'lex:ListBotAliases',
      of: 'lexv2-models list-bots',
      each: (body) =>
        objectsField(body, 'botSummaries').flatMap((entry) => {
          const id = textField(entry, 'botId')
          return id === null ? [] : [{ name: id, entry }]
        }),
      input: ({ name }) => ({ botId: name, maxResults: 1000 }),
    },
    'lexv2-models describe-resource-policy': {
      needs: 'lex:DescribeResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
