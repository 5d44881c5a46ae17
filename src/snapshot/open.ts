import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CallRecord, Connector } from '../connector/index.js'
import { compareText, UserError, type Facts, type SnapshotSummary } from '../model/index.js'
import { COVERAGE_FILE, storedCoverage, type Coverage } from './coverage.js'
import { factsOf, notRead, readScopes, versionsOf } from './facts.js'
import { manifestBytes, summaryOf, type Manifest } from './manifest.js'
import { originOf } from './origin.js'
import { packFacts, RAW_FILE, unpackFacts, unpackRaw } from './raw.js'
import { currentId, derivedPath, removeDerived, snapshotsFolder, writeDerived } from './storage.js'

/** A stored snapshot; what it holds is read when it is asked for. */
export interface Snapshot {
  folder: string
  manifest: Manifest
  summary: SnapshotSummary
  facts(): Facts
  rawRecords(): CallRecord[]
  /** How many answers there are of each place and service, by what became of the calls. */
  coverage(): Coverage
}

export interface OpenOptions {
  /** With these, facts that an older version of a connector made are made again from the raw records. */
  connectors?: readonly Connector[]
}

/**
 * Opens a snapshot: by its id (or the unique beginning of one), by the path of its folder, or the current one.
 *
 * @throws UserError if there is none, or its files are damaged.
 */
export function openSnapshot(home: string, idOrPath?: string, options: OpenOptions = {}): Snapshot {
  const folder = findFolder(home, idOrPath)
  const connectors = options.connectors ?? []
  const manifest = refreshed(folder, readManifest(folder), connectors)
  let facts: Facts | null = null
  return {
    folder,
    manifest,
    summary: summaryOf(manifest),
    facts: () => (facts ??= readFacts(folder, manifest)),
    rawRecords: () => readRaw(folder),
    coverage: () => storedCoverage(folder, () => readRaw(folder)),
  }
}

/** Manifests of all snapshots, the latest import first; `current` marks the one that is used by default. */
export function listSnapshots(home: string): (Manifest & { current: boolean })[] {
  const current = currentId(home)
  return folderNames(home)
    .map((name) => readManifest(join(snapshotsFolder(home), name)))
    .map((manifest) => ({ ...manifest, current: manifest.id === current }))
    .sort((a, b) => compareText(b.importedAt, a.importedAt) || compareText(a.id, b.id))
}

function findFolder(home: string, idOrPath: string | undefined): string {
  const parent = snapshotsFolder(home)
  if (idOrPath === undefined) {
    const current = currentId(home)
    if (current === null || !existsSync(join(parent, current)))
      throw new UserError(`no snapshot in \`${home}\``, 'import something first: `inroads import <path>`')
    return join(parent, current)
  }
  const names = /^[0-9a-f]{4,16}$/.test(idOrPath) ? folderNames(home).filter((name) => name.startsWith(idOrPath)) : []
  const [name] = names
  if (names.length === 1 && name !== undefined) return join(parent, name)
  if (names.length > 1)
    throw new UserError(`\`${idOrPath}\` is the beginning of ${names.length} snapshots`, names.join('\n'))
  if (existsSync(join(idOrPath, 'manifest.json'))) return idOrPath
  throw new UserError(`no snapshot \`${idOrPath}\``, 'list them with `inroads status`')
}

function folderNames(home: string): string[] {
  const parent = snapshotsFolder(home)
  if (!existsSync(parent)) return []
  return readdirSync(parent).filter((name) => /^[0-9a-f]{16}$/.test(name))
}

export function readManifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
  } catch {
    return damaged(folder)
  }
}

function readFacts(folder: string, { factsFile }: Manifest): Facts {
  try {
    return unpackFacts(factsFile, readFileSync(derivedPath(folder, factsFile)))
  } catch {
    return damaged(folder)
  }
}

function readRaw(folder: string): CallRecord[] {
  try {
    return unpackRaw(readFileSync(join(folder, RAW_FILE)))
  } catch {
    const store = existsSync(join(folder, RAW_FILE)) ? null : originOf(folder)
    if (store === null) return damaged(folder)
    throw new UserError(
      `the raw records of the snapshot \`${basename(folder)}\` are not here`,
      `they stay in the store until something needs them: \`inroads merge ${store}/${basename(folder)}\` fetches them`,
    )
  }
}

/**
 * The manifest, after facts that another version of a connector made were made again.
 *
 * INVARIANT: the manifest is written after the facts that it speaks of; killed in between, it is done again.
 */
export function refreshed(folder: string, manifest: Manifest, connectors: readonly Connector[]): Manifest {
  const wanted = connectors.filter(({ cloud }) => manifest.clouds.includes(cloud))
  if (wanted.every(({ cloud, version }) => manifest.versions[cloud] === version)) return manifest
  const records = readRaw(folder)
  const facts = factsOf(records, connectors)
  const [factsFile, bytes] = packFacts(facts)
  const renewed: Manifest = {
    ...manifest,
    versions: versionsOf(records, connectors),
    factsFile,
    scopes: readScopes(facts),
    complete: facts.gaps.length === 0,
    notRead: notRead(records, connectors),
  }
  writeDerived(folder, factsFile, bytes)
  removeDerived(folder, [RAW_FILE, factsFile, COVERAGE_FILE, 'manifest.json'])
  writeDerived(folder, 'manifest.json', manifestBytes(renewed))
  return renewed
}

function damaged(folder: string): never {
  throw new UserError(`the snapshot in \`${folder}\` is damaged`, 'import its files again')
}
