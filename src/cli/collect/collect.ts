import type { CollectEvent, Collector } from '../../connector/collect/index.js'
import { EXIT, UserError, type ExitCode } from '../../model/index.js'
import type { RunEnd } from '../ports.js'
import { note, printAnswer, type Session } from '../session.js'
import { chosenClouds, credentialsOf } from './choice.js'
import type { CloudChoice } from './cloud-choice.js'
import { destinationOf, pushedAndPrinted, type Destination } from '../stores.js'
import { createMeter } from './meter.js'
import { commandOf, describeRun, planOf, removeRun, runPlace, unfinishedAt, type RunPlace } from './runs.js'

const DAY_MS = 24 * 60 * 60 * 1000
const MOST_CONCURRENT = 1000

/** A run that asked everything, and where its snapshot goes. */
interface Finished {
  place: RunPlace
  collectors: readonly Collector[]
  startedAt: string
  destination: Destination | null
}

/** Where a run tells what it does: for people, or as JSON. */
interface Teller {
  on(event: CollectEvent): void
  say(text: string): Promise<void>
  end(): void
}

/** Runs `inroads collect` with its settings. */
export async function collect(session: Session): Promise<ExitCode> {
  const { host, settings } = session
  const choices = chosenClouds(settings, host)
  const concurrency = concurrencyOf(settings.text('concurrency'))
  if (settings.on('dryRun')) {
    const calls = await host.ports.plannedCalls(choices)
    return printAnswer(session, { schema: 'inroads/plan/1', clouds: choices.map(({ cloud }) => cloud), calls })
  }
  const destination = await destinationOf(session)
  const teller = await openTeller(session)
  for (const choice of choices) await sayWhy(session, choice, teller)
  const place = runPlace(session.home, planOf(choices))
  const resume = commandOf(settings, choices)
  const startedAt = await begin(session, place, teller)
  const about = { startedAt, clouds: choices.map(({ cloud }) => cloud), resume }
  const collectors = await openCollectors(session, choices)
  describeRun(place, { ...about, cells: null })
  const interruption = host.interruption()
  let end: RunEnd
  try {
    end = await host.ports.runCollection({
      folder: place.folder,
      plan: planOf(choices),
      collectors,
      signal: interruption.signal,
      ...(concurrency === null ? {} : { concurrency }),
      onEvent: (event) => {
        teller.on(event)
      },
    })
  } finally {
    interruption.end()
    teller.end()
    for (const collector of collectors) await collector.close?.()
  }
  if (end.ended !== 'complete') {
    describeRun(place, { ...about, cells: end.cells })
    return stopped(end, resume, teller)
  }
  return finish(session, { place, collectors, startedAt, destination }, teller)
}

/** Signs in everywhere before anything is asked. */
async function openCollectors({ host }: Session, choices: readonly CloudChoice[]): Promise<Collector[]> {
  const opened: Collector[] = []
  for (const choice of choices) {
    try {
      opened.push(...(await host.ports.collectors([choice])))
    } catch (error) {
      for (const collector of opened) await collector.close?.()
      if (!(error instanceof UserError) || choices.length === 1) throw error
      const others = choices.map(({ cloud }) => cloud).filter((cloud) => cloud !== choice.cloud)
      const without = `to leave ${choice.cloud} out: --cloud ${others.join(',')}`
      throw new UserError(
        `${choice.cloud}: ${error.message}`,
        error.hint === null ? without : `${error.hint}\n${without}`,
        error.exitCode,
      )
    }
  }
  return opened
}

/** Makes the snapshot, then forgets the run: what it read is in the snapshot, or was not worth one. */
async function finish(
  session: Session,
  { place, collectors, startedAt, destination }: Finished,
  teller: Teller,
): Promise<ExitCode> {
  const { host, home } = session
  if (host.stderr.isTTY) await teller.say('deriving access')
  try {
    const answer = await host.ports.storeCollection({ home, folder: place.folder, collectors, startedAt })
    removeRun(place)
    return await pushedAndPrinted(session, destination, answer.snapshot.id, () => printAnswer(session, answer))
  } catch (error) {
    // Nothing was answered: to go on with that run would ask nothing again.
    if (error instanceof UserError) removeRun(place)
    throw error
  }
}

async function stopped(end: RunEnd, resume: string, teller: Teller): Promise<ExitCode> {
  const done = `${String(end.cells)} ${end.cells === 1 ? 'call is' : 'calls are'} done and kept`
  if (end.ended === 'interrupted') {
    await teller.say(`interrupted: ${done}; go on with \`${resume}\``)
    return EXIT.interrupted
  }
  throw new UserError(
    `the credentials were not accepted: ${end.message ?? 'no reason was given'}`,
    `${done}: sign in again, then go on with\n  ${resume}\n\`inroads doctor\` says which credentials are used and what they may do`,
    EXIT.credentials,
  )
}

/** When the run began: now, or when the interrupted one did that this goes on with. */
async function begin(session: Session, place: RunPlace, teller: Teller): Promise<string> {
  const now = session.host.now()
  const unfinished = unfinishedAt(place)
  if (unfinished === null || session.settings.on('fresh')) {
    removeRun(place)
    return new Date(now).toISOString()
  }
  const done = unfinished.cells === null ? '' : ` (${String(unfinished.cells)} calls done)`
  await teller.say(`going on with the run that began ${unfinished.startedAt}${done}; --fresh starts anew`)
  if (now - Date.parse(unfinished.startedAt) > DAY_MS)
    await teller.say('warning: it began more than a day ago: what it read then may have changed')
  return unfinished.startedAt
}

async function sayWhy({ settings, host }: Session, { cloud }: CloudChoice, teller: Teller): Promise<void> {
  if (settings.list('cloud').length > 0 || settings.on('quiet')) return
  const found = credentialsOf(cloud, host)
  await teller.say(`reading ${cloud}: ${found === null ? 'an option names it' : `credentials in ${found}`}`)
}

async function openTeller(session: Session): Promise<Teller> {
  const { host, settings } = session
  if (settings.text('logFormat') === 'json') {
    const { openEventLog } = await import('./event-log.js')
    const log = await openEventLog(host)
    return {
      on: log.on,
      say: async (text) => {
        log.say(text)
      },
      end: () => undefined,
    }
  }
  const say = (text: string): Promise<void> => note(session, text)
  if (settings.on('quiet')) return { on: () => undefined, say, end: () => undefined }
  const meter = createMeter(host)
  return { on: meter.on, say, end: meter.end }
}

function concurrencyOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > MOST_CONCURRENT)
    throw new UserError(`\`${text}\` is no value of \`concurrency\``, `a number from 1 to ${String(MOST_CONCURRENT)}`)
  return number
}
