import { textsField } from '../fields.js'
import { securityAdministrator } from '../security-administrator.js'

const DETECTORS = 'guardduty list-detectors'

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
  collect: {
    [DETECTORS]: 'guardduty:ListDetectors',
    'guardduty get-administrator-account': {
      needs: 'guardduty:GetAdministratorAccount',
      of: DETECTORS,
      each: (body) => textsField(body, 'DetectorIds').map((name) => ({ name, entry: {} })),
      input: ({ name }) => ({ DetectorId: name }),
    },
  },
})
