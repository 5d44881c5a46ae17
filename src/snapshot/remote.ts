import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LIMITS, StoreError, type Limits, type SnapshotStore } from '../connector/index.js'
import { compareText, isObject, UserError, type Json } from '../model/index.js'
import { COVERAGE_FILE } from './coverage.js'
import type { Manifest } from './manifest.js'
import { readManifest } from './open.js'
import { RAW_FILE } from './raw.js'
import { ORIGIN_FILE, originBytes } from './origin.js'
import { prepareHome, removeDerived, snapshotsFolder, writeDerived } from './storage.js'

const POINTER = 'current'
const MANIFEST_FILE = 'manifest.json'
const LISTING_FILE = 'files.json'
const LISTING_SCHEMA = 'inroads/files/1'
const MOST_FILES = 50
const MOST_POINTER_BYTES = 64
const MOST_LISTING_BYTES = 64 * 1024
const MOST_MANIFEST_BYTES = 256 * 1024 * 1024

/** A file of a snapshot in a store: the object's name is its hash and its own name. */
interface KeptFile {
  name: string
  sha256: string
  bytes: number
}

export interface Pushed {
  /** Files that were not in the store yet. */
  written: number
  bytes: number
}

export interface PullOptions {
  /** Which snapshot; null: the one that the store calls current. */
  id: string | null
  /** Are the raw records needed, too? They are most of a snapshot, and questions do without them. */
  wantsRaw?: (manifest: Manifest) => boolean
  /** Bytes of one file, packed and unpacked. */
  limits?: Pick<Limits, 'fileBytes'>
}

/** Is it the id of a snapshot? */
export function isSnapshotId(text: string): boolean {
  return /^[0-9a-f]{16}$/.test(text)
}

/**
 * Writes a snapshot into a store and makes it the current one there.
 *
 * Every file is an object of its own whose name holds the hash of its content, so nothing is ever replaced but the
 * snapshot's listing (`files.json`), which comes after the files it names, and the pointer (`current`), which comes last.
 *
 * INVARIANT: killed at any moment, the pointer and every listing name whole snapshots.
 *
 * @throws StoreError; the store then holds what it held before, and perhaps files that nothing names
 */
export async function pushSnapshot(store: SnapshotStore, folder: string, id: string): Promise<Pushed> {
  const manifest = readManifest(folder)
  if (!isSnapshotId(id) || manifest.id !== id) throw new UserError(`\`${folder}\` is not the snapshot \`${id}\``)
  const there = await namesThere(store, id)
  const listing: KeptFile[] = []
  const pushed: Pushed = { written: 0, bytes: 0 }
  for (const name of filesToPush(folder, manifest)) {
    const bytes = readFileSync(join(folder, name))
    const file = { name, sha256: hashOf(bytes), bytes: bytes.length }
    if (bytes.length > mostBytes(name))
      throw new UserError(`\`${join(folder, name)}\` is too large to be kept in a store`, 'collect in parts: `--shard`')
    listing.push(file)
    if (there.has(objectOf(id, file))) continue
    await store.write(objectOf(id, file), bytes)
    pushed.written += 1
    pushed.bytes += bytes.length
  }
  await store.write(
    nameIn(id, LISTING_FILE),
    Buffer.from(`${JSON.stringify({ schema: LISTING_SCHEMA, id, files: listing })}\n`),
  )
  await store.write(POINTER, Buffer.from(`${id}\n`))
  return pushed
}

/**
 * Brings a snapshot from a store into the home, where it is opened by its id. The current snapshot of the home stays.
 *
 * A folder that is there and came from a store is brought up to a later run with the same content; one that was made
 * here stays as it is, whatever the store says.
 *
 * INVARIANT: a reader of the home sees the whole snapshot or none; raw records may be missing, and `openSnapshot` says so.
 *
 * @returns the id
 * @throws StoreError; UserError if there is no such snapshot, or what the store holds is not one
 */
