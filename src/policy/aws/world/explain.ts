import { UserError, type Evidence, type Facts } from '../../../model/index.js'
import type { ExplainAsked, Explained } from '../../cloud.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { ABSENT, contextOf, OPEN, type KeyState } from '../../condition/context.js'
import { outcomeOf } from '../../needs.js'
import { fromNowOn, onDay, withoutAudience } from '../../resolve-remaining.js'
import { accountOfArn, arnPattern, EVERYTHING, hasWildcard, regionOfArn, type ArnPattern } from '../arn.js'
import { assumedOf } from '../assumptions.js'
import { ANY_ACCOUNT, issuerKeyOf, parseCaller, somebodyOf, type Caller } from '../caller.js'
import { awsCatalogue } from '../catalogue.js'
import { derivedState } from '../derived-keys.js'
import { resolve, type Resolution } from '../evaluate.js'
import { NO_LAYERS, type Program } from '../program.js'
import { resourceMustAllow } from '../rulebook.js'
import type { AwsWorld } from './aws-world.js'
import { certificateDoors } from './certificates.js'
import { doorsInto } from './doors.js'
import { decryption, keyFor } from './encryption.js'
import { audiencesOf, loginKeys } from './federated.js'
import { directKeys } from './invocations.js'
import { narrowedSession } from './narrowed-session.js'
import { POLICY_CALLS } from './outside-grants.js'
import { guardedResource, layerAtHome, speakerFor } from './resource-side.js'
import { awsWorld } from './world.js'

/** Who asks, and the account it is answered in. */
interface Subject {
  readonly caller: Caller
  /** Null for somebody outside, whose own policies are taken as allowing. */
  readonly ours: string | null
  readonly known: ReadonlyMap<string, KeyState>
}

/** May a principal do an action on a resource, as it is, and which layer decides? The world is read once. */
export function awsExplainer(facts: Facts, today: number): (asked: ExplainAsked) => Explained {
  const world = awsWorld(facts)
  return (asked) => explainDecision(world, asked, today)
}

function explainDecision(world: AwsWorld, asked: ExplainAsked, today: number): Explained {
  const actionId = awsCatalogue().idOf(asked.action)
  if (actionId < 0) throw unknownAction(asked.action)
  const action = awsCatalogue().name(actionId)
  const takesNone = awsCatalogue().takesOnlyWildcard(actionId)
  const resource = takesNone ? null : requested(asked.resource)
  const subject = subjectOf(world, asked.principal, asked.resource)
  const owner = takesNone ? null : world.accountOfResource(speakerFor(world, asked.resource)?.id ?? asked.resource)
  const resourceAccount = owner ?? subject.caller.account
  const program = programFor(world, subject, asked.resource, resourceAccount, takesNone)
  const facts = {
    caller: subject.caller,
    resourceAccount,
    known: withResourceKeys(world, subject.known, resourceAccount, asked.resource),
  }
  const timeGiven = ['aws:currenttime', 'aws:epochtime'].some((key) =>
    Object.keys(asked.context).some((k) => k.toLowerCase() === key),
  )
  const request = {
    caller: subject.caller,
    action,
    actionId,
    resource,
    resourceAccount,
    context: contextOf(
      givenContext(asked, today, timeGiven),
      (key) => derivedState(key, facts),
      asked.closedContext ? ABSENT : OPEN,
    ),
    assumed: [...assumedOf(subject.caller), ...notOurs(world, subject), ...(timeGiven ? [] : fromNowOn(today))],
  }
  const found = withKey(world, subject, asked.resource, actionId, timely(resolve(program, request), today), request)
  const doubt = unreadPolicy(world, subject, asked.resource, action, actionId, resource, found)
  const outcome = doubt ? 'unknown' : found.outcome
  return {
    action,
    outcome,
    ways: found.outcome === 'denied' ? [] : found.ways,
    because: found.because,
    deniedBy: outcome === 'denied' ? withDocuments(world, [...found.deniedBy], subject, asked.resource) : [],
    layers: found.layers(),
  }
}

/**
 * What the key that protects the resource adds: somebody of another account needs it too.
 */
