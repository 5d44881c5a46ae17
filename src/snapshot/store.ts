import { join } from 'node:path'
import type { CallRecord, Connector, FoundRecord, Malformed } from '../connector/index.js'
import { compareText, type Facts } from '../model/index.js'
import { COVERAGE_FILE, coverageBytes, coverageOf } from './coverage.js'
import { factsOf, notRead, readScopes, versionsOf } from './facts.js'
import { manifestBytes, type Manifest, type Source } from './manifest.js'
import { readManifest } from './open.js'
import { canonicalLines, contentId, packFacts, packRaw, RAW_FILE } from './raw.js'
import { staleScopes } from './stale.js'
import { commitSnapshot, snapshotsFolder } from './storage.js'

/** A snapshot that was just stored. */
export interface Stored {
  manifest: Manifest
  facts: Facts
  /** The snapshot's folder. */
  folder: string
}

export interface StoreOptions {
  /** Folder of all snapshots. */
  home: string
  connectors: readonly Connector[]
  source: Source
  takenAt: string | null
  files: Manifest['files']
  /** The clock, for `importedAt`. */
  now?: () => Date
}

/** The records of each cloud after its connector has seen all of them together. */
export function settle(
  found: ReadonlyMap<Connector, FoundRecord[]>,
  connectors: readonly Connector[],
): { records: CallRecord[]; malformed: Malformed[] } {
  const records: CallRecord[] = []
  const malformed: Malformed[] = []
  for (const connector of connectors) {
    const list = found.get(connector)
    if (list === undefined) continue
    const settled = connector.settle(list)
    for (const record of settled.records) records.push(record)
    for (const problem of settled.malformed) malformed.push(problem)
  }
  return { records, malformed }
}

/**
 * Stores records as one snapshot and makes it the current one: the one way in which snapshots come to be.
 *
 * Records with a content that is there already are stored in its folder, with the newer times, files and messages. A
 * time that is known is not forgotten for one that is not.
 */
export function storeSnapshot(given: readonly CallRecord[], options: StoreOptions): Stored {
  const { records, lines } = canonicalLines(given)
  const facts = factsOf(records, options.connectors)
  const [factsFile, factsBytes] = packFacts(facts)
  const stale = staleScopes(records)
  const id = contentId(records)
  const manifest: Manifest = {
    schema: 'inroads/snapshot/1',
    id,
    source: options.source,
    takenAt: options.takenAt ?? knownTime(options.home, id),
    importedAt: (options.now ?? (() => new Date()))().toISOString(),
    clouds: [...new Set(records.map(({ cloud }) => cloud))].sort(compareText),
    versions: versionsOf(records, options.connectors),
    factsFile,
    scopes: readScopes(facts),
    complete: facts.gaps.length === 0,
    ...(stale.length === 0 ? {} : { stale }),
    records: records.length,
    files: options.files,
    notRead: notRead(records, options.connectors),
  }
  const folder = commitSnapshot(
    options.home,
    manifest.id,
    new Map([
      [RAW_FILE, packRaw(lines)],
      [factsFile, factsBytes],
      [COVERAGE_FILE, coverageBytes(coverageOf(records))],
      ['manifest.json', manifestBytes(manifest)],
    ]),
  )
  return { manifest, facts, folder }
}

/** When a content that is stored already was taken. A damaged folder is about to be written anew: it knows nothing. */
function knownTime(home: string, id: string): string | null {
  try {
    return readManifest(join(snapshotsFolder(home), id)).takenAt
  } catch {
    return null
  }
}
