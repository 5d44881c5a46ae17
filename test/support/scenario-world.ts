// What it is: a scenario's world in the product: its files written, imported, and opened for questions.
// May import: the product, the scenario format, node's file system.
// Never does: judge an answer.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { awsConnector } from '../../connectors/aws/index.js'
import { azureConnector } from '../../connectors/azure/index.js'
import { gcpConnector } from '../../connectors/gcp/index.js'
import type { Questions } from '../../src/question/index.js'
import { openQuestions } from '../../src/question/index.js'
import { importPaths, type ImportResult } from '../../src/snapshot/index.js'
import type { WorldFiles } from './aws-world.js'
import { worldFiles } from './world.js'
import type { Scenario } from './scenario-format.js'

export interface OpenedWorld {
  imported: ImportResult
  questions: Questions
}

/**
 * Imports the files of a scenario's world and hands the opened questions on; nothing is left behind.
 * `files` stands for other files than the scenario's own.
 */
export async function withWorld<T>(
  scenario: Scenario,
  use: (world: OpenedWorld) => T | Promise<T>,
  files: WorldFiles = worldFiles(scenario.world),
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-scenario-'))
  try {
    const source = join(folder, 'import')
    for (const [path, content] of files) {
      const file = join(source, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    }
    const home = join(folder, 'home')
    const imported = await importPaths([source], { home, connectors: [awsConnector, azureConnector, gcpConnector] })
    const parties = join(folder, 'parties.yaml')
    if (scenario.parties !== null) writeFileSync(parties, stringify(scenario.parties))
    const questions = await openQuestions({
      home,
      today: scenario.today,
      ...(scenario.parties === null ? {} : { parties }),
    })
    return await use({ imported, questions })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
