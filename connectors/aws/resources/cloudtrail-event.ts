import { parseEmbeddedJson } from '../../../src/connector/index.js'
import { compareText, type Json, type JsonObject } from '../../../src/model/index.js'
import { isAccountId, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, isoDate, objectField, objectsField, textField } from '../fields.js'
import { addLastUse, EVENT_DAYS } from '../last-use.js'
import type { ResourceType } from '../resource-type.js'

const LOOKUP = 'cloudtrail lookup-events'
const ASSUMPTIONS = new Set(['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'])

/**
 * Events of CloudTrail: when a principal last acted, and for a role who last came in by which call (`assumedBy`).
 *
 * LIMIT: a lookup stops at what was asked for; that somebody is not in it means little beyond the days it covers. A live
 * collection asks for the events of STS alone: who came in. What was done then would be all events of all services.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const cloudtrailEvent: ResourceType = {
  type: 'aws_cloudtrail_event',
  calls: [LOOKUP],
  collect: declared({
    [LOOKUP]: {
      needs: 'cloudtrail:LookupEvents',
      input: {
        LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 'sts.amazonaws.com' }],
        MaxResults: 50,
      },
      isStreamed: true,
      optIn: 'cloudtrail',
    },
  }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[LOOKUP, 'Events', 'list', 'CloudTrailEvent']])
    const assumed = new Map<string, Map<string, JsonObject>>()
    for (const record of records.answered(LOOKUP))
      for (const listed of objectsField(record.body, 'Events')) {
        const event = parseEmbeddedJson(textField(listed, 'CloudTrailEvent') ?? '')
        const at = isoDate(textField(event, 'eventTime') ?? undefined) ?? dateField(listed, 'EventTime')
        if (at === null || textField(event, 'errorCode') !== null) continue
        const region = textField(event, 'awsRegion')
        const identity = objectField(event, 'userIdentity')
        const actor = facts.get(actorOf(identity) ?? '')
        if (actor !== undefined) addLastUse(actor, { at, region, source: 'LookupEvents', daysBack: EVENT_DAYS })
        const call = textField(event, 'eventName') ?? ''
        const role = textField(objectField(event, 'requestParameters') ?? undefined, 'roleArn')
        const node = ASSUMPTIONS.has(call) ? facts.get(role ?? '') : undefined
        const caller = callerOf(identity)
        if (node === undefined || caller === null) continue
        addLastUse(node, { at, region, source: 'LookupEvents', daysBack: EVENT_DAYS })
        const callers = assumed.get(node.id) ?? new Map<string, JsonObject>()
        assumed.set(node.id, callers)
        const known = callers.get(caller)?.['at']
        if (typeof known !== 'string' || at > known)
          callers.set(caller, { caller, at, call, sourceAddress: textField(event, 'sourceIPAddress') })
      }
    for (const [id, callers] of assumed) {
      const node = facts.get(id)
      if (node !== undefined)
        node.properties['assumedBy'] = [...callers].sort(([a], [b]) => compareText(a, b)).map(([, use]) => use)
    }
  },
}

/** The role or user that acted: a session's role, not the session. */
function actorOf(identity: JsonObject | null): string | null {
  const issuer = objectField(objectField(identity ?? undefined, 'sessionContext') ?? undefined, 'sessionIssuer')
  return textField(issuer ?? undefined, 'arn') ?? textField(identity ?? undefined, 'arn')
}

/** Who came in: an ARN, `aws:<account>`, `oidc:<issuer>#<subject>`, `saml:<provider>`, or a service's name. */
function callerOf(identity: Json): string | null {
  const type = textField(identity, 'type')
  const account = textField(identity, 'accountId')
  if (type === 'AWSService') return textField(identity, 'invokedBy')
  const provider = textField(identity, 'identityProvider')
  if (type === 'WebIdentityUser' && provider !== null)
    return `oidc:${providerName(provider)}#${textField(identity, 'userName') ?? '*'}`
  if (type === 'SAMLUser') return `saml:${provider ?? textField(identity, 'principalId') ?? ''}`
  const arn = textField(identity, 'arn')
  if (arn !== null) return arn
  return account !== null && isAccountId(account) ? scopeId(account) : null
}

/** The issuer behind the ARN of a provider of ours, as the identifiers of outside identities name it. */
function providerName(provider: string): string {
  const at = provider.indexOf(':oidc-provider/')
  return `https://${at < 0 ? provider : provider.slice(at + ':oidc-provider/'.length)}`
}
