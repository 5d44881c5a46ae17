import type { Cloud } from '../../model/index.js'
import { CLOUD_OPTIONS, COLLECT_OPTIONS, OPTIONS_OF_CLOUD, type OptionSpec } from '../options.js'

/** What was answered: the clouds, and values by option. */
export interface Answers {
  clouds: Cloud[]
  values: Map<string, readonly string[]>
}

const CLOUDS: Record<Cloud, string> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' }

/** `inroads.yaml`: what was answered, and everything else that it could hold, commented out. */
export function settingsText({ clouds, values }: Answers): string {
  const lines = [
    '# What `inroads collect` reads, and as whom. A flag or an environment variable (INROADS_ROLE) wins over this file.',
    "# No secret belongs here: credentials stay where the clouds' own command lines keep them.",
    '',
    ...option('cloud', clouds, 'clouds to read: aws, azure, gcp; left out: those whose credentials are there'),
  ]
  for (const cloud of ['aws', 'azure', 'gcp'] as const) {
    lines.push('', `# ${CLOUDS[cloud]}`)
    const names: readonly string[] = OPTIONS_OF_CLOUD[cloud]
    for (const spec of CLOUD_OPTIONS)
      if (names.includes(spec.name)) lines.push(...option(spec.name, values.get(spec.name) ?? [], told(spec)))
  }
  lines.push('', '# How')
  for (const spec of COLLECT_OPTIONS)
    if (['optIn', 'concurrency'].includes(spec.name))
      lines.push(...option(spec.name, values.get(spec.name) ?? [], told(spec)))
  lines.push('# exit 3 when something could not be read', '# strict: true')
  return `${lines.join('\n')}\n`
}

function told({ description }: OptionSpec): string {
  return description.replace(/^[A-Z][A-Za-z ]*: /, '')
}

function option(name: string, values: readonly string[], comment: string): string[] {
  const isList = COLLECT_OPTIONS.some((spec) => spec.name === name && spec.kind === 'list')
  const [first] = values
  if (first === undefined) return [`# ${comment}`, isList ? `# ${name}: []` : `# ${name}:`]
  return [`# ${comment}`, `${name}: ${isList ? `[${values.map(quoted).join(', ')}]` : quoted(first)}`]
}

/** A text that YAML takes as it is, in printable ASCII. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** `parties.yaml` without anybody in it. */
export function partiesText(): string {
  return [
    '# Who is outside: vendors, contractors, partners, and what each was meant to have.',
    '# `inroads parties suggest` prints entries for whoever has a door and is not here yet.',
    '',
    '# What is ours beyond the accounts that are read:',
    '# own:',
    '#   domains: [example.com]',
    '',
    'parties: []',
    '',
    '# parties:',
    '#   - id: example-vendor',
    '#     name: Example Vendor',
    '#     kind: vendor',
    '#     identifiers:',
    "#       aws: { accounts: ['999988887777'] }",
    '#     owner: who-answers-for-it@example.com',
    '',
  ].join('\n')
}