export async function pullSnapshot(store: SnapshotStore, home: string, options: PullOptions): Promise<string> {
  const id = options.id ?? (await currentIn(store))
  if (!isSnapshotId(id)) throw new UserError(`\`${id.slice(0, 100)}\` is not the id of a snapshot`)
  const files = await listingOf(store, id)
  const fetch = async (name: string): Promise<Buffer> =>
    fetched(store, id, named(files, name, store, id), (options.limits ?? LIMITS).fileBytes)
  const manifestBytes = await fetch(MANIFEST_FILE)
  const manifest = manifestOf(manifestBytes, store, id)
  named(files, manifest.factsFile, store, id)
  const wantsRaw = options.wantsRaw?.(manifest) ?? false
  prepareHome(home)
  const folder = join(snapshotsFolder(home), id)
  const data = [manifest.factsFile, COVERAGE_FILE].filter((name) => files.has(name))
  const derived = [...files.keys()].filter((name) => name.endsWith('.bin'))

  if (!existsSync(folder)) {
    const unfinished = join(snapshotsFolder(home), `.unfinished-${id}-${randomBytes(6).toString('hex')}`)
    mkdirSync(unfinished, { mode: 0o700 })
    try {
      for (const name of [...data, ...derived, ...(wantsRaw ? [RAW_FILE] : [])])
        writeDerived(unfinished, name, await fetch(name))
      writeDerived(unfinished, ORIGIN_FILE, originBytes(store.url))
      writeDerived(unfinished, MANIFEST_FILE, manifestBytes)
      renameSync(unfinished, folder)
      return id
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      // Somebody else was faster: what they brought is looked at below.
      if (!existsSync(folder)) throw error
    }
  }

  const isOurs = !existsSync(join(folder, ORIGIN_FILE))
  if (!isOurs && readManifest(folder).importedAt < manifest.importedAt) {
    const raw = wantsRaw || existsSync(join(folder, RAW_FILE)) ? [RAW_FILE] : []
    for (const name of [...data, ...raw]) writeDerived(folder, name, await fetch(name))
    writeDerived(folder, ORIGIN_FILE, originBytes(store.url))
    // What was derived belongs to the facts before.
    removeDerived(folder, [...data, RAW_FILE, ORIGIN_FILE, MANIFEST_FILE])
    writeDerived(folder, MANIFEST_FILE, manifestBytes)
    for (const name of derived) writeDerived(folder, name, await fetch(name))
  } else if (wantsRaw && !existsSync(join(folder, RAW_FILE))) writeDerived(folder, RAW_FILE, await fetch(RAW_FILE))
  return id
}

/** Names of a snapshot's objects, as far as they may be listed: whoever may only write, writes everything. */
async function namesThere(store: SnapshotStore, id: string): Promise<Set<string>> {
  try {
    return new Set(await store.list(nameIn(id, '')))
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'denied') return new Set()
    throw error
  }
}

/** Files of a snapshot's folder in the order in which they are written, the manifest last. */
function filesToPush(folder: string, { factsFile }: Manifest): string[] {
  const present = readdirSync(folder).sort(compareText)
  const derived = present.filter((name) => isFileName(name) && name.endsWith('.bin'))
  const data = [RAW_FILE, factsFile, COVERAGE_FILE].filter((name) => present.includes(name))
  if (!data.includes(RAW_FILE))
    throw new UserError(
      `the raw records of the snapshot in \`${folder}\` are not here`,
      'a store keeps whole snapshots: fetch it with `inroads merge <store>/<id>` first',
    )
  return [...data, ...derived, MANIFEST_FILE]
}

async function currentIn(store: SnapshotStore): Promise<string> {
  const bytes = await store.read(POINTER, MOST_POINTER_BYTES)
  if (bytes === null)
    throw new UserError(`no snapshot in \`${store.url}\``, `put one there: \`inroads collect --store ${store.url}\``)
  const id = Buffer.from(bytes).toString('utf8').trim()
  return isSnapshotId(id) ? id : damaged(store, `\`${POINTER}\` does not name a snapshot`)
}

