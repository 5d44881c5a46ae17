// Properties of nodes, as data: what is published, the schema page and the query lint are made from them.

const ID = { type: 'string', description: 'the id, unique within the kind (see the contract of ids)' } as const
const NAME = { type: 'string', description: 'what to call it: the caption' } as const
const CLOUD = { type: 'string', optional: true, description: '`aws`, `azure` or `gcp`' } as const
const SCOPE_ID = { type: 'string', optional: true, description: 'id of the container' } as const

const SEEN = {
  id: ID,
  name: NAME,
  type: { type: 'string', description: 'the Terraform resource type where there is one' },
  cloud: CLOUD,
  scope: SCOPE_ID,
} as const

const time = (description: string) => ({ type: 'string', optional: true, description }) as const
const text = time
const flag = (description: string) => ({ type: 'boolean', optional: true, description }) as const
const texts = (description: string) => ({ type: 'strings', optional: true, description }) as const

const CREATED = { createdAt: time('when it was made') } as const
const MADE = { ...CREATED, path: text('path in the account'), uniqueId: text('id that is never used again') } as const
const LISTED = {
  listed: { type: 'boolean', description: 'the cloud listed it; else only a policy names it' },
} as const
const TAGS = { tags: texts('tags, each `key=value`') } as const
const ACCESS_KEYS = { type: 'integer', optional: true, description: 'access keys that are active' } as const

export const PRINCIPAL = {
  ...SEEN,
  ...LISTED,
  ...MADE,
  ...TAGS,
  maxSessionSeconds: { type: 'integer', optional: true, description: 'longest session' },
  lastUsedAt: time('when it was last assumed'),
  lastUsedRegion: text('where it was last assumed'),
  mfaActive: flag('a second factor is set up'),
  mfaDevices: texts('second factors'),
  passwordEnabled: flag('it may sign in with a password'),
  passwordLastUsed: time('when it last signed in with a password'),
  activeAccessKeys: ACCESS_KEYS,
  userPrincipalName: text('name by which the user signs in'),
  mail: text('mail address'),
  userType: text('`Member` or `Guest`'),
  creationType: text('how the user came into the directory'),
  externalUserState: text('whether an invitation was accepted'),
  accountEnabled: flag('it may sign in'),
  appId: text('id of the application'),
  appOwnerOrganizationId: text('tenant that the application is registered in'),
  servicePrincipalType: text('`Application`, `ManagedIdentity` or another kind'),
  openToServices: texts("services that it lets in on whoever's behalf: no condition fixes the source"),
  membersRead: flag('the members of the group were listed'),
  isAssignableToRole: flag('the group can be given directory roles'),
  email: text('mail address of the service account'),
  disabled: flag('it is switched off'),
} as const

export const RESOURCE = {
  ...SEEN,
  ...LISTED,
  ...MADE,
  ...TAGS,
  updatedAt: time('when it was last changed'),
  canonicalUserId: text("the owner's canonical user id"),
  unread: texts('calls about it that were not read'),
  openToServices: texts("services that it lets in on whoever's behalf: no condition fixes the source"),
  publicAccess: text('what anybody may read of the container: `None`, `Blob` or `Container`'),
  allowBlobPublicAccess: flag('containers of the account may be public'),
  allowSharedKeyAccess: flag("the account's keys open its content"),
  enableRbacAuthorization: flag('roles decide on the content of the vault, not its own list'),
  publicAccessPrevention: text('`enforced` where nothing in the bucket can be public'),
  uniformBucketLevelAccess: flag('lists of the bucket and its objects have no effect'),
} as const

export const SCOPE = {
  ...SEEN,
  ...LISTED,
  ...TAGS,
  alias: text('alias of the account'),
  number: text('number of the project, folder or organization'),
  identifiers: texts('party ids that are ours because of it'),
  arn: text('ARN'),
  status: text('status in the organization'),
  management: flag("it is the organization's management account"),
  managementAccount: text('the management account'),
  organization: text('the organization'),
  featureSet: text('features of the organization'),
  policyTypes: texts('policy types in force'),
  imported: flag('its own data is in the snapshot'),
  staleSince: time('its data is from then: the last collection could not renew it'),
  collectedAs: text('the identity that collected'),
  canonicalUserId: text('canonical user id'),
  rootMfaActive: flag('the root user has a second factor'),
  rootLastUsedAt: time('when the root user last signed in'),
  rootActiveAccessKeys: ACCESS_KEYS,
} as const

