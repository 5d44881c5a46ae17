// What it is: what is known of AWS condition keys: usual spelling, type, how many values, and who can satisfy them.
// May import: src/model and the generated tables of this folder.
// Never does: evaluate a condition, or look at values.
import type { SatisfiedBy } from '../../model/requirement.js'
import { CONDITION_KEYS } from './catalogue-data.js'
import { awsCatalogue } from './catalogue.js'

/**
 * What decides a key's value.
 *
 * - `principal`: who calls (account, organization, tags of the principal).
 * - `source`: on whose behalf a service, or with whose credentials a compute resource, calls.
 * - `network`: where the call comes from.
 * - `caller`: what the caller puts into the request or does when signing in (external id, session name, MFA, tags).
 * - `federation`: claims of an outside identity provider.
 * - `time`: the clock.
 * - `resource`: properties of the resource that is called.
 * - `chain`: which AWS services stand between.
 */
export type KeyClass =
  'principal' | 'source' | 'network' | 'caller' | 'federation' | 'time' | 'resource' | 'chain' | 'unknown'

export type KeyType = 'string' | 'bool' | 'numeric' | 'date' | 'ip' | 'arn' | 'binary'

/** Keys by class, without case; `*` at the end stands for the free part (a tag's name). */
const CLASSES: Readonly<Partial<Record<KeyClass, string>>> = {
  principal: `aws:PrincipalArn aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalTag/*
    aws:PrincipalIsAWSService aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:PrincipalType aws:userid
    aws:username aws:AssumedRoot kms:CallerAccount identitystore:UserId`,
  source: `aws:SourceArn aws:SourceAccount aws:SourceOrgID aws:SourceOrgPaths aws:SourceOwner aws:ChatbotSourceArn
    ec2:SourceInstanceArn ec2:RoleDelivery ssm:SourceInstanceArn lambda:SourceFunctionArn glue:RoleAssumedBy
    glue:CredentialIssuingService`,
  network: `aws:SourceIp aws:VpcSourceIp aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpceAccount aws:VpceOrgID
    aws:VpceOrgPaths aws:Ec2InstanceSourceVpc aws:Ec2InstanceSourcePrivateIPv4
    elasticfilesystem:AccessedViaMountTarget`,
  caller: `aws:MultiFactorAuthPresent aws:MultiFactorAuthAge aws:RequestTag/* aws:TagKeys aws:SourceIdentity
    aws:UserAgent aws:referer aws:RequestedRegion aws:SecureTransport`,
  federation: 'aws:FederatedProvider sts:RequestContext/* sts:RequestContextProviders sts:RoleAuthorizedByIdp',
  time: 'aws:CurrentTime aws:EpochTime aws:TokenIssueTime',
  resource: `aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/*
    s3:ResourceAccount s3:DataAccessPointAccount s3:DataAccessPointArn s3:AccessPointNetworkOrigin
    s3:ExistingObjectTag/* s3:AccessPointTag/* s3:BucketTag/* s3:ExistingJobOperation s3:ExistingJobPriority
    s3:JobSuspendedCause s3:AccessGrantsInstanceArn s3-outposts:ExistingObjectTag/* s3-outposts:DataAccessPointAccount
    s3-outposts:DataAccessPointArn s3express:DataAccessPointAccount s3express:DataAccessPointArn
    s3express:AccessPointTag/* s3express:BucketTag/* s3express:ResourceAccount s3express:AccessPointNetworkOrigin
    s3tables:TableBucketTag/* s3vectors:VectorBucketTag/* kms:ResourceAliases kms:KeySpec kms:KeyUsage kms:KeyOrigin
    kms:MultiRegion kms:MultiRegionKeyType kms:CustomerMasterKeySpec kms:CustomerMasterKeyUsage
    secretsmanager:SecretPrimaryRegion secretsmanager:resource/AllowRotationLambdaArn lambda:FunctionUrlAuthType
    ec2:Owner ec2:Public ec2:Vpc ec2:ParentSnapshot ec2:ParentVolume ec2:SnapshotTime ec2:ResourceTag/*
    rds:cluster-pg-tag/* rds:cluster-snapshot-tag/* rds:cluster-tag/* rds:db-tag/* rds:es-tag/* rds:og-tag/*
    rds:pg-tag/* rds:ri-tag/* rds:secgrp-tag/* rds:snapshot-tag/* rds:subgrp-tag/*`,
  chain: `aws:ViaAWSService aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:ViaAWSMCPService
    aws:IsMcpServiceAction kms:ViaService kms:GrantIsForAWSResource iam:PassedToService`,
}

const SATISFIED_BY: Readonly<Record<KeyClass, SatisfiedBy>> = {
  principal: 'identity',
  source: 'identity',
  network: 'network',
  caller: 'caller',
  federation: 'identity',
  time: 'time',
  resource: 'resource',
  chain: 'caller',
  unknown: 'unknown',
}

