import { lastName } from '../arn.js'
import { listedResource } from '../listed-resource.js'

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListReportGroups.html */
export const codebuildReportGroup = listedResource({
  type: 'aws_codebuild_report_group',
  list: { call: 'codebuild list-report-groups', field: 'reportGroups' },
  arn: ({ name }) => (name.includes(':report-group/') ? name : null),
  displayName: ({ name }) => lastName(name),
  policy: { call: 'codebuild get-resource-policy', path: ['policy'] },
  collect: {
    'codebuild list-report-groups': 'codebuild:ListReportGroups',
    'codebuild get-resource-policy': {
      needs: 'codebuild:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
    },
  },
})
