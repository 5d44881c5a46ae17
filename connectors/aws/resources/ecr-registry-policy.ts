import { accountPolicy } from '../account-policy.js'

/**
 * The policy of an account's private image registry in one Region. It speaks about the registry's repositories.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export const ecrRegistryPolicy = accountPolicy({
  type: 'aws_ecr_registry_policy',
  call: 'ecr get-registry-policy',
  path: ['policyText'],
  arn: ({ partition, region, account }) => `arn:${partition}:ecr:${region}:${account}:repository/*`,
  name: 'registry',
  needs: 'ecr:GetRegistryPolicy',
})
