import { objectField } from '../fields.js'
import { securityAdministrator } from '../security-administrator.js'

/**
 * The account that runs GuardDuty for this one and sees its findings.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetAdministratorAccount.html
 */
export const guarddutyAdministrator = securityAdministrator({
  type: 'aws_guardduty_detector',
  call: 'guardduty get-administrator-account',
  service: 'guardduty',
  administrators: (body) => [objectField(body, 'Administrator') ?? []].flat(),
  account: 'AccountId',
  status: 'RelationshipStatus',
  actions: ['guardduty:GetFindings', 'guardduty:ListFindings', 'guardduty:UpdateMemberDetectors'],
  permissions: ['guardduty:ListDetectors', 'guardduty:GetAdministratorAccount'],
})
