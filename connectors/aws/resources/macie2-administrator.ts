import { securityAdministrator } from '../security-administrator.js'

/**
 * The account that runs Macie for this one: it sees what was found in its buckets.
 *
 * @see https://docs.aws.amazon.com/macie/latest/APIReference/administrator.html
 */
export const macie2Administrator = securityAdministrator({
  type: 'aws_macie2_account',
  call: 'macie2 get-administrator-account',
  service: 'macie2',
  field: 'administrator',
  kind: 'object',
  account: 'accountId',
  status: 'relationshipStatus',
  actions: ['macie2:GetFindings', 'macie2:ListFindings', 'macie2:UpdateMemberSession'],
})
