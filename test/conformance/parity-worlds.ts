import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { awsConnector } from '../../connectors/aws/index.js'
import type { PropertyGraph, PropertyNode, PropertyRelationship } from '../../src/graph/index.js'
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

async function published(
  folder: string,
  source: string,
  registry: Parameters<typeof propertyGraphOf>[1],
  today: string,
): Promise<PropertyGraph> {
  const home = join(folder, 'home')
  await importPaths([source], { home, connectors: [awsConnector] })
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
