// A live collection of a simulated AWS, and the import of what another client got from the same one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { awsConnector, createAwsCollector, type AwsCollectOptions } from '../../../connectors/aws/index.js'
import {
  openJournal,
  readJournal,
  runCollection,
  type CollectEvent,
  type CollectLimits,
  type CollectOutcome,
  type JournalEntry,
} from '../../../src/connector/collect/index.js'
import { collectSnapshot, importPaths, type CollectReport, type Stored } from '../../../src/snapshot/index.js'
import { vi } from 'vitest'
import { dumpCells } from './servers.js'

/** Waits are short: the servers of tests do not mind. */
const LIMITS: Partial<CollectLimits> = { backoffBaseMs: 20, backoffCapMs: 200, failedAttempts: 3 }

export interface Collected {
  outcome: CollectOutcome
  entries: JournalEntry[]
  snapshot: Stored & { report: CollectReport }
}

export interface Asked {
  endpoint: string
  home: string
  options?: Partial<AwsCollectOptions>
  limits?: Partial<CollectLimits>
  onEvent?: (event: CollectEvent) => void
}

/** A folder of the test's own, removed when `body` has ended. */
export async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-collect-'))
  try {
    return await body(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Lets the SDK speak to a server of the test, with credentials that mean nothing. */
export function pointSdkAt(endpoint: string): void {
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'canary-of-the-caller',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
}

/** Runs one collection to its end and stores what it found under `home`. */
export async function collected({ endpoint, home, options, limits, onEvent }: Asked): Promise<Collected> {
  pointSdkAt(endpoint)
  const folder = join(home, 'runs', 'test')
  const collector = await createAwsCollector({
    role: 'reader',
    accounts: [],
    organizationalUnits: [],
    accountTags: [],
    excludeAccounts: [],
    regions: [],
    optIn: [],
    env: process.env,
    now: Date.now,
    ...options,
  })
  const journal = openJournal(folder, { test: true }, Date.now)
  const outcome = await runCollection({
    collectors: [collector],
    journal,
    signal: new AbortController().signal,
    now: Date.now,
    random: Math.random,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal }).catch(() => undefined)
    },
    limits: { ...LIMITS, ...limits },
    ...(onEvent === undefined ? {} : { onEvent }),
  })
  await journal.close()
  await collector.close?.()
  const entries = [...readJournal(folder)]
  const snapshot = await collectSnapshot(entries, {
    home,
    connectors: [awsConnector],
    clouds: ['aws'],
    startedAt: journal.startedAt,
    permissions: (cell) => collector.permissions(cell),
    conclude: (_, records) => collector.conclude?.(records) ?? records,
  })
  rmSync(folder, { recursive: true })
  return { outcome, entries, snapshot }
}

/**
 * Asks the same calls through botocore, as the AWS CLI would, and imports what it printed. What could not be asked for
 * want of a package of the SDK is left out there too: its error text is written instead.
 */
export async function importedAgain(
  python: string,
  endpoint: string,
  account: string,
  { entries }: Collected,
  home: string,
): Promise<Stored> {
  const isMissing = ({ message }: JournalEntry): boolean => message?.includes('is not installed') === true
  const finished = entries.filter(({ page }) => page === null)
  const dump = await dumpCells(
    python,
    endpoint,
    account,
    finished.filter((entry) => !isMissing(entry)).map(({ cell }) => cell),
  )
  try {
    for (const { cell, message } of finished.filter(isMissing)) {
      const path = join(dump.folder, cell.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(
        path,
        `An error occurred (PackageMissing) when calling the ${cell.operation} operation: ${message ?? ''}`,
      )
    }
    const { manifest, facts, folder } = await importPaths([dump.folder], { home, connectors: [awsConnector] })
    return { manifest, facts, folder }
  } finally {
    dump.remove()
  }
}
