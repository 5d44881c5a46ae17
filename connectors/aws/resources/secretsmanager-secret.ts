import { dateField, textField } from '../fields.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

/**
 * Secrets, without their values. A secret without a key of its own is protected by one that AWS manages.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_SecretListEntry.html
 */
export const secretsmanagerSecret = listedResource({
  type: 'aws_secretsmanager_secret',
  list: { call: 'secretsmanager list-secrets', field: 'SecretList', name: 'Name' },
  arn: ({ entry }) => textField(entry, 'ARN'),
  policy: {
    call: 'secretsmanager get-resource-policy',
    path: ['ResourcePolicy'],
    mayLack: true,
    named: [['ARN'], ['Name']],
  },
  properties(found) {
    const used = dateField(found.entry, 'LastAccessedDate')
    return {
      ...keyProperties(textField(found.entry, 'KmsKeyId') ?? 'alias/aws/secretsmanager', found, found.records),
      ...(used === null ? {} : { lastUsed: { at: used, source: 'LastAccessedDate' } }),
    }
  },
  collect: {
    'secretsmanager list-secrets': { needs: 'secretsmanager:ListSecrets', input: { MaxResults: 100 } },
    'secretsmanager get-resource-policy': {
      needs: 'secretsmanager:GetResourcePolicy',
      input: ({ arn }) => ({ SecretId: arn }),
    },
  },
})
