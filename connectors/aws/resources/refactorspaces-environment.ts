import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Environments of Migration Hub Refactor Spaces, each with the policy that opens it to other accounts.
 *
 * @see https://docs.aws.amazon.com/migrationhub-refactor-spaces/latest/APIReference/API_GetResourcePolicy.html
 */
export const refactorspacesEnvironment = listedResource({
  type: 'aws_refactorspaces_environment',
  list: {
    call: 'migration-hub-refactor-spaces list-environments',
    field: 'EnvironmentSummaryList',
    name: 'EnvironmentId',
  },
  arn: ownArn('Arn'),
  policy: {
    call: 'migration-hub-refactor-spaces get-resource-policy',
    path: ['Policy'],
    mayLack: true,
    named: [['Identifier']],
  },
  collect: {
    'migration-hub-refactor-spaces list-environments': {
      needs: 'refactor-spaces:ListEnvironments',
      input: { MaxResults: 100 },
    },
    'migration-hub-refactor-spaces get-resource-policy': {
      needs: 'refactor-spaces:GetResourcePolicy',
      input: ({ arn }) => ({ Identifier: arn }),
    },
  },
})
