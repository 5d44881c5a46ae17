import { EVERYTHING, accountOfArn, arnPattern, hasWildcard, type ArnPattern } from './arn.js'
import { callerWith, isAccountId, parseCaller, type Caller } from './caller.js'
import { awsCatalogue } from './catalogue.js'
import { ABSENT, contextOf, OPEN, PRESENT, type Context, type KeyState } from '../condition/context.js'
import { derivedState, type RequestFacts } from './derived-keys.js'
import { evaluate, type EvaluationRequest } from './evaluate.js'
import { assumedOf } from './assumptions.js'
import { layerOfDocuments, type Program } from './program.js'
import { isPublicPolicy } from './public-policy.js'
import type { AwsDecideRecord, Decision, DecisionRequest, PolicyLayers } from './record.js'
import { isTrust } from './rulebook.js'

/** A record that cannot be decided; the message says which part. */
export class RecordError extends Error {}

/** Reads the policy documents of a record; its request tells whether the resource's policy is a trust policy. */
export function compileLayers(policies: PolicyLayers, request: Pick<DecisionRequest, 'action' | 'resource'>): Program {
  const { identity, boundary, session, endpoint } = policies
  const trust = isTrust(request.action, requestedResource(request.resource, awsCatalogue().idOf(request.action)))
  const resource =
    policies.resource === undefined
      ? null
      : layerOfDocuments(trust ? 'trust' : 'resource-policy', [policies.resource], 'resource')
  return {
    identity: identity === undefined ? null : layerOfDocuments('identity-policy', identity, 'identity'),
    boundary: boundary === undefined ? null : layerOfDocuments('boundary', boundary, 'boundary'),
    session: session === undefined ? null : layerOfDocuments('session-policy', session, 'session'),
    resource,
    endpoint: endpoint === undefined ? null : layerOfDocuments('endpoint-policy', endpoint, 'endpoint'),
    serviceControl:
      policies.serviceControl?.map((level, i) => layerOfDocuments('scp', level, `scp level ${String(i)}`)) ?? null,
    resourceControl: (policies.resourceControl ?? []).map((level, i) =>
      layerOfDocuments('rcp', level, `rcp level ${String(i)}`),
    ),
    publicAccessBlocked: restrictsPublicBuckets(policies) && resource !== null && isPublicPolicy(resource.statements),
  }
}

/** The setting of the account and that of the bucket: the stricter one wins. */
function restrictsPublicBuckets({ publicAccessBlock }: PolicyLayers): boolean {
  const { account, bucket } = publicAccessBlock ?? {}
  return account?.RestrictPublicBuckets === true || bucket?.RestrictPublicBuckets === true
}

/** Decides one `decide` record. Throws RecordError when the principal is none. */
export function decideAws(record: AwsDecideRecord): Decision {
  const program = compileLayers(record.policies, record.request)
  return decideRequest(program, record.request, new Map())
}

/**
 * Decides a request against policies already read.
 *
 * @param known keys that the caller knows besides the request (lower case): tags, organizations
 */
export function decideRequest(
  program: Program,
  request: DecisionRequest,
  known: ReadonlyMap<string, KeyState>,
): Decision {
  const caller = parseCaller(request.principal, request.principalType)
  if (caller === null) throw new RecordError(`principal \`${request.principal}\` is no AWS principal`)
  const given = (key: string): string | null => firstGiven(request.context, key)
  return decideFor(program, callerWith(caller, given('aws:principalarn'), given('aws:userid')), request, known)
}

function firstGiven(context: DecisionRequest['context'], lowerKey: string): string | null {
  for (const key of Object.keys(context ?? {})) {
    if (key.toLowerCase() !== lowerKey) continue
    const value = context?.[key]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }
  return null
}

/** As `decideRequest`, for a caller already read (with its unique id, say). */
export function decideFor(
  program: Program,
  caller: Caller,
  request: DecisionRequest,
  known: ReadonlyMap<string, KeyState>,
): Decision {
  return evaluate(program, readRequest(caller, request, known))
}

/** Reads a request once, so that it can be put to several programs. */
export function readRequest(
  caller: Caller,
  request: DecisionRequest,
  known: ReadonlyMap<string, KeyState>,
): EvaluationRequest {
  const actionId = awsCatalogue().idOf(request.action)
  const resourceAccount = request.resourceAccount ?? accountOf(request.resource) ?? caller.account
  return {
    caller,
    action: request.action,
    actionId,
    resource: requestedResource(request.resource, actionId),
    resourceAccount,
    context: requestContext(request, { caller, resourceAccount, known }),
    assumed: assumedOf(caller),
  }
}

/** A request's `*` is no pattern for actions that take no resource; a text that is no ARN names nothing known. */
function requestedResource(text: string, actionId: number): ArnPattern | null {
  if (actionId >= 0 && awsCatalogue().takesOnlyWildcard(actionId)) return null
  if (text === '*') return EVERYTHING
  return (
    arnPattern(text) ?? { text, parts: ['', '', '', '', text], all: false, literal: !hasWildcard(text), prefix: null }
  )
}

function accountOf(resource: string): string | null {
  const account = accountOfArn(resource)
  return isAccountId(account) ? account : null
}

function requestContext(request: DecisionRequest, facts: RequestFacts): Context {
  const given = new Map<string, KeyState>()
  for (const key of request.contextPresent ?? []) given.set(key.toLowerCase(), PRESENT)
  for (const key of request.contextAbsent ?? []) given.set(key.toLowerCase(), ABSENT)
  const context = request.context ?? {}
  for (const key of Object.keys(context)) {
    const value = context[key]
    if (value !== undefined)
      given.set(key.toLowerCase(), {
        state: 'values',
        values: Array.isArray(value) ? value.map(String) : [String(value)],
      })
  }
  const otherwise = request.contextOpen === true ? OPEN : ABSENT
  return contextOf(given, (key) => derivedState(key, facts), otherwise)
}
