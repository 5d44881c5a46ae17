import { isObject, type Json } from '../../../src/model/index.js'
import { valueAt } from '../answers.js'
import { isAccountId, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectField, textField } from '../fields.js'
import { DESCRIBE_POLICY, policyOf, readPolicies, readTargets } from '../organization-policies.js'
import { chainAbove, readOrganizations } from '../organization-tree.js'
import { policyDocument } from '../policy-text.js'
import { EVERYTHING_BLOCKED } from '../public-access-block.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'

const TYPE = 'S3_POLICY'
const EFFECTIVE = 'organizations describe-effective-policy'

/** `all` or `none`, and whether levels below may say otherwise. */
interface Assigned {
  value: string
  isFinal: boolean
}

/**
 * S3 policies of an organization. Where one blocks public access for an account, the account's `publicAccessBlock` says
 * so, if the account's own answer (which takes the organization's policy into account already) was not read.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html
 */
export const organizationS3Policy: ResourceType = {
  type: 'aws_organizations_policy',
  calls: [EFFECTIVE],
  // Each account may ask what is in effect for itself; the policies are listed with those that bound access.
  collect: declared({
    [EFFECTIVE]: { needs: 'organizations:DescribeEffectivePolicy', input: { PolicyType: TYPE } },
  }),
  normalize(records, facts) {
    const tree = readOrganizations(records)
    const assigned = assignments(records)
    const effective = effectivePolicies(records)
    for (const account of new Set([...records.accounts, ...tree.accounts.keys()])) {
      const chain = chainAbove(tree, account)
      const root = tree.roots.get(chain[chain.length - 1] ?? '')
      if (root?.policyTypes?.includes(TYPE) === false) continue
      const value = effective.get(account) ?? inherited(chain, assigned)
      const node = facts.get(scopeId(account))
      if (value === null || node === undefined) continue
      node.properties['organizationPublicAccess'] = value === 'all' ? 'blocked' : 'not blocked'
      if (value === 'all') node.properties['publicAccessBlock'] ??= EVERYTHING_BLOCKED
    }
  },
}

/** From the root down, the last level that assigns a value; a level may forbid those below to. */
function inherited(chain: readonly string[], assigned: ReadonlyMap<string, Assigned>): string | null {
  let value: string | null = null
  for (const level of [...chain].reverse()) {
    const here = assigned.get(level)
    if (here === undefined) continue
    value = here.value
    if (here.isFinal) return value
  }
  return value
}

function assignments(records: Records): Map<string, Assigned> {
  const policies = readPolicies(records)
  const values = new Map<string, Assigned>()
  for (const record of records.answered(DESCRIBE_POLICY)) {
    const body = objectField(record.body, 'Policy')
    const id = textField(valueAt(body ?? null, ['PolicySummary']), 'Id') ?? policyOf(record.subject, policies)
    if (id === null || policies.get(id)?.type !== TYPE) continue
    const block = valueAt(policyDocument(body?.['Content']), ['s3_attributes', 'public_access_block_configuration'])
    const value = textField(block, '@@assign')
    const operators = isObject(block) ? block['@@operators_allowed_for_child_policies'] : null
    if (value !== null) values.set(id, { value, isFinal: Array.isArray(operators) && !operators.some(allowsAssign) })
  }
  const found = new Map<string, Assigned>()
  for (const [target, id] of readTargets(records, policies)) {
    const value = values.get(id)
    if (value !== undefined) found.set(target, value)
  }
  return found
}

function allowsAssign(operator: Json): boolean {
  return operator === '@@all' || operator === '@@assign'
}

function effectivePolicies(records: Records): Map<string, string> {
  const found = new Map<string, string>()
  for (const record of records.answered(EFFECTIVE)) {
    const policy = objectField(record.body, 'EffectivePolicy')
    if (textField(policy ?? undefined, 'PolicyType') !== TYPE) continue
    const account = textField(policy ?? undefined, 'TargetId') ?? record.subject.find(isAccountId) ?? record.account
    const value = valueAt(policyDocument(policy?.['PolicyContent']), [
      's3_attributes',
      'public_access_block_configuration',
    ])
    const chosen = typeof value === 'string' ? value : textField(value, '@@assign')
    if (chosen !== null) found.set(account, chosen)
  }
  return found
}
