import { arnCovers, arnsIntersect, arnPattern, type ArnPattern } from './arn.js'
import { isWebIdentityProvider, type Caller } from './caller.js'
import { awsCatalogue, rcpSupported } from './catalogue.js'
import type { GrantForm } from './principal-element.js'

/**
 * One layer that must allow for a route to hold. `direct`, `role`, `account` and `any` are the resource policy, in
 * the form in which it must name the caller.
 */
export type Side = 'identity' | 'boundary' | 'session' | 'direct' | 'role' | 'account' | 'any'

/** Layers that all must allow. Access needs one route, every level of guardrails, and no Deny. */
export type Route = readonly Side[]

/** What of a request decides which rules apply. */
export interface Situation {
  readonly caller: Caller
  readonly action: string
  readonly actionId: number
  /** Is the resource in the caller's account? */
  readonly sameAccount: boolean
  /** Must the resource's own policy allow, even within the account (KMS keys, roles to be assumed)? */
  readonly mandatory: boolean
}

const RESOURCE_ONLY: readonly Route[] = [['any']]
const NONE: readonly Route[] = []
/** Across accounts both sides must allow, in whatever form the caller is named. */
const BOTH_SIDES: readonly Route[] = [['any', 'identity', 'boundary', 'session']]
const WITHIN_ACCOUNT: readonly Route[] = [
  ['direct'],
  ['role', 'boundary', 'session'],
  ['identity', 'boundary', 'session'],
]
const WITHIN_ACCOUNT_MANDATORY: readonly Route[] = [
  ['direct'],
  ['role', 'boundary', 'session'],
  ['account', 'identity', 'boundary', 'session'],
]
const SOMEBODY: readonly Route[] = [['direct'], ['identity', 'boundary', 'session']]
/** The root user may do everything in its account; a policy that is mandatory must name it. */
const ROOT: readonly Route[] = [['direct'], ['boundary', 'session']]
const ROOT_ACROSS: readonly Route[] = [['any', 'boundary', 'session']]
const ROOT_MANDATORY: readonly Route[] = [['direct'], ['any', 'boundary', 'session']]

/**
 * The rulebook: who needs which allows.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function routesFor(s: Situation): readonly Route[] {
  switch (s.caller.kind) {
    case 'anonymous':
    case 'service':
      return RESOURCE_ONLY
    case 'federated':
      return logsIn(s) ? RESOURCE_ONLY : NONE
    case 'root':
      if (!s.sameAccount) return ROOT_ACROSS
      return s.mandatory ? ROOT_MANDATORY : ROOT
    case 'account':
      return s.sameAccount && !s.mandatory ? SOMEBODY : BOTH_SIDES
    case 'user':
    case 'session':
    case 'federated-user':
      if (!s.sameAccount) return BOTH_SIDES
      return s.mandatory ? WITHIN_ACCOUNT_MANDATORY : WITHIN_ACCOUNT
  }
}

/**
 * A login at a provider can only become a role, by the call that is made for its kind of provider.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function logsIn(s: Situation): boolean {
  const action = s.action.toLowerCase()
  if (action === 'sts:tagsession' || action === 'sts:setsourceidentity' || action === 'sts:setcontext') return true
  const login = isWebIdentityProvider(s.caller.name) ? 'sts:assumerolewithwebidentity' : 'sts:assumerolewithsaml'
  return !action.startsWith('sts:') || action === login
}

/** The forms of the resource policy's principal that a side accepts; null for sides that are other layers. */
export function formsOf(side: Side): ReadonlySet<GrantForm> | null {
  return FORMS.get(side) ?? null
}

const FORMS = new Map<Side, ReadonlySet<GrantForm>>([
  ['direct', new Set(['direct'])],
  ['role', new Set(['role'])],
  ['account', new Set(['account'])],
  ['any', new Set(['direct', 'role', 'account'])],
])

/** What the rules ask of an action, worked out once. */
export interface ActionTraits {
  /** Calls that need no permission: they cannot even be denied. */
  readonly free: 'for everybody' | 'for users' | null
  readonly assumesRole: boolean
  readonly usesKey: boolean
  readonly worksAcrossAccounts: boolean
  readonly underResourceControl: boolean
  readonly ofS3: boolean
}

const ASSUMING = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
])