function withKey(
  world: AwsWorld,
  subject: Subject,
  resource: string,
  actionId: number,
  found: Resolution,
  { assumed }: { assumed: Clauses },
): Resolution {
  const node = speakerFor(world, resource)
  const key = node === null ? null : keyFor(node, actionId)
  if (key === null || found.outcome === 'denied' || subject.caller.account === world.accountOfResource(node?.id ?? ''))
    return found
  const own = subject.ours === null ? NO_LAYERS : world.programOf(subject.ours)
  const opened = decryption(world, key, { caller: subject.caller, known: subject.known, assumed }, own)
  if (opened === null) return { ...found, outcome: 'unknown' }
  if (opened.outcome === 'denied')
    return { ...found, outcome: 'denied', ways: [], because: [], deniedBy: byKey(opened, key) }
  const ways = found.ways
    .flatMap((way) => opened.ways.map((more) => simplify([...way, ...more])))
    .filter((way) => way !== null)
  return { ...found, ways, because: [...found.because, ...opened.because], outcome: outcomeOf(ways, false) }
}

function byKey(opened: Resolution, key: string): Evidence[] {
  return opened.deniedBy.map((e) => (e.statement === null ? { ...e, id: `${key}#${e.kind}`, document: key } : e))
}

function unknownAction(action: string): UserError {
  const colon = action.indexOf(':')
  const service = action.slice(0, Math.max(0, colon)).toLowerCase()
  const known = awsCatalogue().serviceRange(service) !== null
  return new UserError(
    `\`${action}\` is no action of the catalogue of ${awsCatalogue().date}`,
    known
      ? `name an action of \`${service}\` as AWS writes it, such as \`s3:GetObject\``
      : 'name the action as `service:Action`, such as `s3:GetObject`',
  )
}

function requested(text: string): ArnPattern {
  if (text === '*') return EVERYTHING
  const pattern = arnPattern(text)
  if (pattern === null)
    throw new UserError(`\`${text}\` is no AWS resource`, 'give an ARN such as `arn:aws:s3:::bucket/key`, or `*`')
  return pattern
}

/** Reads the principal: one of ours, somebody of an account, a login, everybody. */
function subjectOf(world: AwsWorld, text: string, resource: string): Subject {
  const nobody = { ours: null, known: new Map<string, KeyState>() }
  if (text === 'public' || text === '*')
    return guestOf(world, resource) ?? { ...nobody, caller: callerFrom('*', 'anonymous') }
  if (text === 'authenticated:aws') return { ...nobody, caller: somebodyOf(ANY_ACCOUNT) }
  if (text.startsWith('aws:o-')) {
    const known = new Map<string, KeyState>([['aws:principalorgid', { state: 'values', values: [text.slice(4)] }]])
    return { caller: somebodyOf(ANY_ACCOUNT), ours: null, known }
  }
  if (text.startsWith('oidc:') || text.startsWith('https://')) return federatedSubject(world, text, resource)
  if (text.startsWith('saml:'))
    return { ...nobody, caller: callerFrom(samlProvider(world, text.slice(5), resource), 'federated') }
  const byCertificate = certificateSubject(world, text, resource)
  if (byCertificate !== null) return byCertificate
  const caller = world.nodes.has(text) ? world.callerOf(text) : parseCaller(text)
  if (caller === null)
    throw new UserError(
      `\`${text}\` is no principal`,
      'give an ARN, an account number, `public`, `oidc:<issuer>#<subject>` or `saml:<entity id>`',
    )
  if (narrowedSession(world.nodes.get(text)) !== null) return { caller, ours: text, known: world.knownOf(text) }
  const node = principalNode(world, caller)
  if (node !== null)
    return {
      caller: { ...caller, arn: node, uniqueId: uniqueIdOf(world, node) },
      ours: node,
      known: world.knownOf(node),
    }
  // An account's root in a policy stands for its principals; of an outside account that is somebody of it.
  if (caller.kind === 'root' && caller.account !== null && !world.accounts.has(caller.account)) {
    return { ...nobody, caller: { ...somebodyOf(caller.account), text } }
  }
  return { ...nobody, caller }
}

function callerFrom(text: string, type: 'anonymous' | 'federated'): Caller {
  const caller = parseCaller(text, type)
  if (caller === null) throw new UserError(`\`${text}\` is no principal`)
  return caller
}

/** The principal of ours that a caller is or is a session of. */
function principalNode(world: AwsWorld, caller: Caller): string | null {
  if (caller.arn !== null && world.nodes.has(caller.arn)) return caller.arn
  if (caller.kind !== 'session' && caller.kind !== 'user') return null
  return world.principalNamed(caller)
}

