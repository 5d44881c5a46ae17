import { securityAdministrator } from '../security-administrator.js'

/**
 * Accounts whose Detective graph takes in what this one logs.
 *
 * @see https://docs.aws.amazon.com/detective/latest/APIReference/API_ListInvitations.html
 */
export const detectiveAdministrator = securityAdministrator({
  type: 'aws_detective_invitation_accepter',
  call: 'detective list-invitations',
  service: 'detective',
  field: 'Invitations',
  kind: 'list',
  account: 'AdministratorId',
  status: 'Status',
  actions: ['detective:GetInvestigation', 'detective:SearchGraph'],
})
