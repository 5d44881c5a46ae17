// What it is: the files that the AWS CLI would print about a world, in the import layout of the contract.
// May import: the vocabulary and its policy and organization parts.
// Never does: run the product.
import { createHash } from 'node:crypto'
import type { AwsAccount, AwsWorld } from './aws-world-format.js'
import { organizationFiles } from './aws-world-organization.js'
import { policyDocumentOf, trustDocumentOf, type Document } from './aws-world-policy.js'

/** Content by path below the import folder: JSON values, and raw text where a string stands. */
export type WorldFiles = Map<string, unknown>

const CREATED = '2025-03-04T09:00:00+00:00'

/** Where an account's authorization details stand. */
export function detailsPath(account: string): string {
  return `${account}/global/iam-get-account-authorization-details.json`
}

/** Every file of the world, in a fixed order. */
export function worldFiles(world: AwsWorld): WorldFiles {
  const files: WorldFiles = new Map()
  for (const [id, account] of Object.entries(world.accounts)) addAccount(files, id, account, world.encoded === true)
  if (world.organization !== undefined) {
    for (const [path, content] of organizationFiles(world.organization)) files.set(path, content)
  }
  for (const path of [...files.keys()]) {
    if ((world.omit ?? []).some((part) => path.includes(part))) files.delete(path)
  }
  for (const [path, content] of Object.entries(world.files ?? {})) files.set(path, content)
  return files
}

function addAccount(files: WorldFiles, id: string, account: AwsAccount, encoded: boolean): void {
  const partition = account.partition ?? 'aws'
  const as = (document: Document): unknown => (encoded ? encodeURIComponent(JSON.stringify(document)) : document)
  files.set(detailsPath(id), authorizationDetails(id, account, partition, as))
  addBuckets(files, id, account)
  const provider = (kind: string, name: string): string => `arn:${partition}:iam::${id}:${kind}/${name}`
  const oidc = Object.entries(account.oidcProviders ?? {})
  if (oidc.length > 0) {
    files.set(`${id}/global/iam-list-open-id-connect-providers.json`, {
      OpenIDConnectProviderList: oidc.map(([issuer]) => ({ Arn: provider('oidc-provider', issuer) })),
    })
    for (const [issuer, audiences] of oidc) {
      const name = encodeURIComponent(provider('oidc-provider', issuer))
      files.set(`${id}/global/iam-get-open-id-connect-provider/${name}.json`, {
        Url: issuer,
        ClientIDList: audiences,
        ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
        CreateDate: CREATED,
      })
    }
  }
  const saml = Object.entries(account.samlProviders ?? {})
  if (saml.length > 0) {
    files.set(`${id}/global/iam-list-saml-providers.json`, {
      SAMLProviderList: saml.map(([name]) => ({ Arn: provider('saml-provider', name), CreateDate: CREATED })),
    })
    for (const [name, entity] of saml) {
      if (entity === null) continue
      files.set(`${id}/global/iam-get-saml-provider/${encodeURIComponent(provider('saml-provider', name))}.json`, {
        SAMLMetadataDocument: `<?xml version="1.0"?><md:EntityDescriptor entityID="${entity}"></md:EntityDescriptor>`,
        CreateDate: CREATED,
      })
    }
  }
}

function addBuckets(files: WorldFiles, id: string, account: AwsAccount): void {
  const { buckets = [], unreadBuckets = [] } = account
  if (account.buckets === undefined && account.unreadBuckets === undefined) return
  files.set(`${id}/us-east-1/s3api-list-buckets.json`, {
    Buckets: [...buckets, ...unreadBuckets].map((Name) => ({ Name, CreationDate: CREATED })),
    Owner: { ID: createHash('sha256').update(id).digest('hex') },
  })
  for (const name of buckets) {
    files.set(
      `${id}/us-east-1/s3api-get-bucket-policy/${name}.json`,
      'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist',
    )
  }
}

type Encode = (document: Document) => unknown