/**
 * KMS operations that work on a key of another account; any other is granted in vain.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
const KMS_ACROSS_ACCOUNTS = new Set(
  [
    'CreateGrant',
    'Decrypt',
    'DeriveSharedSecret',
    'DescribeKey',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
    'GenerateDataKeyWithoutPlaintext',
    'GenerateMac',
    'GetKeyRotationStatus',
    'GetPublicKey',
    'ListGrants',
    'ReEncryptFrom',
    'ReEncryptTo',
    'RetireGrant',
    'RevokeGrant',
    'Sign',
    'Verify',
    'VerifyMac',
  ].map((name) => `kms:${name.toLowerCase()}`),
)

const traits: ActionTraits[] = []

/**
 * What the rules ask of an action of the catalogue.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function traitsOf(actionId: number): ActionTraits {
  const known = traits[actionId]
  if (known !== undefined) return known
  const catalogue = awsCatalogue()
  const lower = catalogue.name(actionId).toLowerCase()
  const service = catalogue.serviceOf(actionId)
  const found: ActionTraits = {
    free: lower === 'sts:getcalleridentity' ? 'for everybody' : lower === 'sts:getsessiontoken' ? 'for users' : null,
    assumesRole: ASSUMING.has(lower),
    usesKey: service === 'kms' && catalogue.resourceTypes(actionId).some((type) => type.name === 'key'),
    worksAcrossAccounts: service !== 'kms' || KMS_ACROSS_ACCOUNTS.has(lower),
    underResourceControl: rcpSupported(service) && lower !== 'kms:retiregrant',
    ofS3: service === 's3',
  }
  traits[actionId] = found
  return found
}

export function needsNoPermission({ free }: ActionTraits, caller: Caller): boolean {
  if (free === null || caller.account === null) return false
  return free === 'for everybody' || caller.kind === 'user' || caller.kind === 'root'
}

/**
 * SCPs bind the principals of the organization's accounts: not services, logins or anonymous callers, and not
 * service-linked roles.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function boundByServiceControl(caller: Caller): boolean {
  return caller.account !== null && !caller.serviceLinked
}

const SERVICE_LINKED_ROLE = arnPattern('arn:*:iam::*:role/aws-service-role/*')
const ANY_KEY = arnPattern('arn:*:kms:*:*:key/*')
const ANY_ROLE = arnPattern('arn:*:iam::*:role/*')

/**
 * RCPs bind whoever asks, for resources of the services that support them. Exempt are service-linked roles, taking
 * one on, and `kms:RetireGrant`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function boundByResourceControl(caller: Caller, action: ActionTraits, resource: ArnPattern | null): boolean {
  if (caller.serviceLinked || !action.underResourceControl) return false
  return (
    !action.assumesRole ||
    resource === null ||
    SERVICE_LINKED_ROLE === null ||
    !arnCovers(SERVICE_LINKED_ROLE, resource)
  )
}

/**
 * Is the resource of the kind whose own policy must allow: a KMS key, a role to be assumed?
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function resourceIsMandatory(action: ActionTraits, resource: ArnPattern | null): boolean {
  if (resource === null) return false
  if (action.assumesRole) return ANY_ROLE !== null && arnsIntersect(resource, ANY_ROLE)
  return action.usesKey && ANY_KEY !== null && arnsIntersect(resource, ANY_KEY)
}

/** As `resourceIsMandatory`, for an action as written; `actionId` is negative for one that AWS does not have. */
export function resourceMustAllow(action: string, actionId: number, resource: ArnPattern | null): boolean {
  if (actionId < 0) return resource !== null && ASSUMING.has(action.toLowerCase())
  return resourceIsMandatory(traitsOf(actionId), resource)
}

/** Is, or may be, the resource a role, so that its policy is a trust policy? */
export function isTrust(action: string, resource: ArnPattern | null): boolean {
  const lower = action.toLowerCase()
  if (resource === null || !(lower.startsWith('iam:') || lower.startsWith('sts:'))) return false
  return ANY_ROLE !== null && arnsIntersect(resource, ANY_ROLE)
}

/** RestrictPublicBuckets spares AWS services and the bucket owner's account. */
export function boundByPublicAccessBlock(
  caller: Caller,
  action: ActionTraits,
  resourceAccount: string | null,
): boolean {
  if (caller.kind === 'service' || !action.ofS3) return false
  return caller.account === null || caller.account !== resourceAccount
}
