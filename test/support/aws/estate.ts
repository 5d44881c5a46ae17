// Makes the estate of a dump in a simulated AWS through the SDK: an organization, its accounts, and in each of them what
// its answers tell. The simulation draws account numbers of its own, so every number is replaced by the one it drew.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand as CreateOrganizationPolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations'
import {
  CreateBucketCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { MOTO_ACCOUNT } from './servers.js'
import { compareText, isObject, type Json, type JsonObject } from '../../../src/model/index.js'

const REGION = 'us-east-1'

/** What became of the dump's accounts: the number that the simulation gave each. */
export type Numbers = ReadonlyMap<string, string>

interface Settings {
  endpoint: string
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

/** One account of the dump on its way into the simulation. */
class Account {
  constructor(
    readonly dump: string,
    readonly settings: Settings,
    readonly numbers: Numbers,
  ) {}

  /** The dump's answer to a call with the simulation's numbers in it; null if there is none. */
  answer(call: string, about?: string): JsonObject | null {
    const name = about === undefined ? `${call}.json` : join(call, `${encodeURIComponent(about)}.json`)
    const path = ['global', REGION].map((region) => join(this.dump, region, name)).find((one) => existsSync(one))
    if (path === undefined) return null
    const text = readFileSync(path, 'utf8')
    if (!text.trimStart().startsWith('{')) return null
    let renumbered = text
    for (const [from, to] of this.numbers) renumbered = renumbered.replaceAll(from, to)
    return JSON.parse(renumbered) as JsonObject
  }

  list(call: string, field: string): JsonObject[] {
    const value = this.answer(call)?.[field]
    return Array.isArray(value) ? value.filter(isObject) : []
  }
}

/**
 * Creates the organization and the accounts of a dump.
 *
 * @param management the dump's management account, which is the simulation's own
 */
export async function createEstate(dump: string, endpoint: string, management: string): Promise<Numbers> {
  const base = { endpoint, region: REGION, credentials: { accessKeyId: 'AKIAMAKER', secretAccessKey: 'made-up' } }
  const accounts = readdirSync(dump)
    .filter((name) => /^[0-9]{12}$/.test(name))
    .sort(compareText)
  const numbers = await createOrganization(join(dump, management), base, management, accounts)
  for (const account of accounts) {
    const number = numbers.get(account) ?? account
    const credentials = account === management ? base.credentials : await assumed(base, number)
    const made = new Account(join(dump, account), { ...base, credentials }, numbers)
    await createIdentities(made)
    await createBuckets(made)
    await createMessaging(made)
    await createKeysAndSecrets(made)
  }
  return numbers
}

async function assumed(base: Settings, account: string): Promise<Settings['credentials']> {
  const sts = new STSClient(base)
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/maker`, RoleSessionName: 'maker' }),
  )
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
}

async function createOrganization(
  dump: string,
  base: Settings,
  management: string,
  accounts: readonly string[],
): Promise<Numbers> {
  const client = new OrganizationsClient(base)
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }))
  const { Roots } = await client.send(new ListRootsCommand({}))
  const root = Roots?.[0]?.Id ?? ''
  const numbers = new Map([[management, MOTO_ACCOUNT]])
  for (const account of accounts) {
    if (account === management) continue
    const made = await client.send(
      new CreateAccountCommand({ AccountName: `account-${account}`, Email: `${account}@northwind.example` }),
    )
    numbers.set(account, made.CreateAccountStatus?.AccountId ?? '')
  }
  const old = new Account(dump, base, new Map())
  const targets = new Map([[text(old.list('organizations-list-roots', 'Roots')[0], 'Id'), root]])
  for (const [from, parent] of targets) {
    const units = old.answer('organizations-list-organizational-units-for-parent', from)?.['OrganizationalUnits']
    for (const unit of Array.isArray(units) ? units.filter(isObject) : []) {
      const made = await client.send(
        new CreateOrganizationalUnitCommand({ ParentId: parent, Name: text(unit, 'Name') }),
      )
      targets.set(text(unit, 'Id'), made.OrganizationalUnit?.Id ?? '')
    }
    const inside = old.answer('organizations-list-accounts-for-parent', from)?.['Accounts']
    for (const account of Array.isArray(inside) ? inside.filter(isObject) : []) {
      const number = numbers.get(text(account, 'Id'))
      if (number !== undefined && number !== MOTO_ACCOUNT && parent !== root)
        await client.send(
          new MoveAccountCommand({ AccountId: number, SourceParentId: root, DestinationParentId: parent }),
        )
      targets.set(text(account, 'Id'), number ?? '')
    }
  }
  for (const type of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] satisfies PolicyType[])
    await createOrganizationPolicies(new Account(dump, base, numbers), client, root, type, targets)
  return numbers
}

async function createOrganizationPolicies(
  old: Account,
  client: OrganizationsClient,
  root: string,
  type: PolicyType,
  targets: ReadonlyMap<string, string>,
): Promise<void> {
  await client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: type }))
  const policies = old.answer('organizations-list-policies', type)?.['Policies']
  for (const summary of Array.isArray(policies) ? policies.filter(isObject) : []) {
    if (summary['AwsManaged'] === true) continue
    const id = text(summary, 'Id')
    const policy = old.answer('organizations-describe-policy', id)?.['Policy']
    const made = await client.send(
      new CreateOrganizationPolicyCommand({
        Type: type,
        Name: text(summary, 'Name'),
        Description: text(summary, 'Description'),
        Content: text(isObject(policy) ? policy : {}, 'Content'),
      }),
    )
    const attached = old.answer('organizations-list-targets-for-policy', id)?.['Targets']
    for (const target of Array.isArray(attached) ? attached.filter(isObject) : [])
      await client.send(
        new AttachPolicyCommand({
          PolicyId: made.Policy?.PolicySummary?.Id ?? '',
          TargetId: targets.get(text(target, 'TargetId')) ?? text(target, 'TargetId'),
        }),
      )
  }
}

async function createIdentities(account: Account): Promise<void> {
  const iam = new IAMClient(account.settings)
  const details = account.answer('iam-get-account-authorization-details') ?? {}
  const of = (list: string): JsonObject[] => objects(details[list])
  for (const policy of of('Policies')) {
    if (text(policy, 'Arn').includes(':aws:policy/')) continue
    const version = objects(policy['PolicyVersionList']).find((one) => one['IsDefaultVersion'] === true)
    await iam.send(
      new CreatePolicyCommand({
        PolicyName: text(policy, 'PolicyName'),
        Path: text(policy, 'Path') || '/',
        PolicyDocument: document(version?.['Document']),
      }),
    )
  }
  for (const group of of('GroupDetailList')) {
    const GroupName = text(group, 'GroupName')
    await iam.send(new CreateGroupCommand({ GroupName, Path: text(group, 'Path') }))
    for (const one of objects(group['GroupPolicyList']))
      await iam.send(new PutGroupPolicyCommand({ GroupName, ...inline(one) }))
    for (const PolicyArn of attached(group)) await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }))
  }
  for (const user of of('UserDetailList')) {
    const UserName = text(user, 'UserName')
    await iam.send(new CreateUserCommand({ UserName, Path: text(user, 'Path') }))
    for (const one of objects(user['UserPolicyList']))
      await iam.send(new PutUserPolicyCommand({ UserName, ...inline(one) }))
    for (const PolicyArn of attached(user)) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
    for (const GroupName of Array.isArray(user['GroupList']) ? user['GroupList'] : [])
      await iam.send(new AddUserToGroupCommand({ UserName, GroupName: String(GroupName) }))
  }
  for (const role of of('RoleDetailList')) {
    const RoleName = text(role, 'RoleName')
    // A member account is born with it.
    if (RoleName === 'OrganizationAccountAccessRole') continue
    const boundary = role['PermissionsBoundary']
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: text(role, 'Path'),
        AssumeRolePolicyDocument: document(role['AssumeRolePolicyDocument']),
        ...(isObject(boundary) ? { PermissionsBoundary: text(boundary, 'PermissionsBoundaryArn') } : {}),
      }),
    )
    for (const one of objects(role['RolePolicyList']))
      await iam.send(new PutRolePolicyCommand({ RoleName, ...inline(one) }))
    for (const PolicyArn of attached(role)) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  }
  for (const { Arn } of account.list('iam-list-open-id-connect-providers', 'OpenIDConnectProviderList')) {
    const issuer = String(Arn).slice(String(Arn).indexOf('/') + 1)
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: `https://${issuer}`,
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
      }),
    )
  }
}

