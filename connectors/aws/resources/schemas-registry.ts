import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Schema registries of EventBridge. The policy speaks about the schemas in them too.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-policy.html
 */
export const schemasRegistry = listedResource({
  type: 'aws_schemas_registry',
  list: { call: 'schemas list-registries', field: 'Registries', name: 'RegistryName' },
  arn: ownArn('RegistryArn'),
  policy: { call: 'schemas get-resource-policy', path: ['Policy'] },
  covers: (arn) => [arn, `${arn.replace(':registry/', ':schema/')}/*`],
  collect: {
    'schemas list-registries': { needs: 'schemas:ListRegistries', input: { Limit: 100 } },
    'schemas get-resource-policy': {
      needs: 'schemas:GetResourcePolicy',
      input: ({ name }) => ({ RegistryName: name }),
    },
  },
})
