import type { JsonObject } from '../../../src/model/index.js'
import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachGrants } from '../resource-policy.js'

const KEYS = 'appsync list-api-keys'

/**
 * GraphQL interfaces of AppSync. One that takes API keys is open to everybody who has a key; keys stand in web pages and
 * apps, so that is written as a grant to everybody with a condition. A private interface is reached through VPC
 * endpoints alone.
 *
 * LIMIT: who comes in by Cognito, OpenID Connect or a Lambda authorizer is posture.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export const appsyncGraphqlApi = listedResource({
  type: 'aws_appsync_graphql_api',
  list: { call: 'appsync list-graphql-apis', field: 'graphqlApis', name: 'name' },
  arn: ownArn('arn'),
  asks: [
    {
      call: KEYS,
      bears: 'access',
      when: ({ entry }) => authentications(entry).includes('API_KEY'),
      read(bodies, { arn, entry }, facts) {
        if (bodies.length === 0) return null
        const key = { 'appsync:ApiKey': 'false' }
        const tests = isPrivate(entry) ? { ...key, 'aws:SourceVpce': 'false' } : key
        attachGrants(facts, {
          id: `${arn}#share`,
          name: 'API keys',
          to: arn,
          as: 'share',
          grants: [
            { principal: '*', actions: ['appsync:GraphQL'], resources: [arn, `${arn}/*`], condition: { Null: tests } },
          ],
        })
        return null
      },
    },
  ],
  covers: (arn) => [arn, `${arn}/*`],
  properties: ({ entry }) => ({ authenticationTypes: authentications(entry), private: isPrivate(entry) }),
  collect: {
    'appsync list-graphql-apis': 'appsync:ListGraphqlApis',
    [KEYS]: {
      needs: 'appsync:ListApiKeys',
      input: ({ entry }) => {
        const id = textField(entry, 'apiId')
        return id !== null && authentications(entry).includes('API_KEY') ? { apiId: id } : null
      },
      subject: ({ entry, name }) => [textField(entry, 'apiId') ?? name],
    },
  },
})

function authentications(entry: JsonObject): string[] {
  const first = textField(entry, 'authenticationType')
  const more = objectsField(entry, 'additionalAuthenticationProviders').flatMap(
    (provider) => textField(provider, 'authenticationType') ?? [],
  )
  return [...new Set([...(first === null ? [] : [first]), ...more])]
}

function isPrivate(entry: JsonObject): boolean {
  return textField(entry, 'visibility') === 'PRIVATE'
}