async function listingOf(store: SnapshotStore, id: string): Promise<Map<string, KeptFile>> {
  const bytes = await store.read(nameIn(id, LISTING_FILE), MOST_LISTING_BYTES)
  if (bytes === null) throw new UserError(`no snapshot \`${id}\` in \`${store.url}\``)
  const listing = parsed(bytes)
  const files = isObject(listing) && listing['schema'] === LISTING_SCHEMA ? listing['files'] : null
  if (!Array.isArray(files) || files.length > MOST_FILES)
    return damaged(store, `\`${nameIn(id, LISTING_FILE)}\` is not a listing`)
  const byName = new Map<string, KeptFile>()
  for (const file of files) {
    if (!isKept(file)) return damaged(store, `\`${nameIn(id, LISTING_FILE)}\` names what is no file of a snapshot`)
    byName.set(file.name, file)
  }
  return byName
}

function isKept(file: Json | undefined): file is KeptFile & { [key: string]: Json } {
  if (!isObject(file)) return false
  const { name, sha256, bytes } = file
  return (
    typeof name === 'string' &&
    isFileName(name) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof bytes === 'number' &&
    Number.isSafeInteger(bytes) &&
    bytes >= 0 &&
    bytes <= mostBytes(name)
  )
}

/** A file that a snapshot may have; names come from a store and end up on disk. */
function isFileName(name: string): boolean {
  return (
    [RAW_FILE, COVERAGE_FILE, MANIFEST_FILE].includes(name) ||
    isFactsFile(name) ||
    /^[a-z]{2,20}(-[a-z0-9]{1,20}){1,5}\.bin$/.test(name)
  )
}

function isFactsFile(name: string): boolean {
  return name === 'facts.json' || name === 'facts.json.gz'
}

function named(files: ReadonlyMap<string, KeptFile>, name: string, store: SnapshotStore, id: string): KeptFile {
  return files.get(name) ?? damaged(store, `snapshot \`${id}\` has no \`${name}\``)
}

async function fetched(store: SnapshotStore, id: string, file: KeptFile, most: number): Promise<Buffer> {
  const bytes = await store.read(objectOf(id, file), Math.min(file.bytes, most))
  if (bytes === null) return damaged(store, `\`${objectOf(id, file)}\` is gone`)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length !== file.bytes || hashOf(buffer) !== file.sha256)
    return damaged(store, `\`${objectOf(id, file)}\` is not what was written`)
  if (file.name.endsWith('.gz') && !(await unpacksWithin(buffer, most)))
    return damaged(store, `\`${objectOf(id, file)}\` does not unpack to a file of a snapshot`)
  return buffer
}

/** Whoever opens the file unpacks it into memory as a whole. */
async function unpacksWithin(bytes: Buffer, most: number): Promise<boolean> {
  let size = 0
  try {
    for await (const part of Readable.from([bytes]).pipe(createGunzip())) {
      size += (part as Buffer).length
      if (size > most) return false
    }
    return true
  } catch {
    return false
  }
}

function manifestOf(bytes: Buffer, store: SnapshotStore, id: string): Manifest {
  const manifest = parsed(bytes)
  if (
    !isObject(manifest) ||
    manifest['schema'] !== 'inroads/snapshot/1' ||
    manifest['id'] !== id ||
    typeof manifest['importedAt'] !== 'string' ||
    typeof manifest['factsFile'] !== 'string' ||
    !isFactsFile(manifest['factsFile'])
  )
    return damaged(store, `the manifest of \`${id}\` is not one`)
  return manifest as unknown as Manifest
}

function parsed(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json
  } catch {
    return undefined
  }
}

function mostBytes(name: string): number {
  return name === MANIFEST_FILE ? MOST_MANIFEST_BYTES : LIMITS.fileBytes
}

function nameIn(id: string, name: string): string {
  return `snapshots/${id}/${name}`
}

function objectOf(id: string, { name, sha256 }: KeptFile): string {
  return nameIn(id, `${sha256}-${name}`)
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function damaged(store: SnapshotStore, what: string): never {
  throw new StoreError('failed', `the snapshot in \`${store.url}\` is damaged: ${what}`, 'store it there again')
}
