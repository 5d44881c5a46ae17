import { isObject } from '../../../src/model/index.js'
import { objectField, textField } from '../fields.js'
import { attachHeldPolicy, eitherOf } from '../held-policy.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

/** The first is what a live collection asks; the others tell the same. */
const POLICIES = ['sesv2 get-email-identity-policies', 'sesv2 get-email-identity', 'ses get-identity-policies']

/**
 * Mail addresses and domains, and who else may send in their name.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-overview.html
 */
export const sesEmailIdentity: ResourceType = listedResource({
  type: 'aws_sesv2_email_identity',
  list: [
    { call: 'sesv2 list-email-identities', field: 'EmailIdentities', name: 'IdentityName' },
    { call: 'ses list-identities', field: 'Identities' },
  ],
  arn: (item) => `arn:${item.partition}:ses:${arnRegion(item)}:${item.account}:identity/${item.name}`,
  asks: eitherOf(
    POLICIES.map((call) => ({
      call,
      bears: 'access',
      read: (bodies, found, facts) => {
        const problems = bodies.flatMap((body) => {
          const policies = objectField(body, 'Policies')
          if (policies === null) return [isObject(body) ? 'holds no `Policies`' : 'is no object']
          return Object.entries(policies).map(([name, policy]) =>
            attachHeldPolicy(facts, found.arn, policy, { id: `${found.arn}#policy/${name}`, name }),
          )
        })
        return problems.find((problem) => problem !== null) ?? null
      },
    })),
  ),
  properties: ({ entry }) => ({
    identityType: textField(entry, 'IdentityType'),
    sendingEnabled: entry['SendingEnabled'] ?? null,
  }),
  collect: {
    'sesv2 list-email-identities': { needs: 'ses:ListEmailIdentities', input: { PageSize: 1000 } },
    'sesv2 get-email-identity-policies': {
      needs: 'ses:GetEmailIdentityPolicies',
      of: 'sesv2 list-email-identities',
      input: ({ name }) => ({ EmailIdentity: name }),
    },
  },
})
