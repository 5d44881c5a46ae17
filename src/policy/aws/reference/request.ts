import type { DecisionRequest } from '../record.js'
import { arnSegments, relateArns } from './arn-pattern.js'
import { callerOf, isAccountId } from './caller.js'
import type { Caller } from './caller.js'
import { requestContext } from './context.js'
import type { RequestContext } from './context.js'
import { overlaps, withWildcards } from './wildcard.js'
import type { Token } from './wildcard.js'

/** What has to be known of AWS's actions; the catalogue gives it. Actions are written `service:Name`, in any case. */
export interface ActionFacts {
  isAction(action: string): boolean
  /** Has the action no resource types, so that only the resource `*` fits? */
  takesOnlyWildcard(action: string): boolean
  /** Do resource control policies apply to the service's actions? */
  rcpSupported(service: string): boolean
}

/** A request, understood: who, what, on what, and what is known of its context. */
export interface Request {
  readonly caller: Caller
  /** Lower case. */
  readonly action: string
  readonly service: string
  readonly knownAction: boolean
  readonly takesOnlyWildcard: boolean
  /** The resource with its wildcards: the question is then about all that it matches. */
  readonly resource: readonly Token[]
  readonly resourceAccount: string | null
  /** Is, or may be, an IAM role: its resource policy is its trust policy. */
  readonly isRole: boolean
  readonly context: RequestContext
  readonly facts: ActionFacts
}

export function understand(request: DecisionRequest, facts: ActionFacts): Request {
  const caller = callerOf(request)
  const action = request.action.toLowerCase()
  const knownAction = facts.isAction(action)
  const takesOnlyWildcard = knownAction && facts.takesOnlyWildcard(action)
  const resource = withWildcards(request.resource)
  const resourceAccount = request.resourceAccount ?? accountInArn(request.resource) ?? caller.account
  return {
    caller,
    action,
    service: action.slice(0, Math.max(action.indexOf(':'), 0)),
    knownAction,
    takesOnlyWildcard,
    resource,
    resourceAccount,
    isRole: !takesOnlyWildcard && (action.startsWith('iam:') || action.startsWith('sts:')) && mayBeRole(resource),
    context: requestContext(request, caller, resourceAccount),
    facts,
  }
}

function accountInArn(resource: string): string | null {
  const account = resource.split(':')[4] ?? ''
  return isAccountId(account) ? account : null
}

function mayBeRole(resource: readonly Token[]): boolean {
  return relateArns(withWildcards('arn:*:iam::*:role/*'), resource) !== 'none'
}

const ROLE_ASSUMPTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]

/**
 * Is a role to be assumed? Its trust policy must allow it, also within the account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function isRoleAssumption(request: Request): boolean {
  return request.isRole && ROLE_ASSUMPTIONS.includes(request.action)
}

/** Is the role in question one that only a service takes on? */
export function isServiceLinkedRoleResource(request: Request): boolean {
  return relateArns(withWildcards('arn:*:iam::*:role/aws-service-role/*'), request.resource) === 'all'
}

/**
 * Is it a use of a KMS key? The key policy must allow it, also within the account. Aliases have no policy.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function isKmsKeyUse(request: Request): boolean {
  if (request.service !== 'kms' || request.takesOnlyWildcard) return false
  const rest = arnSegments(request.resource)?.[5] ?? []
  return overlaps(rest, withWildcards('key/*')) || rest.length === 0
}

const KMS_CROSS_ACCOUNT = [
  'kms:creategrant',
  'kms:decrypt',
  'kms:derivesharedsecret',
  'kms:describekey',
  'kms:encrypt',
  'kms:generatedatakey',
  'kms:generatedatakeypair',
  'kms:generatedatakeypairwithoutplaintext',
  'kms:generatedatakeywithoutplaintext',
  'kms:generatemac',
  'kms:getkeyrotationstatus',
  'kms:getpublickey',
  'kms:listgrants',
  'kms:reencryptfrom',
  'kms:reencryptto',
  'kms:retiregrant',
  'kms:revokegrant',
  'kms:sign',
  'kms:verify',
  'kms:verifymac',
]

/**
 * Can the KMS operation work from another account? Whatever a key policy says of others has no effect there.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function worksAcrossAccounts(request: Request): boolean {
  return request.service !== 'kms' || KMS_CROSS_ACCOUNT.includes(request.action)
}
