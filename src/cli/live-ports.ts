import type { Connector } from '../connector/index.js'
import { UserError } from '../model/index.js'
import type { PartyRegistry } from '../party/index.js'
import type { Ports } from './ports.js'

/** The parts of the product as commands call them: each is imported when it is first needed. */
export const livePorts: Ports = {
  openQuestions: async (source) => {
    const { openQuestions } = await import('../question/index.js')
    return openQuestions(source)
  },
  importPaths: async (paths, { home, progress }) => {
    const [{ importPaths }, connectors] = await Promise.all([import('../snapshot/index.js'), loadConnectors()])
    const { report } = await importPaths(paths, {
      home,
      connectors,
      progress: (files) => {
        progress(`${String(files)} files read`)
      },
    })
    return report
  },
  stored: async (home, id) => {
    const [{ listSnapshots, openSnapshot }, connectors] = await Promise.all([
      import('../snapshot/index.js'),
      loadConnectors(),
    ])
    const snapshots = listSnapshots(home).map(({ id: stored, takenAt, current }) => ({ id: stored, takenAt, current }))
    if (snapshots.length === 0 && id === undefined) return { snapshot: null, snapshots, gaps: [] }
    const snapshot = openSnapshot(home, id, { connectors })
    return { snapshot: snapshot.summary, snapshots, gaps: snapshot.facts().gaps }
  },
  loadDecideAws: async () => (await import('../policy/aws/decide.js')).decideAws,
  suggestParties: async (rows, registryPath) => {
    const { ownIdentities, partyDirectory, suggestParties } = await import('../party/index.js')
    const registry = await registryAt(registryPath)
    const doors = rows.flatMap((row) =>
      row.doors.map((door) => ({ id: door.id, evidenceCount: door.entries, sampleTargets: door.samples })),
    )
    return suggestParties(doors, partyDirectory(registry, ownIdentities({}, registry.own)))
  },
  importKnownAccounts: async (path, registryPath) => {
    const { loadKnownAccounts } = await import('../party/index.js')
    const { yaml, imported, awsServices, disabled, registered } = await loadKnownAccounts(
      path,
      await registryAt(registryPath),
    )
    if (imported === 0 && awsServices + disabled + registered === 0) {
      throw new UserError(`\`${path}\` lists no accounts`, 'expected a list of `name`, `source` and `accounts`')
    }
    return { yaml, taken: imported, skipped: awsServices + disabled + registered }
  },
}

/** The connectors of all clouds: a new one is a line here. */
async function loadConnectors(): Promise<Connector[]> {
  const { awsConnector } = await import('../../connectors/aws/index.js')
  return [awsConnector]
}

async function registryAt(path: string | undefined): Promise<PartyRegistry> {
  const { emptyRegistry, loadRegistry } = await import('../party/index.js')
  return path === undefined ? emptyRegistry() : loadRegistry(path)
}
