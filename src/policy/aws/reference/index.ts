// What it is: the reference evaluator of AWS policies: slow, literal, in the order of the AWS documentation.
// May import: src/model, the decide record and the action catalogue of src/policy/aws.
// Never does: share code with the compiled evaluator, parse anything ahead of a question, look for speed.
import type { EvidenceKind, Json, Outcome } from '../../../model/index.js'
import { awsCatalogue, rcpSupported } from '../catalogue.js'
import type { AwsDecideRecord, PolicyLayers } from '../record.js'
import { isIamPrincipal, isServiceLinkedRole } from './caller.js'
import { allowsOf, readLayer, readLevels } from './layer.js'
import type { Layer } from './layer.js'
import {
  isKmsKeyUse,
  isRoleAssumption,
  isServiceLinkedRoleResource,
  understand,
  worksAcrossAccounts,
} from './request.js'
import type { ActionFacts, Request } from './request.js'
import { isPublicBucketPolicy } from './public-bucket.js'
import { ATTACHED_TO_PRINCIPAL, readDocument } from './statement.js'
import type { StatementRules } from './statement.js'
import { FALSE, TRUE, every, not, some, verdictOf } from './verdict.js'
import type { Verdict } from './verdict.js'

export type { ActionFacts } from './request.js'

/**
 * - `because`: the kinds of policy with an Allow that the answer stands on; empty when denied.
 * - `deniedBy`: the kinds with an explicit Deny, else each layer in which nothing allows; empty unless denied.
 * - `requires`: the context keys (and `resource`) that the answer still depends on, as the policies write them.
 */
export interface ReferenceDecision {
  readonly outcome: Outcome
  readonly deniedBy: EvidenceKind[]
  readonly because: EvidenceKind[]
  readonly requires: string[]
}

/** The layers that apply to the request; null where a layer has no say. */
interface ApplicableLayers {
  readonly resourceControl: Layer | null
  readonly serviceControl: Layer | null
  readonly resource: Layer | null
  readonly identity: Layer | null
  readonly boundary: Layer | null
  readonly session: Layer | null
  readonly endpoint: Layer | null
}

/**
 * Decides one record as the AWS documentation says, step by step. Never throws for what a policy holds.
 *
 * LIMIT: the record does not tell the management account (policies of the organization apply when given), AWS managed
 * KMS keys, KMS grants, access control lists, or the permissions that a service checks beside the one asked about.
 * LIMIT: whether this kind of caller can make the call at all (a root user cannot assume a role) is not a question of
 * policies and is not asked, but for logins at an identity provider.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decideByReference(record: AwsDecideRecord, facts: ActionFacts = CATALOGUE_FACTS): ReferenceDecision {
  const request = understand(record.request, facts)
  if (needsNoPermission(request)) return { outcome: 'allowed', deniedBy: [], because: [], requires: [] }

  const layers = applicableLayers(record.policies, request)
  const denied = explicitDeny(layers)
  const granted = grantOf(layers, request)
  const open = verdictOf(!blockedByPublicAccessBlock(record.policies, request))
  const answer = every([not(denied), open, allowsOf(layers.serviceControl), granted, allowsOf(layers.endpoint)])

  const outcome = outcomeOf(answer)
  return {
    outcome,
    deniedBy: outcome === 'denied' ? deniedBy(layers, granted, open, request) : [],
    because: outcome === 'denied' ? [] : because(layers, request),
    requires: [...answer.keys],
  }
}

const CATALOGUE_FACTS: ActionFacts = {
  isAction: (action) => awsCatalogue().idOf(action) >= 0,
  takesOnlyWildcard: (action) => awsCatalogue().takesOnlyWildcard(awsCatalogue().idOf(action)),
  rcpSupported,
}

/** Open without a key is a doubt that nothing in the request can settle. */
function outcomeOf(answer: Verdict): Outcome {
  if (answer.truth === 'true') return 'allowed'
  if (answer.truth === 'false') return 'denied'
  return answer.keys.length === 0 ? 'unknown' : 'conditional'
}

/**
 * Operations that need no permission and that no policy can take away.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
function needsNoPermission(request: Request): boolean {
  const { kind } = request.caller
  if (request.action === 'sts:getcalleridentity') return isIamPrincipal(request.caller)
  return request.action === 'sts:getsessiontoken' && (kind === 'user' || kind === 'root')
}

function sameAccount(request: Request): boolean {
  return request.caller.account !== null && request.caller.account === request.resourceAccount
}

/**
 * Which policies apply, and what each kind says.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
 */
