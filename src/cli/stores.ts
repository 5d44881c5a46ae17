import { storeReference } from '../connector/store.js'
import { UserError, type ExitCode } from '../model/index.js'
import type { RemoteSnapshots } from './ports.js'
import { note, storeAccess, type Session } from './session.js'

/** Where the new snapshot of a command goes besides the home; null if nowhere. */
export interface Destination {
  url: string
  store: RemoteSnapshots
}

/**
 * Opens what `--store` names, before the command does its work: an address that is none, or a library that is missing,
 * is told at once.
 */
export async function destinationOf(session: Session): Promise<Destination | null> {
  const url = session.settings.text('store')
  if (url === undefined) return null
  if ((storeReference(url)?.id ?? null) !== null)
    throw new UserError('--store names one snapshot', 'leave its id away: the store gets the new one')
  return { url, store: await session.host.ports.openStore(url, storeAccess(session)) }
}

/** Puts a snapshot that was just stored into the store as well. Its answer is printed in any case. */
export async function pushedAndPrinted(
  session: Session,
  destination: Destination | null,
  id: string,
  print: () => Promise<ExitCode>,
): Promise<ExitCode> {
  if (destination === null) return print()
  const { url, store } = destination
  let failure: unknown = null
  await store.push(session.home, id).catch((error: unknown) => {
    failure = error
  })
  const code = await print()
  if (failure === null) {
    await note(session, `stored in \`${url}\`, too`)
    return code
  }
  if (!(failure instanceof UserError)) throw failure
  const again = `the snapshot is stored here: \`inroads merge ${id} --store ${url}\` puts it there`
  throw new UserError(failure.message, failure.hint === null ? again : `${failure.hint}\n${again}`, failure.exitCode)
}

/** Ids or paths of snapshots, after those in stores were fetched with their raw records. */
export async function fetchedNames(session: Session, names: readonly string[]): Promise<string[]> {
  const local: string[] = []
  for (const name of names) {
    const reference = storeReference(name)
    if (reference === null) {
      local.push(name)
      continue
    }
    const store = await session.host.ports.openStore(reference.url, storeAccess(session))
    local.push(await store.pull(session.home, reference.id, 'always'))
  }
  return local
}
