import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Id namespaces of Entity Resolution: what one account lets another match against its records.
 *
 * @see https://docs.aws.amazon.com/entityresolution/latest/apireference/API_GetPolicy.html
 */
export const entityresolutionIdNamespace = listedResource({
  type: 'aws_entityresolution_id_namespace',
  list: { call: 'entityresolution list-id-namespaces', field: 'idNamespaceSummaries', name: 'idNamespaceName' },
  arn: ownArn('idNamespaceArn'),
  policy: { call: 'entityresolution get-policy', path: ['policy'], mayLack: true, named: [['arn']] },
  properties: ({ entry }) => ({ direction: textField(entry, 'type') }),
  collect: {
    'entityresolution list-id-namespaces': 'entityresolution:ListIdNamespaces',
    'entityresolution get-policy': {
      needs: 'entityresolution:GetPolicy',
      input: ({ arn }) => ({ arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
