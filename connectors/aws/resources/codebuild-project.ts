import { isObject } from '../../../src/model/index.js'
import { objectsField, textField } from '../fields.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { attachGrants } from '../resource-policy.js'

const DETAILS = 'codebuild batch-get-projects'

/**
 * Build projects. Builds of a public project (with their logs and artifacts) are for everybody to read.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_GetResourcePolicy.html
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html
 */
export const codebuildProject = listedResource({
  type: 'aws_codebuild_project',
  list: { call: 'codebuild list-projects', field: 'projects' },
  arn: ({ partition, region, account, name }) => `arn:${partition}:codebuild:${region}:${account}:project/${name}`,
  policy: { call: 'codebuild get-resource-policy', path: ['policy'] },
  reads: [DETAILS],
  properties(found, facts) {
    const visibility = projectVisibility(found)
    if (visibility === 'PUBLIC_READ')
      attachGrants(facts, {
        id: `${found.arn}#share`,
        name: 'public builds',
        to: found.arn,
        as: 'share',
        grants: [
          {
            sid: 'PublicBuilds',
            principal: '*',
            actions: ['codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject'],
            resources: [found.arn],
          },
        ],
      })
    return visibility === null ? {} : { visibility }
  },
  permissions: ['codebuild:ListProjects', 'codebuild:BatchGetProjects', 'codebuild:GetResourcePolicy'],
})

function projectVisibility({ records, account, region, name, arn }: FoundResource): string | null {
  for (const record of records.answered(DETAILS, account))
    if (record.region === region && isObject(record.body))
      for (const project of objectsField(record.body, 'projects'))
        if (textField(project, 'arn') === arn || textField(project, 'name') === name)
          return textField(project, 'projectVisibility') ?? 'PRIVATE'
  return null
}
