import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Profiling groups of CodeGuru with their agent and reader permissions.
 *
 * @see https://docs.aws.amazon.com/codeguru/latest/profiler-api/API_GetPolicy.html
 */
export const codeguruprofilerProfilingGroup = listedResource({
  type: 'aws_codeguruprofiler_profiling_group',
  list: { call: 'codeguruprofiler list-profiling-groups', field: 'profilingGroups', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'codeguruprofiler get-policy', path: ['policy'] },
  collect: {
    'codeguruprofiler list-profiling-groups': {
      needs: 'codeguru-profiler:ListProfilingGroups',
      input: { includeDescription: true },
    },
    'codeguruprofiler get-policy': {
      needs: 'codeguru-profiler:GetPolicy',
      input: ({ name }) => ({ profilingGroupName: name }),
    },
  },
})
