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
  field: 'Administrator',
  kind: 'object',
  account: 'AccountId',
  status: 'RelationshipStatus',
  actions: ['guardduty:GetFindings', 'guardduty:ListFindings', 'guardduty:UpdateMemberDetectors'],
  permissions: ['guardduty:ListDetectors', 'guardduty:GetAdministratorAccount'],
})