async function createBuckets(account: Account): Promise<void> {
  const s3 = new S3Client({ ...account.settings, forcePathStyle: true })
  for (const listed of account.list('s3api-list-buckets', 'Buckets')) {
    const Bucket = text(listed, 'Name')
    await s3.send(new CreateBucketCommand({ Bucket }))
    const ownership = account.answer('s3api-get-bucket-ownership-controls', Bucket)?.['OwnershipControls']
    const [rule] = isObject(ownership) ? objects(ownership['Rules']) : []
    const ObjectOwnership = text(rule, 'ObjectOwnership')
    if (ObjectOwnership === 'BucketOwnerEnforced' || ObjectOwnership === 'BucketOwnerPreferred')
      await s3.send(
        new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } }),
      )
    const block = account.answer('s3api-get-public-access-block', Bucket)?.['PublicAccessBlockConfiguration']
    if (isObject(block))
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block as object }))
    const policy = account.answer('s3api-get-bucket-policy', Bucket)?.['Policy']
    if (policy !== undefined) await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: document(policy) }))
  }
}

async function createMessaging(account: Account): Promise<void> {
  const sns = new SNSClient(account.settings)
  for (const listed of account.list('sns-list-topics', 'Topics')) {
    const name = text(listed, 'TopicArn').split(':').at(-1) ?? ''
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }))
    const policy = attribute(account.answer('sns-get-topic-attributes', name), 'Policy')
    if (policy !== null)
      await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: policy }))
  }
  const sqs = new SQSClient(account.settings)
  const queues = account.answer('sqs-list-queues')?.['QueueUrls']
  for (const url of Array.isArray(queues) ? queues : []) {
    const name = String(url).split('/').at(-1) ?? ''
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
    const policy = attribute(account.answer('sqs-get-queue-attributes', name), 'Policy')
    if (policy !== null) await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy } }))
  }
}

