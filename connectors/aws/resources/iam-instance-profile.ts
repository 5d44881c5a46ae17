import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { accountOf, lastName, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { dateField, objectsField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Instance profiles: the role that a machine runs as.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html
 */
export const iamInstanceProfile: ResourceType = {
  type: 'aws_iam_instance_profile',
  calls: [AUTHORIZATION_DETAILS, 'iam list-instance-profiles'],
  collect: declared({ 'iam list-instance-profiles': 'iam:ListInstanceProfiles' }),
  normalize(records, facts) {
    for (const { entry } of records.details('RoleDetailList'))
      for (const profile of objectsField(entry, 'InstanceProfileList'))
        addProfile(facts, profile, textField(entry, 'Arn'))
    for (const record of records.answered('iam list-instance-profiles'))
      for (const profile of objectsField(record.body, 'InstanceProfiles')) addProfile(facts, profile, null)
  },
}

function addProfile(facts: FactsBuilder, profile: JsonObject, holder: string | null): void {
  const arn = textField(profile, 'Arn')
  const account = arn === null ? null : accountOf(arn)
  if (arn === null || account === null) return
  facts.node({
    id: arn,
    type: iamInstanceProfile.type,
    cloud: 'aws',
    scope: scopeId(account),
    name: textField(profile, 'InstanceProfileName') ?? lastName(arn),
    kind: 'Resource',
    properties: {
      uniqueId: textField(profile, 'InstanceProfileId'),
      path: textField(profile, 'Path') ?? '/',
      createdAt: dateField(profile, 'CreateDate'),
    },
  })
  const roles = objectsField(profile, 'Roles').flatMap((role) => textField(role, 'Arn') ?? [])
  for (const role of holder === null ? roles : [holder, ...roles]) facts.edge({ from: arn, to: role, type: 'RUNS_AS' })
}
