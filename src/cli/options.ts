import { FORMATS } from '../report/index.js'

/**
 * One option. A `switch` is on or off (`initially` when nothing says), a `path` is relative to the current
 * directory, or to the settings file that names it; a `list` may be repeated.
 */
export interface OptionSpec {
  name: string
  kind: 'text' | 'path' | 'switch' | 'list'
  short?: string
  value?: string
  initially?: boolean
  choices?: readonly string[]
  description: string
}

export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'output',
    kind: 'text',
    short: '-o',
    value: 'format',
    choices: FORMATS,
    description: `how the answer is printed: ${FORMATS.join(', ')} (default: table)`,
  },
  {
    name: 'snapshot',
    kind: 'text',
    value: 'id|path|url',
    description: 'the snapshot that answers, here or in a store (default: the last imported)',
  },
  {
    name: 'parties',
    kind: 'path',
    value: 'file',
    description: 'the registry (default: parties.yaml here, then in home)',
  },
  {
    name: 'home',
    kind: 'path',
    value: 'dir',
    description: "where snapshots are kept (default: the user's data directory)",
  },
  { name: 'today', kind: 'text', value: 'YYYY-MM-DD', description: 'the date that decides conditions on time' },
  { name: 'strict', kind: 'switch', initially: false, description: 'exit 3 when something was not seen' },
  { name: 'quiet', kind: 'switch', initially: false, description: 'no progress and no notes on stderr' },
  { name: 'color', kind: 'switch', initially: true, description: 'no colours' },
]

export const REACH_OPTIONS: readonly OptionSpec[] = [
  { name: 'all', kind: 'switch', initially: false, description: 'every outside party' },
  {
    name: 'expand',
    kind: 'switch',
    initially: false,
    description: 'replace patterns and scopes by the resources of the snapshot that they cover',
  },
  { name: 'public', kind: 'switch', initially: true, description: 'leave out what everybody has' },
  {
    name: 'escalation',
    kind: 'switch',
    initially: true,
    description: 'leave out what only an escalation technique gives',
  },
]

/** Whether an action is one on content: only Azure tells that apart, and its texts do not always show it. */
export const DATA_OPTION: OptionSpec = {
  name: 'data',
  kind: 'switch',
  initially: false,
  description: 'an Azure action is a data action, whatever is known of it',
}

export const EXPLAIN_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'principal',
    kind: 'text',
    value: 'id',
    description: 'who acts: an ARN, a party, `public`, `oidc:<issuer>#<subject>`',
  },
  { name: 'action', kind: 'text', value: 'action', description: 'what is done, such as s3:GetObject' },
  { name: 'resource', kind: 'text', value: 'id', description: 'on what' },
  {
    name: 'context',
    kind: 'list',
    value: 'key=value',
    description: 'a value of the request context; repeat for more keys or more values of one key',
  },
  { name: 'closedContext', kind: 'switch', initially: false, description: 'all other context keys are absent' },
  DATA_OPTION,
]

export const WHO_CAN_OPTIONS: readonly OptionSpec[] = [DATA_OPTION]

const AWS_OPTIONS: readonly OptionSpec[] = [
  { name: 'profile', kind: 'text', value: 'name', description: 'AWS: profile of the shared configuration' },
  {
    name: 'role',
    kind: 'text',
    value: 'name',
    description: "AWS: role to assume in every account; without it only the caller's account is read",
  },
  { name: 'externalId', kind: 'text', value: 'id', description: 'AWS: external id that the role asks for' },
  { name: 'sessionName', kind: 'text', value: 'name', description: 'AWS: name of the sessions (default: inroads)' },
  {
    name: 'sessionPolicy',
    kind: 'path',
    value: 'file',
    description: 'AWS: JSON policy that narrows the assumed role further',
  },
  { name: 'accounts', kind: 'list', value: 'number', description: 'AWS: only these accounts (default: all active)' },
  {
    name: 'organizationalUnits',
    kind: 'list',
    value: 'id',
    description: 'AWS: only accounts below these organizational units or roots (ou-..., r-...)',
  },
  {
    name: 'accountTags',
    kind: 'list',
    value: 'key=value',
    description: 'AWS: only accounts with one of these tags',
  },
  { name: 'excludeAccounts', kind: 'list', value: 'number', description: 'AWS: not these accounts' },
  { name: 'regions', kind: 'list', value: 'name', description: 'AWS: only these Regions (default: all enabled)' },
]