function applicableLayers(policies: PolicyLayers, request: Request): ApplicableLayers {
  const { caller } = request
  const iamPrincipal = isIamPrincipal(caller)
  const hasBoundary = iamPrincipal && policies.boundary !== undefined
  const ofPrincipal = (kind: EvidenceKind, documents: readonly Json[] | undefined): Layer | null =>
    iamPrincipal && documents !== undefined ? readLayer(kind, documents, ATTACHED_TO_PRINCIPAL, request) : null
  // The root user has no identity policies.
  const identity = caller.kind === 'root' ? undefined : policies.identity
  const session = policies.session ?? (caller.kind === 'federated-user' ? [] : undefined)
  return {
    resourceControl: resourceControlLayer(policies, request),
    serviceControl: serviceControlLayer(policies, request),
    resource: resourceLayer(policies, request, hasBoundary),
    identity: ofPrincipal('identity-policy', identity ?? (mustBeGranted(request) ? [] : undefined)),
    boundary: ofPrincipal('boundary', policies.boundary),
    session: ofPrincipal('session-policy', session),
    endpoint:
      policies.endpoint === undefined
        ? null
        : readLayer(
            'endpoint-policy',
            policies.endpoint,
            { ...RESOURCE_BASED, hasBoundary, resource: 'needed' },
            request,
          ),
  }
}

/** Without identity policies nobody but the root user has permissions in the own account; another's are not seen. */
function mustBeGranted(request: Request): boolean {
  return request.caller.kind !== 'root' && sameAccount(request)
}

const RESOURCE_BASED: StatementRules = {
  principal: 'named',
  notPrincipal: true,
  resource: 'itself',
  broadActions: true,
  hasBoundary: false,
}

/** Resource control policies: `*` is the only principal, and neither `NotAction` nor the action `*` can be stored. */
const RESOURCE_CONTROL: StatementRules = {
  principal: 'everyone',
  notPrincipal: false,
  resource: 'needed',
  broadActions: false,
  hasBoundary: false,
}

/**
 * Resource control policies limit the resources of member accounts, whoever calls, for the services that support
 * them. AWS's own full-access policy is attached at each level and cannot be detached, so only Deny matters.
 * Service-linked roles are exempt, as is taking one on, and `kms:RetireGrant`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
function resourceControlLayer(policies: PolicyLayers, request: Request): Layer | null {
  if (policies.resourceControl === undefined || !request.facts.rcpSupported(request.service)) return null
  if (isServiceLinkedRole(request.caller) || isServiceLinkedRoleResource(request)) return null
  if (request.action === 'kms:retiregrant') return null
  return { ...readLevels('rcp', policies.resourceControl, RESOURCE_CONTROL, request), allow: TRUE }
}

/**
 * Service control policies limit the principals of member accounts, the root user too, but neither service-linked
 * roles nor callers that are no IAM principal. Each level must allow.
 *
 * LIMIT: the few tasks of the root user that AWS exempts are not told apart.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
function serviceControlLayer(policies: PolicyLayers, request: Request): Layer | null {
  if (policies.serviceControl === undefined) return null
  if (!isIamPrincipal(request.caller) || isServiceLinkedRole(request.caller)) return null
  return readLevels('scp', policies.serviceControl, ATTACHED_TO_PRINCIPAL, request)
}

/**
 * The policy of the resource; a role's is its trust policy, which names no resource and knows no `NotPrincipal`.
 * Where one is needed and none is given, it allows nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
function resourceLayer(policies: PolicyLayers, request: Request, hasBoundary: boolean): Layer | null {
  const document = policies.resource ?? null
  if (document === null && !resourceMustAllow(request)) return null
  const rules: StatementRules = request.isRole
    ? { ...RESOURCE_BASED, notPrincipal: false, resource: 'none' }
    : { ...RESOURCE_BASED, hasBoundary }
  const layer = readLayer(request.isRole ? 'trust' : 'resource-policy', [document], rules, request)
  const across = !sameAccount(request) && isIamPrincipal(request.caller)
  if (canMakeCall(request) && (!across || worksAcrossAccounts(request))) return layer
  return { ...layer, allow: FALSE, grants: { itself: FALSE, role: FALSE, account: FALSE } }
}

/** Must the resource's own policy allow, whatever others say? */
function resourceMustAllow(request: Request): boolean {
  return !sameAccount(request) || isRoleAssumption(request) || isKmsKeyUse(request)
}

/**
 * First step: one Deny in any policy that applies ends the evaluation.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
 */
function explicitDeny(layers: ApplicableLayers): Verdict {
  return some(present(layers).map((layer) => layer.deny))
}

