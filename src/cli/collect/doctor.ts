import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { EXIT, UserError, type ExitCode } from '../../model/index.js'
import type { Check } from '../../report/collect-answers.js'
import { namedSnapshot, printAnswer, type Session } from '../session.js'
import { chosenClouds } from './choice.js'
import type { CloudChoice } from './cloud-choice.js'
import { unfinishedRuns } from './runs.js'

const OLDEST_NODE = 20

/** Runs `inroads doctor` with its settings. */
export async function doctor(session: Session): Promise<ExitCode> {
  const { host, settings } = session
  const checks: Check[] = [nodeCheck(host.nodeVersion), ...homeChecks(session), await snapshotCheck(session)]
  for (const { startedAt, resume } of unfinishedRuns(session.home))
    checks.push({
      ...{ cloud: null, what: 'unfinished collection', status: 'warning' },
      ...{ found: `begun ${startedAt}`, fix: `go on: \`${resume}\`` },
    })
  let choices: CloudChoice[] = []
  try {
    choices = chosenClouds(settings, host)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    checks.push({ cloud: null, what: 'clouds', status: 'warning', found: error.message, fix: error.hint })
  }
  for (const choice of choices) checks.push(...(await host.ports.doctor(choice)))
  const ok = checks.every(({ status }) => status !== 'failed')
  await printAnswer(session, { schema: 'inroads/doctor/1', checks, ok })
  if (checks.some(({ cloud, what, status }) => cloud !== null && status === 'failed' && what.startsWith('credentials')))
    return EXIT.credentials
  return settings.on('strict') && checks.some(({ status }) => status !== 'ok') ? EXIT.incomplete : EXIT.clean
}

/** @param version as in `v20.11.1` */
function nodeCheck(version: string): Check {
  const major = Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0)
  const isNew = major >= OLDEST_NODE
  return {
    ...{ cloud: null, what: 'Node.js', status: isNew ? 'ok' : 'failed', found: version },
    fix: isNew ? null : `install Node.js ${String(OLDEST_NODE)} or later`,
  }
}

function homeChecks({ home, host }: Session): Check[] {
  const what = 'home'
  let folder = home
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    const fix = 'let this user write there, or choose another folder: --home or INROADS_HOME'
    return [{ cloud: null, what, status: 'failed', found: `\`${folder}\` may not be written`, fix }]
  }
  if (folder !== home)
    return [{ cloud: null, what, status: 'ok', found: `\`${home}\` will be made when it is needed`, fix: null }]
  const mode = statSync(home).mode & 0o777
  if (host.platform === 'win32' || (mode & 0o077) === 0)
    return [{ cloud: null, what, status: 'ok', found: `\`${home}\` can be written`, fix: null }]
  const found = `\`${home}\` can be looked into by other users (mode ${mode.toString(8)})`
  return [{ cloud: null, what, status: 'warning', found, fix: `chmod 700 '${home}'` }]
}

async function snapshotCheck(session: Session): Promise<Check> {
  const { host, home } = session
  const what = 'snapshots'
  try {
    const { snapshot, snapshots } = await host.ports.stored(home, await namedSnapshot(session, 'if-outdated'))
    const found = snapshot === null ? 'none yet' : `${String(snapshots.length)} can be read; \`${snapshot.id}\` answers`
    return { cloud: null, what, status: 'ok', found, fix: null }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { cloud: null, what, status: 'failed', found: error.message, fix: error.hint }
  }
}
