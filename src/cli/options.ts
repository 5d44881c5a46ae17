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
    value: 'id|path',
    description: 'the snapshot that answers (default: the last imported)',
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

/** The options that a settings file may hold. */
export const FILE_OPTIONS: readonly OptionSpec[] = [
  ...GLOBAL_OPTIONS,
  ...REACH_OPTIONS.filter((option) => option.name !== 'all'),
]

/** `closedContext` as it is written after two dashes. */
export function longName(option: OptionSpec): string {
  return option.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