function uniqueIdOf(world: AwsWorld, node: string): string | null {
  return world.callerOf(node)?.uniqueId ?? null
}

/** Whoever has a certificate of an outside authority, where the role takes that and does not name the caller itself. */
function certificateSubject(world: AwsWorld, text: string, resource: string): Subject | null {
  const trust = world.roles.some((role) => role.id === resource) ? world.resourcePolicyOf(resource) : null
  if (trust === null) return null
  const found = certificateDoors(world, resource).find(({ door }) => door.identity.id === text)
  if (found === undefined || doorsInto(trust, world, false).some((door) => door.identity.id === text)) return null
  return { caller: found.door.caller, ours: null, known: found.door.known }
}

/** A guest of an identity pool, where the resource is a role that lets such guests in: all that anybody can be to it. */
function guestOf(world: AwsWorld, resource: string): Subject | null {
  const trust = world.roles.some((role) => role.id === resource) ? world.resourcePolicyOf(resource) : null
  const door = trust === null ? undefined : doorsInto(trust, world, false).find((d) => d.identity.id === 'public')
  return door === undefined ? null : { caller: door.caller, ours: null, known: door.known }
}

/** A web identity: its provider as the role's trust names it, with the subject it claims. */
function federatedSubject(world: AwsWorld, text: string, resource: string): Subject {
  const bare = text.startsWith('oidc:') ? text.slice('oidc:'.length) : text
  const hash = bare.indexOf('#')
  const issuer = (hash < 0 ? bare : bare.slice(0, hash)).replace('https://', '').replace('http://', '')
  const subject = hash < 0 ? null : bare.slice(hash + 1)
  const provider = trustedProvider(world, issuer, resource)
  const known = loginKeys(
    issuerKeyOf(provider) ?? issuer,
    subject === null || hasWildcard(subject) ? null : subject.replaceAll('%2A', '*').replaceAll('%3F', '?'),
    audiencesOf(world.nodes.get(provider)),
  )
  return { caller: callerFrom(provider, 'federated'), ours: null, known }
}

/** How the trust policy names the provider of an issuer: by ARN, or by the name of one of the public ones. */
function trustedProvider(world: AwsWorld, issuer: string, resource: string): string {
  const lower = issuer.toLowerCase()
  const named = (world.resourcePolicyOf(resource)?.statements ?? [])
    .flatMap((s) => s.principal?.names ?? [])
    .find((name) => name.kind === 'federated' && issuerKeyOf(name.text)?.toLowerCase() === lower)
  const account = accountOfArn(resource)
  return named?.text ?? world.providerFor(issuer, account) ?? `arn:aws:iam::${account}:oidc-provider/${issuer}`
}

function samlProvider(world: AwsWorld, entity: string, resource: string): string {
  if (entity.startsWith('arn:')) return entity
  for (const node of world.nodes.values()) {
    if (node.properties['entityId'] === entity && accountOfArn(node.id) === accountOfArn(resource)) return node.id
  }
  return `arn:aws:iam::${accountOfArn(resource)}:saml-provider/${entity}`
}

function programFor(
  world: AwsWorld,
  subject: Subject,
  resource: string,
  account: string | null,
  takesNone: boolean,
): Program {
  const own =
    subject.ours === null
      ? { ...NO_LAYERS, serviceControl: outsideControl(world, subject) }
      : world.programOf(subject.ours)
  if (takesNone) return own
  const speaker = speakerFor(world, resource)
  const guarded = speaker === null ? null : guardedResource(world, speaker)
  const layer = world.resourcePolicyOf(speaker?.id ?? resource)
  return {
    ...own,
    resource:
      layer !== null && subject.ours !== null && subject.caller.account === account ? layerAtHome(layer) : layer,
    resourceControl: account === null ? [] : world.resourceControlOf(account),
    publicAccessBlocked: guarded?.blocked === true,
  }
}

/** Somebody who is not of our accounts is not of our organizations. */
function notOurs(world: AwsWorld, { ours, caller }: Subject): Clauses {
  return ours !== null || (caller.account !== null && world.accounts.has(caller.account)) ? [] : world.outsideAssumed
}

/** A principal of an account of ours that was not collected is still bound by the account's guardrails. */
function outsideControl(world: AwsWorld, subject: Subject): Program['serviceControl'] {
  const account = subject.caller.account
  return account !== null && world.accounts.has(account) ? world.serviceControlOf(account) : NO_LAYERS.serviceControl
}

