import { isObject, type Json } from '../../../src/model/index.js'
import { withFullArns } from '../api-gateway-policy.js'
import { dateField, objectField, objectsField, textField, textsField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { listedResource, type ListedItem } from '../listed-resource.js'
import { attachGrants, type GrantStatement } from '../resource-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const LIST = 'apigateway get-rest-apis'
const RESOURCES = 'apigateway get-resources'

/**
 * REST APIs with their resource policy. Without one, methods without authorization are open to everybody unless the API
 * is private; a private API without a policy is closed.
 *
 * LIMIT: whom a Lambda or Cognito authorizer lets in is not known: a gap says so.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
 */
export const apiGatewayRestApi: ResourceType = listedResource({
  type: 'aws_api_gateway_rest_api',
  list: { call: LIST, field: 'items', name: 'id' },
  arn: (item) => `arn:${item.partition}:execute-api:${arnRegion(item)}:${item.account}:${item.name}`,
  asks: [
    {
      call: RESOURCES,
      bears: 'access',
      when: bearMethods,
      read: (bodies, found, facts) => {
        const methods = bodies.map(methodsOf)
        const all = methods.flatMap((list) => list ?? [])
        attachGrants(facts, {
          id: `${found.arn}#grant/open-methods`,
          name: 'methods without authorization',
          to: found.arn,
          as: 'grant',
          grants: all.flatMap((method) => openMethod(method, found.arn)),
        })
        const authorized = all.filter(({ authorization }) => !['NONE', 'AWS_IAM'].includes(authorization))
        if (authorized.length > 0)
          addGap(facts, {
            scope: found.account,
            region: found.record.region,
            call: RESOURCES,
            reason: 'not-modelled',
            message: `whom the authorizers of ${authorized.length} methods of \`${found.arn}\` let in is not known`,
          })
        return methods.includes(null) ? 'does not hold the methods: ask with `--embed methods`' : null
      },
    },
  ],
  readEntry: (found, facts) =>
    attachHeldPolicy(facts, found.arn, found.entry['policy'], {
      change: (document) => withFullArns(document, found.arn),
    }),
  covers: (arn) => [arn, `${arn}/*`],
  properties: (found) => ({
    createdAt: dateField(found.entry, 'createdDate'),
    displayName: textField(found.entry, 'name'),
    endpointTypes: textsField(objectField(found.entry, 'endpointConfiguration') ?? {}, 'types'),
    defaultEndpointDisabled: found.entry['disableExecuteApiEndpoint'] === true,
  }),
  collect: {
    [LIST]: { needs: 'apigateway:GET', input: { limit: 500 } },
    [RESOURCES]: {
      needs: 'apigateway:GET',
      input: (item) => (bearMethods(item) ? { restApiId: item.name, limit: 500, embed: ['methods'] } : null),
    },
  },
})

/** Do the methods say who may call? Where there is a policy, or the API is private, they let nobody in by themselves. */
function bearMethods({ entry }: ListedItem): boolean {
  const isPrivate = textsField(objectField(entry, 'endpointConfiguration') ?? {}, 'types').includes('PRIVATE')
  return textField(entry, 'policy') === null && !isPrivate
}

interface Method {
  verb: string
  path: string
  authorization: string
  needsKey: boolean
}

/** The methods of an answer; null if it was asked without them, or is not understood. */
function methodsOf(body: Json): Method[] | null {
  const methods: Method[] = []
  if (wholeNames(body, 'items', ['path']) === null) return null
  for (const resource of objectsField(body, 'items'))
    for (const [verb, method] of Object.entries(objectField(resource, 'resourceMethods') ?? {})) {
      const authorization = textField(method, 'authorizationType')
      if (authorization === null) return null
      const path = textField(resource, 'path') ?? '/'
      methods.push({ verb, path, authorization, needsKey: isObject(method) && method['apiKeyRequired'] === true })
    }
  return methods
}

function openMethod({ verb, path, authorization, needsKey }: Method, arn: string): GrantStatement[] {
  if (authorization !== 'NONE') return []
  const parts = path.split('/').slice(1)
  const resource = parts.map((part) => (part.startsWith('{') ? '*' : part)).join('/')
  return [
    {
      principal: '*',
      actions: ['execute-api:Invoke'],
      resources: [`${arn}/*/${verb === 'ANY' ? '*' : verb}/${resource}`],
      ...(needsKey ? { condition: { StringLike: { 'x-api-key': '*' } } } : {}),
    },
  ]
}
