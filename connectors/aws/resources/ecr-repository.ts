import { textField, objectField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Private image repositories. ECR itself uses the key of an encrypted one: who pulls needs no permission on it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export const ecrRepository = listedResource({
  type: 'aws_ecr_repository',
  list: { call: 'ecr describe-repositories', field: 'repositories', name: 'repositoryName' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'repositoryArn') ?? `arn:${partition}:ecr:${region}:${account}:repository/${name}`,
  policy: { call: 'ecr get-repository-policy', path: ['policyText'], named: [['repositoryName']] },
  properties: ({ entry }) => ({
    kmsKey: textField(objectField(entry, 'encryptionConfiguration') ?? undefined, 'kmsKey'),
  }),
  collect: {
    'ecr describe-repositories': { needs: 'ecr:DescribeRepositories', input: { maxResults: 1000 } },
    'ecr get-repository-policy': {
      needs: 'ecr:GetRepositoryPolicy',
      input: ({ name }) => ({ repositoryName: name }),
    },
  },
})
