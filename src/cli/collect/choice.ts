import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError, type Cloud } from '../../model/index.js'
import type { Host } from '../host.js'
import { OPTIONS_OF_CLOUD } from '../options.js'
import type { Settings } from '../settings.js'
import type { Asking, AwsChoice, CloudChoice } from './cloud-choice.js'

const CLOUDS: readonly Cloud[] = ['aws', 'azure', 'gcp']

type Seeing = Pick<Host, 'env' | 'userHome' | 'platform' | 'now'>

/**
 * The clouds to read: those of `--cloud`, else those that an option names something of, and those whose credentials
 * are plainly there: in an environment variable or in the file in which the cloud's own command line keeps them. No
 * network is asked; credentials that only a machine's metadata service gives are found with `--cloud`.
 *
 * @throws UserError if there is none, or an option's value cannot be one
 */
export function chosenClouds(settings: Settings, host: Seeing): CloudChoice[] {
  const named = listOf(settings, 'cloud')
  const unknown = named.find((name) => !CLOUDS.some((cloud) => cloud === name))
  if (unknown !== undefined)
    throw new UserError(`--cloud: \`${unknown}\` is not known`, `choose among ${CLOUDS.join(', ')}`)
  const clouds = CLOUDS.filter((cloud) =>
    named.length > 0 ? named.includes(cloud) : isNamed(settings, cloud) || credentialsOf(cloud, host) !== null,
  )
  if (clouds.length === 0)
    throw new UserError(
      'no cloud to read: no option names one and no credentials were found',
      "sign in with the cloud's own command line (`aws sso login`, `az login`, `gcloud auth application-default login`),\nor name the cloud (`--cloud aws`) where a machine or a job has credentials of its own; `inroads init` asks for all of it",
    )
  return clouds.map((cloud) => choiceOf(cloud, settings, host))
}

function choiceOf(cloud: Cloud, settings: Settings, host: Seeing): CloudChoice {
  const shard = shardOf(settings.text('shard'))
  const asking = { env: host.env, now: host.now, ...(shard === null ? {} : { shard }) }
  switch (cloud) {
    case 'aws':
      return { cloud, options: { ...asking, ...awsOptions(settings) } }
    case 'azure':
      return {
        cloud,
        options: {
          ...asking,
          ...texts(settings, ['tenant']),
          subscriptions: checkedList(settings, 'subscriptions'),
          excludeSubscriptions: checkedList(settings, 'excludeSubscriptions'),
          azureCloud: settings.text('azureCloud') ?? 'AzureCloud',
        },
      }
    case 'gcp':
      return {
        cloud,
        options: {
          ...asking,
          ...texts(settings, ['quotaProject', 'customer']),
          scopes: checkedList(settings, 'scopes'),
        },
      }
  }
}

function awsOptions(settings: Settings): Omit<AwsChoice, keyof Asking> {
  const policy = settings.text('sessionPolicy')
  return {
    ...texts(settings, ['profile', 'role', 'externalId', 'sessionName']),
    ...(policy === undefined ? {} : { sessionPolicy: policyText(policy) }),
    accounts: checkedList(settings, 'accounts'),
    organizationalUnits: checkedList(settings, 'organizationalUnits'),
    accountTags: checkedList(settings, 'accountTags'),
    excludeAccounts: checkedList(settings, 'excludeAccounts'),
    regions: checkedList(settings, 'regions'),
    optIn: checkedList(settings, 'optIn'),
  }
}

type Texts<Name extends string> = { [name in Name]?: string }

function texts<Name extends string>(settings: Settings, names: readonly Name[]): Texts<Name> {
  const out: Texts<Name> = {}
  for (const name of names) {
    const value = settings.text(name)
    if (value === undefined) continue
    const wrong = wrongValue(name, value)
    if (wrong !== null) throw new UserError(`\`${value}\` is no value of \`${name}\``, wrong)
    out[name] = value
  }
  return out
}

function policyText(path: string): string {
  const text = readFileSync(path, 'utf8')
  try {
    JSON.parse(text)
  } catch {
    throw new UserError(`\`${path}\` is no JSON policy`, 'give a file with one policy document')
  }
  return text
}

/** Values of a list, one or several with commas in each. A tag may hold commas. */
export function listOf(settings: Settings, name: string): string[] {
  const given = settings.list(name)
  return name === 'accountTags'
    ? given
    : given
        .flatMap((one) => one.split(','))
        .map((one) => one.trim())
        .filter((one) => one !== '')
}

