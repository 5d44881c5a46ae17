import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Contacts of Incident Manager, shared by a resource policy.
 *
 * @see https://docs.aws.amazon.com/incident-manager/latest/APIReference/API_SSMContacts_GetContactPolicy.html
 */
export const ssmcontactsContact = listedResource({
  type: 'aws_ssmcontacts_contact',
  list: { call: 'ssm-contacts list-contacts', field: 'Contacts', name: 'Alias' },
  arn: ownArn('ContactArn'),
  policy: { call: 'ssm-contacts get-contact-policy', path: ['Policy'], mayLack: true, named: [['ContactArn']] },
  collect: {
    'ssm-contacts list-contacts': 'ssm-contacts:ListContacts',
    'ssm-contacts get-contact-policy': {
      needs: 'ssm-contacts:GetContactPolicy',
      input: ({ arn }) => ({ ContactArn: arn }),
    },
  },
})
