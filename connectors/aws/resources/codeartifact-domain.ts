import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * CodeArtifact domains with their permissions policies.
 *
 * @see https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetDomainPermissionsPolicy.html
 */
export const codeartifactDomain = listedResource({
  type: 'aws_codeartifact_domain',
  list: { call: 'codeartifact list-domains', field: 'domains', name: 'name' },
  arn: ownArn('arn'),
  policy: {
    call: 'codeartifact get-domain-permissions-policy',
    path: ['policy', 'document'],
    named: [['policy', 'resourceArn']],
  },
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'createdTime'),
    encryptionKey: textField(entry, 'encryptionKey'),
  }),
  collect: {
    'codeartifact list-domains': 'codeartifact:ListDomains',
    'codeartifact get-domain-permissions-policy': {
      needs: 'codeartifact:GetDomainPermissionsPolicy',
      input: ({ name, account }) => ({ domain: name, domainOwner: account }),
    },
  },
})
