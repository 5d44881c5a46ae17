import { securityAdministrator } from '../security-administrator.js'

/**
 * The account that runs Security Hub for this one and sees and changes its findings.
 *
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetAdministratorAccount.html
 */
export const securityhubAdministrator = securityAdministrator({
  type: 'aws_securityhub_account',
  call: 'securityhub get-administrator-account',
  service: 'securityhub',
  field: 'Administrator',
  kind: 'object',
  account: 'AccountId',
  status: 'MemberStatus',
  actions: ['securityhub:BatchUpdateFindings', 'securityhub:GetFindings'],
})