function checkedList(settings: Settings, name: string): string[] {
  const values = listOf(settings, name)
  for (const value of values) {
    const wrong = wrongValue(name, value)
    if (wrong !== null) throw new UserError(`\`${value}\` is no value of \`${name}\``, wrong)
  }
  return values
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ACCOUNT: readonly [RegExp, string] = [/^\d{12}$/, 'an account number has 12 digits; in YAML, put it in quotes']
const SUBSCRIPTION: readonly [RegExp, string] = [
  GUID,
  'a subscription id looks like 00000000-0000-0000-0000-000000000000',
]

/** How values of options look, with what to say of one that does not. */
const SHAPES: { readonly [option: string]: readonly [RegExp, string] } = {
  accounts: ACCOUNT,
  excludeAccounts: ACCOUNT,
  organizationalUnits: [
    /^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/,
    'such as `ou-ab12-cdef3456` or `r-ab12`',
  ],
  accountTags: [/^[^=]+=/, 'write it as `key=value`'],
  regions: [/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/, 'such as `us-east-1`'],
  role: [/^[\w+=,.@/-]{1,512}$/, 'the name of the role, with its path if it has one, not its ARN'],
  externalId: [/^[\w+=,.@:/-]{2,1224}$/, '2 to 1224 letters, digits and `+=,.@:/-`'],
  sessionName: [/^[\w+=,.@-]{2,64}$/, '2 to 64 letters, digits and `+=,.@-`'],
  optIn: [/^(cloudtrail|last-accessed)$/, 'choose among cloudtrail, last-accessed'],
  tenant: [
    /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i,
    'the id of the tenant or one of its domains',
  ],
  subscriptions: SUBSCRIPTION,
  excludeSubscriptions: SUBSCRIPTION,
  scopes: [
    /^(organizations|folders)\/\d+$|^projects\/[a-z0-9.:-]+$/,
    'such as `organizations/123`, `folders/456`, `projects/my-project`',
  ],
  quotaProject: [/^[a-z0-9.:-]+$/, 'the id of a project'],
  customer: [/^C[0-9a-z]+$/, 'such as `C01abcdef`'],
}

/** What an option's value should look like; null where the value does, or nothing is known. */
export function wrongValue(option: string, value: string): string | null {
  const shape = Object.hasOwn(SHAPES, option) ? SHAPES[option] : undefined
  return shape === undefined || shape[0].test(value) ? null : shape[1]
}

function shardOf(text: string | undefined): { index: number; count: number } | null {
  if (text === undefined) return null
  const [, index = '', count = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []
  const part = { index: Number(index), count: Number(count) }
  if (index === '' || part.index < 1 || part.index > part.count)
    throw new UserError(`\`${text}\` is no value of \`shard\``, 'write it as `i/n`, with i from 1 to n: `--shard 1/8`')
  return part
}

function isNamed(settings: Settings, cloud: Cloud): boolean {
  return OPTIONS_OF_CLOUD[cloud].some((name) => settings.text(name) !== undefined || settings.list(name).length > 0)
}

const VARIABLES: { readonly [cloud in Cloud]: readonly string[] } = {
  aws: [
    ...['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ],
  azure: ['AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'IDENTITY_ENDPOINT'],
  gcp: ['GOOGLE_APPLICATION_CREDENTIALS', 'CLOUDSDK_AUTH_ACCESS_TOKEN'],
}

/** Where credentials of a cloud plainly are: a variable or a file. The file is not opened. */
export function credentialsOf(cloud: Cloud, host: Pick<Host, 'env' | 'userHome' | 'platform'>): string | null {
  const variable = VARIABLES[cloud].find((name) => (host.env[name] ?? '') !== '')
  if (variable !== undefined) return `the variable ${variable}`
  return credentialFiles(cloud, host).find((path) => existsSync(path)) ?? null
}

function credentialFiles(
  cloud: Cloud,
  { env, userHome, platform }: Pick<Host, 'env' | 'userHome' | 'platform'>,
): string[] {
  switch (cloud) {
    case 'aws':
      return [
        env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(userHome, '.aws', 'credentials'),
        env['AWS_CONFIG_FILE'] ?? join(userHome, '.aws', 'config'),
      ]
    case 'azure':
      return [join(env['AZURE_CONFIG_DIR'] ?? join(userHome, '.azure'), 'azureProfile.json')]
    case 'gcp': {
      const roaming =
        platform === 'win32' ? join(env['APPDATA'] ?? userHome, 'gcloud') : join(userHome, '.config', 'gcloud')
      return [join(env['CLOUDSDK_CONFIG'] ?? roaming, 'application_default_credentials.json')]
    }
  }
}