export const IDENTITY_PROVIDER = {
  ...SEEN,
  ...LISTED,
  ...CREATED,
  issuer: text('OIDC issuer'),
  entityId: text('SAML entity id'),
  clientIds: texts('audiences'),
  pool: text('pool that the provider belongs to'),
  attributeCondition: text('condition on the claims of a login'),
  awsAccountId: text('AWS account whose identities may sign in'),
  disabled: flag('it is switched off'),
} as const

export const CREDENTIAL = {
  ...SEEN,
  ...LISTED,
  ...CREATED,
  accessKeyId: text('id of the access key (not the key)'),
  status: text('`Active` or `Inactive`'),
  lastUsedAt: time('when it last signed a request'),
  lastUsedRegion: text('where'),
  lastUsedService: text('for which service'),
} as const

export const OUTSIDE_IDENTITY = {
  ...SEEN,
  everybody: { type: 'boolean', description: 'it stands for everybody, or for everybody with any cloud identity' },
  account: text('the AWS account it belongs to'),
  issuer: text('OIDC issuer of a login'),
  subject: text('pattern of subjects of a login'),
} as const

export const EXTERNAL_PARTY = {
  ...SEEN,
  registered: { type: 'boolean', description: 'it stands in parties.yaml' },
  everybody: OUTSIDE_IDENTITY.everybody,
  kind: text('vendor, contractor, customer, partner, subsidiary or tool'),
  source: text('the page that names this account, for built-in names'),
  owner: text('who answers for it here'),
  justification: text('what it is for'),
  approvedBy: text('who approved it'),
  contractEnd: time('last day of the contract, YYYY-MM-DD'),
  reviewBy: time('day by which it must be reviewed, YYYY-MM-DD'),
  allowScopes: texts('scopes it is meant to reach'),
  allowAccess: texts('kinds of action it is meant to have'),
  allowData: flag('it is meant to reach content'),
  requireExternalId: flag('every way in must ask for an external id'),
  requireMfa: flag('every way in must ask for a second factor'),
  requireSourceIp: texts('networks it must come from'),
  maxSessionHours: { type: 'integer', optional: true, description: 'longest session it may have' },
  ranges: texts('its networks'),
} as const

export const GRANT = {
  id: ID,
  name: NAME,
  kind: { type: 'string', description: 'trust, identity-policy, resource-policy, ram-share, acl, ...' },
  document: { type: 'string', description: 'the policy: its ARN, or `<owner id>#<what>`' },
  statement: { type: 'integer', optional: true, description: 'index of the statement in it' },
  sid: text('id of the statement'),
  text: { type: 'string', description: 'the statement, canonical JSON' },
} as const

export const GAP = {
  id: ID,
  name: NAME,
  cloud: { type: 'string', description: CLOUD.description },
  scope: { type: 'string', description: 'where it was to be seen' },
  region: { type: 'string', description: 'region of the call' },
  service: { type: 'string', description: "service, in the vendor's word" },
  call: { type: 'string', description: "call, in the vendor's word" },
  reason: { type: 'string', description: '`denied`, `throttled`, `failed`, `not-collected` or `not-modelled`' },
  message: { type: 'string', description: 'what happened' },
} as const

export const SNAPSHOT = {
  id: ID,
  name: NAME,
  takenAt: time('when the dump was taken'),
  today: { type: 'string', description: 'the day on which conditions on time and ends of contracts were decided' },
  complete: { type: 'boolean', description: 'there is no coverage gap' },
  scopes: { type: 'strings', description: 'scopes whose own data is in it' },
  gaps: { type: 'integer', description: 'number of coverage gaps' },
  parties: { type: 'integer', description: 'number of outside parties' },
} as const
