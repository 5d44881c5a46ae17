import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * CodeArtifact repositories. Their policy speaks about the packages in them too; a file may be named `<domain>--<repository>`.
 *
 * @see https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetRepositoryPermissionsPolicy.html
 */
export const codeartifactRepository = listedResource({
  type: 'aws_codeartifact_repository',
  list: { call: 'codeartifact list-repositories', field: 'repositories', name: 'name' },
  arn: ownArn('arn'),
  policy: {
    call: 'codeartifact get-repository-permissions-policy',
    path: ['policy', 'document'],
    named: [['policy', 'resourceArn']],
  },
  covers: (arn) => [arn, `${arn.replace(':repository/', ':package/')}/*`],
  names: ({ entry, name }) => [`${textField(entry, 'domainName') ?? ''}--${name}`],
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'createdTime'), domain: textField(entry, 'domainName') }),
  collect: {
    'codeartifact list-repositories': 'codeartifact:ListRepositories',
    'codeartifact get-repository-permissions-policy': {
      needs: 'codeartifact:GetRepositoryPermissionsPolicy',
      input: ({ name, entry, account }) => {
        const domain = textField(entry, 'domainName')
        const owner = textField(entry, 'domainOwner') ?? account
        return domain === null ? null : { domain, domainOwner: owner, repository: name }
      },
      subject: ({ arn }) => [arn],
    },
  },
})
