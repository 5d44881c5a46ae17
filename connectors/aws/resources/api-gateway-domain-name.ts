import { withFullArns } from '../api-gateway-policy.js'
import { dateField, objectField, textField, textsField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Private custom domain names: who may invoke through them (`policy`) and who may connect to them (`managementPolicy`).
 * Public ones have no policy.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
 */
export const apiGatewayDomainName: ResourceType = listedResource({
  type: 'aws_api_gateway_domain_name',
  list: { call: 'apigateway get-domain-names', field: 'items', name: 'domainName' },
  arn: (item) => textField(item.entry, 'domainNameArn'),
  readEntry: (found, facts) => {
    const policy = attachHeldPolicy(facts, found.arn, found.entry['policy'], {
      change: (document) => withFullArns(document, invokeArn(found.arn)),
    })
    const management = attachHeldPolicy(facts, found.arn, found.entry['managementPolicy'], {
      id: `${found.arn}#policy/management`,
      name: 'management policy',
    })
    return policy ?? management
  },
  covers: (arn) => {
    const invoke = invokeArn(arn)
    return [arn, invoke, `${invoke}/*`]
  },
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'createdDate'),
    endpointTypes: textsField(objectField(entry, 'endpointConfiguration') ?? {}, 'types'),
  }),
  collect: {
    'apigateway get-domain-names': { needs: 'apigateway:GET', input: { limit: 500, resourceOwner: 'SELF' } },
  },
})

function invokeArn(arn: string): string {
  return arn.replace(':apigateway:', ':execute-api:')
}