/** What AWS has no action for is nobody's to do, the root user's neither. */
function grantOf(layers: ApplicableLayers, request: Request): Verdict {
  if (!request.knownAction) return FALSE
  return sameAccount(request) ? grantInAccount(layers, request) : grantAcrossAccounts(layers, request)
}

/**
 * Principal and resource in one account: a grant to the caller itself is enough; one to its role is limited by
 * boundary and session policies; else identity policies must allow, within boundary and session policies. A role
 * to be assumed and a KMS key must also say that the account, at least, may.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function grantInAccount(layers: ApplicableLayers, request: Request): Verdict {
  const limits = [allowsOf(layers.boundary), allowsOf(layers.session)]
  const resource = layers.resource
  const delegated = resourceMustAllow(request) ? allowsOf(resource) : TRUE
  return some([
    resource?.grants.itself ?? FALSE,
    every([resource?.grants.role ?? FALSE, ...limits]),
    every([allowsOf(layers.identity), delegated, ...limits]),
  ])
}

/**
 * Principal and resource in different accounts: both sides must allow, in whatever form the caller is named. Callers
 * that belong to no account have only the resource's side.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function grantAcrossAccounts(layers: ApplicableLayers, request: Request): Verdict {
  const resourceSide = layers.resource?.allow ?? FALSE
  if (!isIamPrincipal(request.caller)) return resourceSide
  return every([allowsOf(layers.identity), allowsOf(layers.boundary), allowsOf(layers.session), resourceSide])
}

/**
 * A login at an identity provider has no credentials yet: of the calls to STS it makes the one that logs it in.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
function canMakeCall(request: Request): boolean {
  if (request.caller.kind !== 'federated' || request.service !== 'sts') return true
  const accompanying = ['sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext']
  const login = request.caller.text.includes(':saml-provider/')
    ? 'sts:assumerolewithsaml'
    : 'sts:assumerolewithwebidentity'
  return [login, ...accompanying].includes(request.action)
}

/**
 * RestrictPublicBuckets, set for the bucket or for its account: a public bucket policy then gives access to AWS
 * services and to principals of the bucket owner's account only. The other three settings have no effect on what a
 * stored policy means.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function blockedByPublicAccessBlock(policies: PolicyLayers, request: Request): boolean {
  const { account, bucket } = policies.publicAccessBlock ?? {}
  if (account?.RestrictPublicBuckets !== true && bucket?.RestrictPublicBuckets !== true) return false
  if (request.service !== 's3' || request.caller.kind === 'service' || sameAccount(request)) return false
  const canBeStored = (statement: Json): boolean =>
    readDocument({ Version: '2012-10-17', Statement: statement }, RESOURCE_BASED, request).length > 0
  return isPublicBucketPolicy(policies.resource ?? null, canBeStored)
}

function present(layers: ApplicableLayers): Layer[] {
  return [
    layers.resourceControl,
    layers.serviceControl,
    layers.resource,
    layers.identity,
    layers.boundary,
    layers.session,
    layers.endpoint,
  ].filter((layer) => layer !== null)
}

/** The explicit denies, else each layer that would have had to allow and does not. */
function deniedBy(layers: ApplicableLayers, granted: Verdict, open: Verdict, request: Request): EvidenceKind[] {
  const explicit = present(layers)
    .filter((layer) => layer.deny.truth === 'true')
    .map((layer) => layer.kind)
  if (open.truth === 'false') explicit.push('public-access-block')
  if (explicit.length > 0) return explicit
  const needed = granted.truth === 'false' ? neededToGrant(layers, request) : [layers.serviceControl, layers.endpoint]
  return present(layers)
    .filter((layer) => needed.includes(layer) && layer.allow.truth === 'false')
    .map((layer) => layer.kind)
}

/** A resource policy that need not allow is not missed; nor are identity policies where it allows the role. */
function neededToGrant(layers: ApplicableLayers, request: Request): (Layer | null)[] {
  const roleIsGranted = sameAccount(request) && layers.resource?.grants.role.truth === 'true'
  const needless = [roleIsGranted ? layers.identity : null, resourceMustAllow(request) ? null : layers.resource]
  return present(layers).filter((layer) => !needless.includes(layer))
}

/** The layers whose Allow takes part in a way that leads to access. */
function because(layers: ApplicableLayers, request: Request): EvidenceKind[] {
  const direct = sameAccount(request) && layers.resource?.grants.itself.truth === 'true'
  const skipped = direct ? [layers.identity, layers.boundary, layers.session] : []
  return present(layers)
    .filter((layer) => layer !== layers.resourceControl && !skipped.includes(layer))
    .filter((layer) => layer.allow.truth !== 'false')
    .map((layer) => layer.kind)
}
