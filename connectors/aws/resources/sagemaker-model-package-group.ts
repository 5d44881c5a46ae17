import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Model package groups. Their policy speaks about the model packages in them too.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_GetModelPackageGroupPolicy.html
 */
export const sagemakerModelPackageGroup = listedResource({
  type: 'aws_sagemaker_model_package_group',
  list: {
    call: 'sagemaker list-model-package-groups',
    field: 'ModelPackageGroupSummaryList',
    name: 'ModelPackageGroupName',
  },
  arn: ownArn('ModelPackageGroupArn'),
  policy: { call: 'sagemaker get-model-package-group-policy', path: ['ResourcePolicy'] },
  covers: (arn) => [arn, `${arn.replace(':model-package-group/', ':model-package/')}/*`],
  collect: {
    'sagemaker list-model-package-groups': { needs: 'sagemaker:ListModelPackageGroups', input: { MaxResults: 100 } },
    'sagemaker get-model-package-group-policy': {
      needs: 'sagemaker:GetModelPackageGroupPolicy',
      input: ({ name }) => ({ ModelPackageGroupName: name }),
    },
  },
})
