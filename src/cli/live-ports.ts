import type { Connector } from '../connector/index.js'
import { UserError } from '../model/index.js'
import type { PartyRegistry } from '../party/index.js'
import type { PartiesListing } from '../question/index.js'
import type { PartiesAnswer } from '../report/answers.js'
import { liveCollection } from './live-collect.js'
import { liveStores } from './live-stores.js'
import type { Ports } from './ports.js'

/** The parts of the product as commands call them: each is imported when it is first needed. */
export const livePorts: Ports = {
  ...liveCollection(loadConnectors),
  ...liveStores(loadConnectors),
  openQuestions: async (source) => {
    const [{ questionsOn }, { accessGraphOf }, { openSnapshot }, registry] = await Promise.all([
      import('../question/index.js'),
      import('../question/stored-graph.js'),
      import('../snapshot/index.js'),
      registryAt(source.parties),
    ])
    const snapshot = openSnapshot(source.home, source.snapshot)
    const access = accessGraphOf(snapshot)
    const questions = questionsOn(snapshot, registry, Date.parse(source.today), access)
    const { nodeKind, graphNode } = await import('../engine/index.js')
    return {
      ...questions,
      parties: () => withContractEnds(questions.parties(), registry),
      scopeNames: () => {
        const names = new Map<string, string>()
        for (let node = 0; node < access.graph.nodeCount; node++) {
          // Principals of a directory have ids that say nothing.
          const id = access.graph.ids.get(node)
          if (nodeKind(access.graph, node) !== 'Scope' && !id.startsWith('azure:')) continue
          const { name } = graphNode(access, node)
          if (name !== '' && name !== id) names.set(id, name)
        }
        return names
      },
    }
  },
  importPaths: async (paths, { home, progress }) => {
    const [{ importPaths }, connectors] = await Promise.all([import('../snapshot/index.js'), loadConnectors()])
    const { report, manifest } = await importPaths(paths, {
      home,
      connectors,
      progress: (files) => {
        progress(`${String(files)} files read`)
      },
    })
    progress('deriving access')
    // Stored now, so that the first question is as fast as the second.
    const [{ accessGraphOf }, { openSnapshot }] = await Promise.all([
      import('../question/stored-graph.js'),
      import('../snapshot/index.js'),
    ])
    accessGraphOf(openSnapshot(home, manifest.id))
    return report
  },
  stored: async (home, id) => {
    const [{ listSnapshots, openSnapshot }, connectors] = await Promise.all([
      import('../snapshot/index.js'),
      loadConnectors(),
    ])
    const snapshots = listSnapshots(home).map(({ id: stored, takenAt, current }) => ({ id: stored, takenAt, current }))
    if (snapshots.length === 0 && id === undefined) return { snapshot: null, snapshots, coverage: [], gaps: [] }
    const snapshot = openSnapshot(home, id, { connectors })
    const { cells } = snapshot.coverage()
    return { snapshot: snapshot.summary, snapshots, coverage: cells, gaps: snapshot.facts().gaps }
  },
  publish: async (source, target, { rebuild, progress, warn }) => {
    const [{ openSnapshot }, { emptyRegistry, loadRegistry }, { propertyGraphOf }, { openNeo4j }] = await Promise.all([
      import('../snapshot/index.js'),
      import('../party/index.js'),
      import('../question/index.js'),
      import('../store/neo4j/index.js'),
    ])
    const snapshot = openSnapshot(source.home, source.snapshot)
    const registry = source.parties === undefined ? emptyRegistry() : await loadRegistry(source.parties)
    const day = source.today ?? ''
    const graph = propertyGraphOf(snapshot, registry, Date.parse(day))
    const store = await openNeo4j(target)
    try {
      if (store.exposed)
        warn(`warning: the password crosses the network to \`${store.shown}\` in the clear: use \`bolt+s://\``)
      const published = await store.publish(graph, { rebuild, progress })
      const { gaps } = snapshot.facts()
      return {
        schema: 'inroads/publish/1',
        snapshot: snapshot.summary,
        server: `${store.shown} (${store.agent.replace('/', ' ')})`,
        today: day,
        ...published,
        gaps,
        complete: gaps.length === 0,
      }
    } finally {
      await store.close()
    }
  },
  loadQueries: async () => {
    const [{ QUERIES }, contract] = await Promise.all([import('../../queries/index.js'), import('../query/index.js')])
    return { ...contract, queries: QUERIES }
  },
  typeLabels: async (source) => {
    const [{ openSnapshot }, { accessGraphOf }, { graphNode }, { typeLabel }] = await Promise.all([
      import('../snapshot/index.js'),
      import('../question/stored-graph.js'),
      import('../engine/index.js'),
      import('../graph/index.js'),
    ])
    const access = accessGraphOf(openSnapshot(source.home, source.snapshot))
    const labels = new Set<string>()
    for (let node = 0; node < access.graph.nodeCount; node++) {
      const label = typeLabel(graphNode(access, node).type)
      if (label !== null) labels.add(label)
    }
    return [...labels].sort()
  },
  serveOnLoopback: async (port, filesAt) => (await import('./loopback-server.js')).serveOnLoopback(port, filesAt),
  embeddedEngine: async (source) => {
    const [{ openSnapshot }, { propertyGraphOf }, { embeddedEngine, indexGraph }, registry] = await Promise.all([
      import('../snapshot/index.js'),
      import('../question/index.js'),
      import('../query/index.js'),
      registryAt(source.parties),
    ])
    const snapshot = openSnapshot(source.home, source.snapshot)
    return embeddedEngine(indexGraph(propertyGraphOf(snapshot, registry, Date.parse(source.today ?? ''))))
  },
  neo4jEngine: async (target, timeout, warn) => {
    const [{ openNeo4j }, { neo4jEngine }] = await Promise.all([
      import('../store/neo4j/index.js'),
      import('../query/index.js'),
    ])
    const store = await openNeo4j(target)
    if (store.exposed)
      warn(`warning: the password crosses the network to \`${store.shown}\` in the clear: use \`bolt+s://\``)
    return neo4jEngine(store, timeout)
  },
  runCypher: async (target, cypher, options) => {
    const { openNeo4j } = await import('../store/neo4j/index.js')
    const store = await openNeo4j(target)
    try {
      return await store.runRead(cypher, {}, options)
    } finally {
      await store.close()
    }
  },
  loadDecideAws: async () => (await import('../policy/aws/decide.js')).decideAws,
  loadDecideAzure: async () => (await import('../policy/azure/decide.js')).decideAzure,
  loadDecideGcp: async () => (await import('../policy/gcp/decide.js')).decideGcp,
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
  const [{ awsConnector }, { azureConnector }, { gcpConnector }] = await Promise.all([
    import('../../connectors/aws/index.js'),
    import('../../connectors/azure/index.js'),
    import('../../connectors/gcp/index.js'),
  ])
  return [awsConnector, azureConnector, gcpConnector]
}

/** The listing with what only the registry knows: until when each contract runs. */
function withContractEnds(listing: PartiesListing, { parties }: PartyRegistry): PartiesAnswer {
  const ends = new Map(parties.map(({ id, contractEnd }) => [id, contractEnd]))
  const rows = listing.parties.map((row) => ({ ...row, contractEnd: ends.get(row.party.id) ?? null }))
  return { ...listing, parties: rows }
}

async function registryAt(path: string | undefined): Promise<PartyRegistry> {
  const { emptyRegistry, loadRegistry } = await import('../party/index.js')
  return path === undefined ? emptyRegistry() : loadRegistry(path)
}
