import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { awsConnector } from '../../connectors/aws/index.js'
import { azureConnector } from '../../connectors/azure/index.js'
import { gcpConnector } from '../../connectors/gcp/index.js'
import type {
  Properties,
  PropertyGraph,
  PropertyNode,
  PropertyRelationship,
  PropertyValue,
} from '../../src/graph/index.js'
import { emptyRegistry, loadRegistry, parseRegistry } from '../../src/party/index.js'
import { propertyGraphOf } from '../../src/question/index.js'
import { importPaths, openSnapshot } from '../../src/snapshot/index.js'
import { worldFiles } from '../support/world.js'
import type { Scenario } from '../support/scenario-format.js'

/** A scenario's world as it would be published, held in memory. */
export async function scenarioGraph(scenario: Scenario): Promise<PropertyGraph> {
  return inFolder(async (folder) => {
    const source = join(folder, 'import')
    for (const [path, content] of worldFiles(scenario.world)) {
      const file = join(source, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    }
    const registry =
      scenario.parties === null ? emptyRegistry() : await parseRegistry(stringify(scenario.parties), 'parties.yaml')
    return published(folder, source, registry, scenario.today)
  })
}

/** The bundled example as it would be published. */
export async function exampleGraph(example: string, today: string): Promise<PropertyGraph> {
  const registry = await loadRegistry(join(example, 'parties.yaml'))
  return inFolder((folder) => published(folder, join(example, 'import'), registry, today))
}

/**
 * Many worlds side by side in one graph, so that one publication serves them all: what each calls its nodes is marked
 * with its number, wherever it stands. One snapshot node stays.
 */
export function sideBySide(graphs: readonly PropertyGraph[]): PropertyGraph {
  const nodes: PropertyNode[] = []
  const relationships: PropertyRelationship[] = []
  graphs.forEach((graph, world) => {
    const own = new Set([...graph.nodes()].flatMap(({ id, labels }) => (labels[0] === 'Snapshot' ? [] : [id])))
    const marked = (text: string): string => (own.has(text) ? `${String(world)}|${text}` : text)
    const properties = (given: Properties): Properties =>
      Object.fromEntries(Object.entries(given).map(([name, value]) => [name, markedValue(value, marked)]))
    for (const node of graph.nodes()) {
      if (node.labels[0] === 'Snapshot' && world > 0) continue
      nodes.push({ ...node, id: marked(node.id), properties: properties(node.properties) })
    }
    for (const edge of graph.relationships()) {
      const { from, to } = edge
      relationships.push({ ...edge, from: marked(from), to: marked(to), properties: properties(edge.properties) })
    }
  })
  return { snapshot: graphs[0]?.snapshot ?? 'none', nodes: () => nodes, relationships: () => relationships }
}

function markedValue(value: PropertyValue, marked: (text: string) => string): PropertyValue {
  if (typeof value === 'string') return marked(value)
  return typeof value === 'object' ? value.map(marked) : value
}

async function published(
  folder: string,
  source: string,
  registry: Parameters<typeof propertyGraphOf>[1],
  today: string,
): Promise<PropertyGraph> {
  const home = join(folder, 'home')
  await importPaths([source], { home, connectors: [awsConnector, azureConnector, gcpConnector] })
  const graph = propertyGraphOf(openSnapshot(home), registry, Date.parse(today))
  const nodes: PropertyNode[] = [...graph.nodes()]
  const relationships: PropertyRelationship[] = [...graph.relationships()]
  return { snapshot: graph.snapshot, nodes: () => nodes, relationships: () => relationships }
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-parity-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
