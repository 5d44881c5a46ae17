import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { valueAt } from '../answers.js'
import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectField, textField } from '../fields.js'
import {
  BOUNDING_TYPES,
  DESCRIBE_POLICY,
  isBoundingType,
  LIST_POLICIES,
  POLICIES_FOR_TARGET,
  policyOf,
  readPolicies,
  readTargets,
  TARGETS_FOR_POLICY,
} from '../organization-policies.js'
import { addDocument } from '../principal-policies.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'

/**
 * Policies that AWS attaches by itself and whose text never changes.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const PUBLISHED = new Map<string, JsonObject>([
  ['p-FullAWSAccess', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
  [
    'p-RCPFullAWSAccess',
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
  ],
])

/**
 * Service control and resource control policies and where they are attached. Other policy types bound no access.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Policy.html
 */
export const organizationPolicy: ResourceType = {
  type: 'aws_organizations_policy',
  calls: [LIST_POLICIES, DESCRIBE_POLICY, POLICIES_FOR_TARGET, TARGETS_FOR_POLICY],
  // Where the policies are attached is asked of each policy: there are far fewer of them than accounts.
  collect: declared(
    {
      [LIST_POLICIES]: [...Object.keys(BOUNDING_TYPES), 'S3_POLICY'].map((type) => ({
        needs: 'organizations:ListPolicies',
        input: { Filter: type },
        subject: () => [type],
        byCaller: true,
      })),
      [DESCRIBE_POLICY]: {
        needs: 'organizations:DescribePolicy',
        input: ({ name }) => ({ PolicyId: name }),
        byCaller: true,
      },
      [TARGETS_FOR_POLICY]: {
        needs: 'organizations:ListTargetsForPolicy',
        input: ({ name }) => ({ PolicyId: name }),
        byCaller: true,
      },
    },
    [{ call: LIST_POLICIES, field: 'Policies', name: 'Id' }],
  ),
  normalize(records, facts) {
    const policies = readPolicies(records)
    for (const record of records.answered(DESCRIBE_POLICY)) {
      const body = objectField(record.body, 'Policy') ?? {}
      const id = textField(objectField(body, 'PolicySummary') ?? {}, 'Id') ?? policyOf(record.subject, policies)
      const policy = id === null ? undefined : policies.get(id)
      if (policy !== undefined && isBoundingType(policy.type))
        addDocument(facts, record, { id: policy.arn, name: policy.name, document: body['Content'] })
    }
    addDamagedGaps(records, facts)
    const attached = new Map<string, string>()
    for (const [target, id] of readTargets(records, policies)) {
      const policy = policies.get(id)
      if (policy === undefined || !isBoundingType(policy.type)) continue
      attached.set(id, target)
      facts.attach({ document: policy.arn, to: scopeId(target), as: BOUNDING_TYPES[policy.type] })
    }
    for (const [id, target] of attached) {
      const policy = policies.get(id)
      if (policy === undefined || facts.hasDocument(policy.arn)) continue
      const published = PUBLISHED.get(id)
      if (published !== undefined) facts.document({ id: policy.arn, name: policy.name, document: published })
      else
        addGap(facts, {
          scope: target,
          call: DESCRIBE_POLICY,
          reason: 'not-collected',
          message: `policy \`${policy.arn}\` (${policy.name}) is attached and its text is not in the dump`,
        })
    }
  },
}

/** Lists of attachments that cannot be understood: a policy that bounds access may be missing. */
function addDamagedGaps(records: Records, facts: FactsBuilder): void {
  const lists = [
    [POLICIES_FOR_TARGET, 'Policies', 'Id'],
    [TARGETS_FOR_POLICY, 'Targets', 'TargetId'],
  ] as const
  for (const [call, field, id] of lists)
    for (const record of records.answered(call)) {
      if (record.status === 'none') continue
      const value = valueAt(record.body, [field])
      if (Array.isArray(value) && value.every((entry) => textField(entry, id) !== null)) continue
      addGap(facts, {
        scope: record.account,
        region: record.region,
        call,
        reason: 'failed',
        message: `\`${record.file}\` holds no list \`${field}\` whose entries all have \`${id}\``,
      })
    }
}