/**
 * Multivalued by their own documentation, though the vendor's key lists call them plain text.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
const ALSO_MULTIVALUED: ReadonlySet<string> = new Set(['cognito-identity.amazonaws.com:amr'])

const TYPES: Readonly<Record<string, KeyType>> = {
  s: 'string',
  b: 'bool',
  n: 'numeric',
  d: 'date',
  i: 'ip',
  a: 'arn',
  x: 'binary',
}

interface KnownKey {
  readonly name: string
  readonly type: KeyType
  readonly multivalued: boolean
}

/** A key with a free part: `aws:requesttag/` + anything, `codebuild:secondarysources/` + anything + `.location`. */
interface KeyTemplate {
  readonly before: string
  readonly after: string
  readonly key: KnownKey
}

interface KnownKeys {
  readonly exact: ReadonlyMap<string, KnownKey>
  /** Those with the longest fixed part first. */
  readonly templates: readonly KeyTemplate[]
  readonly prefixes: ReadonlySet<string>
}

let knownKeys: KnownKeys | null = null

function known(): KnownKeys {
  knownKeys ??= load()
  return knownKeys
}

function load(): KnownKeys {
  const exact = new Map<string, KnownKey>()
  const templates: KeyTemplate[] = []
  const prefixes = new Set(awsCatalogue().services())
  for (const line of CONDITION_KEYS) {
    const [prefix = '', ...names] = line.split(',')
    if (!prefix.includes('*')) prefixes.add(prefix.toLowerCase())
    for (const text of names) {
      const letter = text.charAt(0)
      const name = `${prefix}:${text.slice(1)}`
      const type = TYPES[letter.toLowerCase()] ?? 'string'
      const key = { name, type, multivalued: letter !== letter.toLowerCase() }
      const lower = name.toLowerCase()
      const star = lower.indexOf('*')
      if (star < 0) exact.set(lower, key)
      else templates.push({ before: lower.slice(0, star), after: lower.slice(star + 1), key })
    }
  }
  templates.sort((a, b) => b.key.name.length - a.key.name.length)
  return { exact, templates, prefixes }
}

/** The template that a lower-case key fits; the free part must not be empty. */
function templateOf(lower: string): KeyTemplate | undefined {
  return known().templates.find(
    ({ before, after }) =>
      lower.length > before.length + after.length && lower.startsWith(before) && lower.endsWith(after),
  )
}

function find(key: string): KnownKey | undefined {
  const lower = lowerKey(key)
  return known().exact.get(lower) ?? templateOf(lower)?.key
}

/** Lower case of ASCII letters only: `toLowerCase` would turn U+212A (Kelvin) into `k` and make a key known that is not. */
function lowerKey(key: string): string {
  for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) > 127) return key
  return key.toLowerCase()
}

/**
 * The usual spelling of a key that AWS documents (`aws:sourceip` becomes `aws:SourceIp`); a free part (a tag's name)
 * stays as given, and so does a key that is not known.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function canonicalKey(key: string): string {
  const lower = lowerKey(key)
  const exact = known().exact.get(lower)
  if (exact !== undefined) return exact.name
  const template = templateOf(lower)
  if (template === undefined) return key
  const { before, after, key: pattern } = template
  return (
    pattern.name.slice(0, before.length) +
    key.slice(before.length, key.length - after.length) +
    pattern.name.slice(before.length + 1)
  )
}

/**
 * May a request carry several values of the key at once? Then the condition needs `ForAllValues` or `ForAnyValue`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function isMultivalued(key: string): boolean {
  return ALSO_MULTIVALUED.has(lowerKey(key)) || (find(key)?.multivalued ?? false)
}

/** The type of the key's values; `string` for a key that is not known. */
export function keyType(key: string): KeyType {
  return find(key)?.type ?? 'string'
}

const classes = new Map<string, KeyClass>(
  Object.entries(CLASSES).flatMap(([name, keys]) =>
    keys.split(/\s+/).map((key): [string, KeyClass] => [key.toLowerCase(), name as KeyClass]),
  ),
)

/**
 * What decides the value of a key, without case.
 *
 * A prefix with a dot is an identity provider's (`token.actions.githubusercontent.com:sub`); a `ResourceTag` of any
 * service is the resource's; every other key of a known service belongs to the request.
 *
 * LIMIT: keys of a service that are a property of what is called (an EC2 instance's type) count as the request's
 * where they are not listed here; the requirement is said either way, only its `satisfiedBy` is less exact.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function keyClass(key: string): KeyClass {
  const lower = lowerKey(key)
  const slash = lower.indexOf('/')
  const listed = classes.get(lower) ?? (slash < 0 ? undefined : classes.get(`${lower.slice(0, slash)}/*`))
  if (listed !== undefined) return listed
  const colon = lower.indexOf(':')
  if (colon <= 0 || colon === lower.length - 1) return 'unknown'
  const prefix = lower.slice(0, colon)
  if (prefix === 'saml' || prefix.includes('.')) return 'federation'
  if (prefix === 'aws' || !known().prefixes.has(prefix)) return 'unknown'
  return lower.startsWith('resourcetag/', colon + 1) ? 'resource' : 'caller'
}

/**
 * Who can make a condition on this key true. A claim, like a tag of an outside principal, belongs to the identity:
 * whoever controls the identity controls it.
 */
export function classifyKey(key: string): SatisfiedBy {
  return SATISFIED_BY[keyClass(key)]
}
