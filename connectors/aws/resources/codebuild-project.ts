import { objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { attachGrants } from '../resource-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'

const LIST = 'codebuild list-projects'
const DETAILS = 'codebuild batch-get-projects'
/** So many projects one request may name. */
const BATCH = 100

const projects = listedResource({
  type: 'aws_codebuild_project',
  list: { call: LIST, field: 'projects' },
  arn: ({ partition, region, account, name }) => `arn:${partition}:codebuild:${region}:${account}:project/${name}`,
  policy: { call: 'codebuild get-resource-policy', path: ['policy'] },
  reads: [DETAILS],
  collect: {
    [LIST]: 'codebuild:ListProjects',
    [DETAILS]: {
      needs: 'codebuild:BatchGetProjects',
      of: LIST,
      each: (body) => {
        const names = textsField(body, 'projects')
        return names.flatMap((name, at) =>
          at % BATCH === 0 ? [{ name, entry: { names: names.slice(at, at + BATCH) } }] : [],
        )
      },
      input: ({ entry }) => entry,
    },
    'codebuild get-resource-policy': {
      needs: 'codebuild:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})

/**
 * Build projects. Builds of a public project (with their logs and artifacts) are for everybody to read.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_GetResourcePolicy.html
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html
 */
export const codebuildProject: ResourceType = {
  ...projects,
  normalize(records, facts) {
    projects.normalize(records, facts)
    for (const record of records.answered(DETAILS)) {
      if (record.status === 'none') continue
      const entries = objectsField(record.body, 'projects')
      const named = entries.flatMap((entry) => {
        const arn = textField(entry, 'arn')
        return arn === null ? [] : [{ arn, visibility: textField(entry, 'projectVisibility') ?? 'PRIVATE' }]
      })
      if (named.length === 0 || named.length < entries.length)
        addGap(facts, {
          scope: record.account,
          region: record.region,
          call: DETAILS,
          reason: 'failed',
          message: `\`${record.file}\` holds no projects, or some without \`arn\``,
        })
      for (const { arn, visibility } of named) {
        const node = facts.get(arn)
        if (node === undefined) continue
        node.properties['visibility'] = visibility
        if (visibility === 'PUBLIC_READ')
          attachGrants(facts, {
            id: `${arn}#share`,
            name: 'public builds',
            to: arn,
            as: 'share',
            grants: [
              {
                sid: 'PublicBuilds',
                principal: '*',
                actions: ['codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject'],
                resources: [arn],
              },
            ],
          })
      }
    }
  },
}