async function createKeysAndSecrets(account: Account): Promise<void> {
  const kms = new KMSClient(account.settings)
  for (const listed of account.list('kms-list-keys', 'Keys')) {
    const policy = account.answer('kms-get-key-policy', `${text(listed, 'KeyId')}--default`)?.['Policy']
    await kms.send(new CreateKeyCommand(policy === undefined ? {} : { Policy: document(policy) }))
  }
  const secrets = new SecretsManagerClient(account.settings)
  for (const listed of account.list('secretsmanager-list-secrets', 'SecretList')) {
    const name = text(listed, 'Name')
    await secrets.send(new CreateSecretCommand({ Name: name, SecretString: 'canary-secret-value' }))
    const policy = account.answer('secretsmanager-get-resource-policy', name)?.['ResourcePolicy']
    if (typeof policy === 'string')
      await secrets.send(new PutResourcePolicyCommand({ SecretId: name, ResourcePolicy: policy }))
  }
  const ecr = new ECRClient(account.settings)
  for (const listed of account.list('ecr-describe-repositories', 'repositories')) {
    const repositoryName = text(listed, 'repositoryName')
    await ecr.send(new CreateRepositoryCommand({ repositoryName }))
    const policy = account.answer('ecr-get-repository-policy', repositoryName)?.['policyText']
    if (typeof policy === 'string')
      await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: policy }))
  }
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function text(of: JsonObject | undefined, name: string): string {
  const value = of?.[name]
  return typeof value === 'string' ? value : ''
}

function document(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function inline(policy: JsonObject): { PolicyName: string; PolicyDocument: string } {
  return { PolicyName: text(policy, 'PolicyName'), PolicyDocument: document(policy['PolicyDocument']) }
}

function attached(principal: JsonObject): string[] {
  return objects(principal['AttachedManagedPolicies']).map((one) => text(one, 'PolicyArn'))
}

function attribute(answer: JsonObject | null, name: string): string | null {
  const attributes = answer?.['Attributes']
  const value = isObject(attributes) ? attributes[name] : undefined
  return typeof value === 'string' ? value : null
}