const AZURE_OPTIONS: readonly OptionSpec[] = [
  { name: 'tenant', kind: 'text', value: 'id', description: 'Azure: the tenant (default: that of the credentials)' },
  {
    name: 'subscriptions',
    kind: 'list',
    value: 'id',
    description: 'Azure: only these subscriptions (default: all seen)',
  },
  { name: 'excludeSubscriptions', kind: 'list', value: 'id', description: 'Azure: not these subscriptions' },
  {
    name: 'azureCloud',
    kind: 'text',
    value: 'name',
    choices: ['AzureCloud', 'AzureChinaCloud', 'AzureUSGovernment'],
    description: 'Azure: which one: AzureCloud (default), AzureChinaCloud, AzureUSGovernment',
  },
]

const GOOGLE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'scopes',
    kind: 'list',
    value: 'name',
    description: 'Google Cloud: organizations/1, folders/2, projects/name (default: all that the caller sees)',
  },
  { name: 'quotaProject', kind: 'text', value: 'id', description: 'Google Cloud: project that calls are counted for' },
  {
    name: 'customer',
    kind: 'text',
    value: 'id',
    description: 'Google Cloud: customer (C01abcdef) whose groups are read',
  },
]

/** Which clouds are read, and as whom. A list may be repeated, or hold several values with commas between them. */
export const CLOUD_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'cloud',
    kind: 'list',
    value: 'name',
    description: 'aws, azure, gcp (default: those that other options name or whose credentials are there)',
  },
  ...AWS_OPTIONS,
  ...AZURE_OPTIONS,
  ...GOOGLE_OPTIONS,
  {
    name: 'optIn',
    kind: 'list',
    value: 'word',
    description: 'AWS: also read what needs a policy of its own: cloudtrail, last-accessed',
  },
]

/** Where a new snapshot is put besides the home. */
export const STORE_OPTION: OptionSpec = {
  name: 'store',
  kind: 'text',
  value: 'url',
  description: 'put the snapshot there, too: s3://bucket/prefix, azblob://account/container/prefix, gs://bucket/prefix',
}

export const COLLECT_OPTIONS: readonly OptionSpec[] = [
  ...CLOUD_OPTIONS,
  STORE_OPTION,
  { name: 'concurrency', kind: 'text', value: 'number', description: 'most calls at the same time' },
  {
    name: 'logFormat',
    kind: 'text',
    value: 'format',
    choices: ['text', 'json'],
    description: 'what stderr gets: text (default), or json with one object for each event',
  },
  { name: 'shard', kind: 'text', value: 'i/n', description: 'read part i of n, to be joined with `inroads merge`' },
  { name: 'fresh', kind: 'switch', initially: false, description: 'start anew where an interrupted run could go on' },
  {
    name: 'dryRun',
    kind: 'switch',
    initially: false,
    description: 'list the calls with their permissions, ask nothing',
  },
]

/** What names the clouds that are meant, by option. */
export const OPTIONS_OF_CLOUD = {
  aws: AWS_OPTIONS.map(({ name }) => name),
  azure: AZURE_OPTIONS.map(({ name }) => name),
  gcp: GOOGLE_OPTIONS.map(({ name }) => name),
} as const

/** What belongs to one run and not into a settings file. */
const OF_ONE_RUN = new Set(['all', 'shard', 'fresh', 'dryRun'])

/** The options that a settings file may hold. */
export const FILE_OPTIONS: readonly OptionSpec[] = [...GLOBAL_OPTIONS, ...REACH_OPTIONS, ...COLLECT_OPTIONS].filter(
  ({ name }) => !OF_ONE_RUN.has(name),
)

/** `closedContext` as it is written after two dashes. */
export function longName(option: OptionSpec): string {
  return option.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
