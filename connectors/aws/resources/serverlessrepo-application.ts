import type { JsonObject } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import { dateField, objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachGrants, type GrantStatement } from '../resource-policy.js'

const POLICY = 'serverlessrepo get-application-policy'

/** What the action `Deploy` of an application policy stands for. */
const DEPLOY = [
  'CreateCloudFormationChangeSet',
  'CreateCloudFormationTemplate',
  'GetApplication',
  'GetCloudFormationTemplate',
  'ListApplicationDependencies',
  'ListApplicationVersions',
]

/**
 * Applications of the Serverless Application Repository. Their policy has a form of its own: actions without a service,
 * accounts or `*`, and organizations as a condition.
 *
 * @see https://docs.aws.amazon.com/serverlessrepo/latest/devguide/access-control-resource-based.html
 */
export const serverlessrepoApplication = listedResource({
  type: 'aws_serverlessapplicationrepository_application',
  list: { call: 'serverlessrepo list-applications', field: 'Applications', name: 'Name' },
  arn: ownArn('ApplicationId'),
  asks: [
    {
      call: POLICY,
      bears: 'access',
      holds: 'Statements',
      read(bodies, { arn }, facts) {
        const statements = bodies.flatMap((body) => objectsField(body, 'Statements'))
        const grants = statements.flatMap((statement) => grantsOf(statement, arn))
        attachGrants(facts, { id: `${arn}#share`, name: 'application policy', to: arn, as: 'share', grants })
        const isWhole = statements.every((statement) => grantsOf(statement, arn).length > 0)
        return isWhole ? null : 'holds a statement that cannot be understood'
      },
    },
  ],
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'CreationTime') }),
  collect: {
    'serverlessrepo list-applications': { needs: 'serverlessrepo:ListApplications', input: { MaxItems: 100 } },
    [POLICY]: { needs: 'serverlessrepo:GetApplicationPolicy', input: ({ arn }) => ({ ApplicationId: arn }) },
  },
})

function grantsOf(statement: JsonObject, arn: string): GrantStatement[] {
  const sid = textField(statement, 'StatementId')
  const organizations = textsField(statement, 'PrincipalOrgIDs')
  const named = textsField(statement, 'Actions').flatMap((action) => (action === 'Deploy' ? DEPLOY : [action]))
  const principals = textsField(statement, 'Principals').filter((name) => name === '*' || isAccountId(name))
  if (named.length === 0) return []
  return principals.map((name) => ({
    ...(sid === null ? {} : { sid }),
    principal: name === '*' ? '*' : { AWS: name },
    actions: [...new Set(named.map((action) => `serverlessrepo:${action}`))].sort(),
    resources: [arn],
    ...(organizations.length === 0 ? {} : { condition: { StringEquals: { 'aws:PrincipalOrgID': organizations } } }),
  }))
}
