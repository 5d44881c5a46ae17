import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { accountOf, lastName, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, numberField, objectField, objectsField, textField, textsField } from '../fields.js'
import { policyDocument } from '../policy-text.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'rolesanywhere list-profiles'
const GET = 'rolesanywhere get-profile'

/**
 * Profiles of IAM Roles Anywhere: which roles certificates may ask for, and the session policies that then narrow them.
 * A role that no enabled profile names is not given out.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_ProfileDetail.html
 */
export const rolesanywhereProfile: ResourceType = {
  type: 'aws_rolesanywhere_profile',
  calls: [LIST, GET],
  collect: declared({ [LIST]: 'rolesanywhere:ListProfiles' }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST, 'profiles', 'list', 'profileArn'],
      [GET, 'profile', 'object'],
    ])
    for (const { body } of records.answered(LIST))
      for (const profile of objectsField(body, 'profiles')) addProfile(facts, profile)
    for (const { body } of records.answered(GET)) addProfile(facts, objectField(body, 'profile') ?? {})
  },
}

function addProfile(facts: FactsBuilder, profile: JsonObject): void {
  const arn = textField(profile, 'profileArn')
  const account = accountOf(arn ?? '')
  if (arn === null || account === null) return
  const roles = textsField(profile, 'roleArns').sort()
  const sessionPolicy = policyDocument(textField(profile, 'sessionPolicy') ?? undefined)
  const sessionPolicyArns = textsField(profile, 'managedPolicyArns').sort()
  facts.node({
    id: arn,
    type: rolesanywhereProfile.type,
    cloud: 'aws',
    scope: scopeId(account),
    name: textField(profile, 'name') ?? lastName(arn),
    kind: 'Resource',
    properties: {
      createdAt: dateField(profile, 'createdAt'),
      enabled: profile['enabled'] === true,
      roles,
      sessionPolicy,
      sessionPolicyArns,
      sessionSeconds: numberField(profile, 'durationSeconds'),
      acceptsRoleSessionName: profile['acceptRoleSessionName'] === true,
      unread: [],
    },
  })
  for (const role of roles) facts.edge({ from: arn, to: role, type: 'RUNS_AS' })
  if (profile['enabled'] !== true || (sessionPolicy === null && sessionPolicyArns.length === 0)) return
  const own = sessionPolicy === null ? [] : [`${arn}#session-policy`]
  for (const id of own) facts.document({ id, name: 'session policy', document: sessionPolicy })
  // What certificates get of a role by this profile is a principal of its own: less than the role.
  for (const role of roles) {
    facts.node({
      id: `${arn}#role/${lastName(role)}`,
      type: 'aws_rolesanywhere_session',
      cloud: 'aws',
      scope: scopeId(account),
      name: `${lastName(role)} by profile ${textField(profile, 'name') ?? lastName(arn)}`,
      kind: 'Principal',
      properties: { profile: arn, actsAs: role, sessionPolicies: [...own, ...sessionPolicyArns] },
    })
  }
}