function withResourceKeys(
  world: AwsWorld,
  known: ReadonlyMap<string, KeyState>,
  account: string | null,
  resource: string,
): Map<string, KeyState> {
  const keys = new Map(known)
  const place = account === null ? undefined : world.accounts.get(account)
  if (typeof place?.organization === 'string')
    keys.set('aws:resourceorgid', { state: 'values', values: [place.organization] })
  if (typeof place?.path === 'string') keys.set('aws:resourceorgpaths', { state: 'values', values: [place.path] })
  const speaker = speakerFor(world, resource)
  if (speaker !== null) for (const [key, state] of directKeys(speaker)) keys.set(key, state)
  // Requests about resources whose ARN names a Region are made in that Region.
  const region = regionOfArn(resource)
  if (region !== '' && !hasWildcard(region)) keys.set('aws:requestedregion', { state: 'values', values: [region] })
  return keys
}

function givenContext(asked: ExplainAsked, today: number, timeGiven: boolean): Map<string, KeyState> {
  const given = new Map<string, KeyState>()
  for (const key of Object.keys(asked.context))
    given.set(key.toLowerCase(), { state: 'values', values: asked.context[key] ?? [] })
  if (asked.closedContext && !timeGiven) {
    given.set('aws:currenttime', { state: 'values', values: [new Date(today).toISOString()] })
    given.set('aws:epochtime', { state: 'values', values: [String(Math.floor(today / 1000))] })
  }
  return given
}

/** The resolution with the day's part decided: what holds today asks for nothing. */
function timely(found: Resolution, today: number): Resolution {
  if (found.ways.length === 0) return found
  const ways = found.ways.map((way) => onDay(withoutAudience(way), today)).filter((way) => way !== null)
  if (ways.length === 0) return { ...found, outcome: 'denied', ways: [], deniedBy: found.because }
  return { ...found, ways, outcome: outcomeOf(ways, false) }
}

/**
 * Does the answer hang on a policy that was not read? Across accounts, and for keys and roles, the resource's own
 * policy must allow; nothing that was read may deny.
 */
function unreadPolicy(
  world: AwsWorld,
  subject: Subject,
  resource: string,
  action: string,
  actionId: number,
  pattern: ArnPattern | null,
  found: Resolution,
): boolean {
  if (found.outcome !== 'denied') return false
  const explicit = found.deniedBy.some((e) => e.statement !== null)
  const limits = found.deniedBy.some(
    (e) => e.statement === null && ['scp', 'boundary', 'session-policy', 'endpoint-policy'].includes(e.kind),
  )
  if (explicit || limits) return false
  if (subject.ours !== null && world.unreadPoliciesOf(subject.ours).length > 0) return true
  const speaker = speakerFor(world, resource)?.id ?? resource
  if (pattern === null || world.resourcePolicyOf(speaker) !== null || isReadWithoutPolicy(world, speaker)) return false
  const owner = world.accountOfResource(resource)
  const mandatory = resourceMustAllow(action, actionId, pattern)
  const across = subject.caller.account === null || (owner !== null && owner !== subject.caller.account)
  if (!across && !mandatory) return false
  // A role that the account's own dump does not list is not there; of anything else the policy may say more.
  const listed = world.nodes.has(resource)
  const complete = owner !== null && world.accounts.get(owner)?.node?.properties['imported'] === true
  return !(action.toLowerCase().startsWith('sts:') && complete && !listed)
}

/** Was the resource's policy asked for, and is there none? */
function isReadWithoutPolicy(world: AwsWorld, resource: string): boolean {
  const unread = world.nodes.get(resource)?.properties['unread']
  return Array.isArray(unread) && !unread.some((call) => typeof call === 'string' && POLICY_CALLS.test(call))
}

/** Names the documents of silent layers by whose they are. */
function withDocuments(world: AwsWorld, list: Evidence[], subject: Subject, resource: string): Evidence[] {
  return list.map((e) => {
    if (e.statement !== null || e.document.startsWith('arn:')) return e
    const boundary = e.kind === 'boundary' && subject.ours !== null ? world.boundaryOf(subject.ours) : null
    const own = boundary ?? subject.ours ?? subject.caller.text
    const owner = e.kind === 'trust' || e.kind === 'resource-policy' ? resource : own
    return e.kind === 'scp' || e.kind === 'rcp' ? e : { ...e, id: `${owner}#${e.kind}`, document: owner }
  })
}
