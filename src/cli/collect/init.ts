import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { EXIT, UserError, type Cloud, type ExitCode } from '../../model/index.js'
import { printable } from '../../report/text.js'
import { CLOUD_OPTIONS } from '../options.js'
import { note, writePieces, type Session } from '../session.js'
import { SETTINGS_FILE } from '../settings.js'
import { credentialsOf, wrongValue } from './choice.js'
import { partiesText, settingsText, type Answers } from './init-text.js'

/** What is asked: an option of `collect`, or something about init itself. A list is given with commas. */
interface Question {
  name: string
  text: string
  initially: string
  cloud: Cloud | null
  isList: boolean
}

const QUESTIONS: readonly Question[] = [
  ask('role', 'aws', 'AWS: name of the role to assume in every account (empty: only the account of the credentials)'),
  ask('externalId', 'aws', 'AWS: external id that the role asks for (empty: none)'),
  ask('profile', 'aws', 'AWS: profile of the shared configuration (empty: the default)'),
  ask('regions', 'aws', 'AWS: only these Regions, with commas (empty: all that are enabled)'),
  ask('tenant', 'azure', 'Azure: tenant (empty: that of the credentials)'),
  ask('subscriptions', 'azure', 'Azure: only these subscriptions, with commas (empty: all)'),
  ask('scopes', 'gcp', 'Google Cloud: organizations/1, folders/2, projects/name, with commas (empty: all)'),
  ask('quotaProject', 'gcp', 'Google Cloud: project that calls are counted for (empty: that of the credentials)'),
]

function ask(name: string, cloud: Cloud, text: string): Question {
  const isList = CLOUD_OPTIONS.some((option) => option.name === name && option.kind === 'list')
  return { name, text, initially: '', cloud, isList }
}

/** Answers that are wrong this often in a row end the asking. */
const TRIES = 3

/** Runs `inroads init` with its settings. */
export async function init(session: Session): Promise<ExitCode> {
  const { host, settings } = session
  const path = join(host.cwd, SETTINGS_FILE)
  const registry = join(host.cwd, 'parties.yaml')
  if (existsSync(path) && !settings.on('force'))
    throw new UserError(`\`${path}\` is there already`, 'edit it, or write it anew with `inroads init --force`')
  const found = (['aws', 'azure', 'gcp'] as const).filter((cloud) => credentialsOf(cloud, host) !== null)
  const prompt = settings.on('yes') ? silent() : prompter(session)
  const answers: Answers = { clouds: [], values: new Map() }
  let withParties = false
  try {
    const clouds = await askOne(prompt, {
      ...{ name: 'cloud', cloud: null, isList: true, initially: found.join(',') },
      text: 'which clouds, with commas (aws, azure, gcp)',
    })
    answers.clouds = (['aws', 'azure', 'gcp'] as const).filter((cloud) => clouds.includes(cloud))
    for (const question of QUESTIONS) {
      if (question.cloud !== null && !answers.clouds.includes(question.cloud)) continue
      const values = await askOne(prompt, question)
      if (values.length > 0) answers.values.set(question.name, values)
    }
    if (!existsSync(registry) && !settings.on('yes'))
      withParties = isYes(await prompt.ask('write a parties.yaml to fill in, for who is outside (y/n)', 'y'))
  } finally {
    prompt.end()
  }
  writeFileSync(path, settingsText(answers), { flag: settings.on('force') ? 'w' : 'wx' })
  if (withParties) writeFileSync(registry, partiesText(), { flag: 'wx' })
  await writePieces(session, [`wrote ${printable(path)}\n`, ...(withParties ? [`wrote ${printable(registry)}\n`] : [])])
  if (answers.clouds.length === 0)
    await note(session, 'no cloud is named: put one under `cloud`, or sign in with its command line')
  await note(session, 'next: `inroads doctor`, then `inroads collect`')
  return EXIT.clean
}

/** Asks until the answer can be taken. */
async function askOne(prompt: Prompt, question: Question): Promise<string[]> {
  let wrong: string | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    if (wrong !== null) await prompt.complain(wrong)
    const given = await prompt.ask(question.text, question.initially)
    // A default is no answer to a complaint.
    if (wrong !== null && prompt.isOver()) break
    const values = question.isList
      ? given
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : [given.trim()].filter((one) => one !== '')
    wrong = values.flatMap((value) => problemOf(question.name, value) ?? [])[0] ?? null
    if (wrong === null) return values
  }
  throw new UserError(`no answer to \`${question.name}\`: ${wrong ?? ''}`, 'run it again; nothing was written')
}

function problemOf(name: string, value: string): string | null {
  if (name === 'cloud')
    return ['aws', 'azure', 'gcp'].includes(value) ? null : `\`${value}\` is none of aws, azure, gcp`
  const wrong = wrongValue(name, value)
  return wrong === null ? null : `\`${value}\` is not taken: ${wrong}`
}

function isYes(text: string): boolean {
  return /^(y|yes|true|1|on)$/i.test(text.trim())
}

interface Prompt {
  /** The line that was given; the default for an empty one and when there are no more. */
  ask(text: string, initially: string): Promise<string>
  complain(text: string): Promise<void>
  /** No more lines are coming. */
  isOver(): boolean
  end(): void
}

function silent(): Prompt {
  return {
    ask: (_text, initially) => Promise.resolve(initially),
    complain: () => Promise.resolve(),
    isOver: () => true,
    end: () => undefined,
  }
}

/** Questions go to stderr, so that stdout can be kept. */
function prompter({ host }: Session): Prompt {
  const input = Readable.from(host.stdin)
  const reader = createInterface({ input, crlfDelay: Infinity })
  const lines = reader[Symbol.asyncIterator]()
  let isOver = false
  return {
    ask: async (text, initially) => {
      if (isOver) return initially
      await host.stderr.write(`${printable(text)}${initially === '' ? '' : ` [${printable(initially)}]`}: `)
      const next = await lines.next()
      // A terminal has put the line end of the answer there itself.
      if (!host.stderr.isTTY) await host.stderr.write('\n')
      isOver = next.done === true
      return isOver || next.value === '' ? initially : next.value
    },
    complain: (text) => host.stderr.write(`inroads: ${printable(text)}\n`),
    isOver: () => isOver,
    end: () => {
      reader.close()
      input.destroy()
    },
  }
}