function authorizationDetails(id: string, account: AwsAccount, partition: string, as: Encode): Document {
  const policyArn = (name: string): string =>
    name.startsWith('arn:') ? name : `arn:${partition}:iam::${id}:policy/${name}`
  const managed = new Map<string, Document>(
    Object.entries(account.managedPolicies ?? {}).map(([name, policy]) => [name, policyDocumentOf(policy)]),
  )

  type Permissions = NonNullable<AwsAccount['groups']>[string]
  const inlineOf = (of: Permissions): Document[] => [
    ...(of.allow === undefined && of.deny === undefined
      ? []
      : [{ PolicyName: 'inline', PolicyDocument: as(policyDocumentOf({ allow: of.allow, deny: of.deny })) }]),
    ...Object.entries(of.policies ?? {}).map(([PolicyName, policy]) => ({
      PolicyName,
      PolicyDocument: as(policyDocumentOf(policy)),
    })),
  ]
  const attachedOf = (of: Permissions): Document[] =>
    (of.attached ?? []).map((name) => ({ PolicyName: name.split('/').at(-1), PolicyArn: policyArn(name) }))
  const boundaryOf = (owner: string, boundary: NonNullable<AwsAccount['users']>[string]['boundary']): Document => {
    if (boundary === undefined) return {}
    const name = typeof boundary === 'string' ? boundary : `${owner}Boundary`
    if (typeof boundary !== 'string') managed.set(name, policyDocumentOf(boundary))
    return {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: policyArn(name),
      },
    }
  }
  const tagsOf = (tags: Record<string, string> | undefined): Document => ({
    Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  })
  const identity = (kind: string, prefix: string, name: string, path = '/'): Document => {
    const arn = `arn:${partition}:iam::${id}:${kind}${path}${name}`
    return { Path: path, Arn: arn, CreateDate: CREATED, ...uniqueId(kind, prefix, arn) }
  }

  const UserDetailList = Object.entries(account.users ?? {}).map(([name, user]) => ({
    UserName: name,
    ...identity('user', 'AIDA', name, user.path),
    UserPolicyList: inlineOf(user),
    GroupList: user.groups ?? [],
    AttachedManagedPolicies: attachedOf(user),
    ...boundaryOf(name, user.boundary),
    ...tagsOf(user.tags),
  }))
  const GroupDetailList = Object.entries(account.groups ?? {}).map(([name, group]) => ({
    GroupName: name,
    ...identity('group', 'AGPA', name, group.path),
    GroupPolicyList: inlineOf(group),
    AttachedManagedPolicies: attachedOf(group),
  }))
  const RoleDetailList = Object.entries(account.roles ?? {}).map(([name, role]) => ({
    RoleName: name,
    ...identity('role', 'AROA', name, role.path),
    AssumeRolePolicyDocument: as(trustDocumentOf(role.trust, id, partition)),
    InstanceProfileList: [],
    RolePolicyList: inlineOf(role),
    AttachedManagedPolicies: attachedOf(role),
    ...boundaryOf(name, role.boundary),
    ...tagsOf(role.tags),
    RoleLastUsed: {},
  }))
  const Policies = [...managed].map(([name, document]) => ({
    PolicyName: name,
    ...uniqueId('policy', 'ANPA', policyArn(name)),
    Arn: policyArn(name),
    Path: '/',
    DefaultVersionId: 'v2',
    IsAttachable: true,
    CreateDate: CREATED,
    PolicyVersionList: [
      { Document: as(document), VersionId: 'v2', IsDefaultVersion: true, CreateDate: CREATED },
      // A version that is not the default has no say: it would open everything.
      {
        Document: as(policyDocumentOf({ allow: ['*'] })),
        VersionId: 'v1',
        IsDefaultVersion: false,
        CreateDate: CREATED,
      },
    ],
  }))
  return { UserDetailList, GroupDetailList, RoleDetailList, Policies }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function uniqueId(kind: string, prefix: string, arn: string): Document {
  const bytes = createHash('sha256').update(arn).digest().subarray(0, 17)
  const field = { user: 'UserId', group: 'GroupId', role: 'RoleId', policy: 'PolicyId' }[kind] ?? 'Id'
  return { [field]: prefix + [...bytes].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('') }
}
