import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../model/index.js'

const POINTER = 'current'
const UNFINISHED = '.unfinished-'
const DAY_MS = 24 * 60 * 60 * 1000

export function snapshotsFolder(home: string): string {
  return join(home, 'snapshots')
}

/** Makes the home folder; only its owner may look into a new one. */
export function prepareHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  mkdirSync(snapshotsFolder(home), { recursive: true, mode: 0o700 })
}

/**
 * Writes a snapshot folder as a whole and makes it the current one. A folder with this id that is already there holds
 * the same content; its files are brought up to these, one after the other.
 *
 * INVARIANT: killed at any moment, `current` names a whole snapshot or nothing: files are synced before the folder gets
 * its name, and the pointer moves last.
 *
 * @param files in the order in which a folder that is there gets them: what others speak of first
 */
export function commitSnapshot(home: string, id: string, files: ReadonlyMap<string, Buffer>): string {
  prepareHome(home)
  const parent = snapshotsFolder(home)
  const folder = join(parent, id)
  removeUnfinished(parent)
  if (existsSync(folder)) renew(folder, files)
  else {
    const unfinished = join(parent, `${UNFINISHED}${id}-${token()}`)
    mkdirSync(unfinished, { mode: 0o700 })
    for (const [name, bytes] of files) writeSynced(join(unfinished, name), bytes)
    syncFolder(unfinished)
    try {
      renameSync(unfinished, folder)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      // Another run with the same content was faster.
      if (!existsSync(folder)) throw error
      renew(folder, files)
    }
    syncFolder(parent)
  }
  writeAtomically(home, POINTER, Buffer.from(`${id}\n`))
  return folder
}

/**
 * Brings a folder up to another run with the same content.
 *
 * INVARIANT: whoever reads in between sees files of either run, and both say the same of who has access: they differ in
 * times, file names and the wording of failures. What others derived from the old files is dropped before the last file
 * (the manifest) is written.
 */
function renew(folder: string, files: ReadonlyMap<string, Buffer>): void {
  const names = [...files.keys()]
  const last = names.at(-1)
  let isChanged = false
  for (const [name, bytes] of files) {
    if (name === last && isChanged) removeDerived(folder, names)
    const path = join(folder, name)
    if (existsSync(path) && readFileSync(path).equals(bytes)) continue
    writeAtomically(folder, name, bytes)
    isChanged ||= name !== last
  }
}

/** Removes derived files: they are made again of what is there now. Facts under their other name stay for old readers. */
export function removeDerived(folder: string, kept: readonly string[]): void {
  for (const name of readdirSync(folder))
    if (!kept.includes(name) && !name.startsWith('.') && !name.startsWith('facts.json'))
      rmSync(join(folder, name), { recursive: true, force: true })
}

/** Id of the current snapshot, null if there is none. */
export function currentId(home: string): string | null {
  try {
    return readFileSync(join(home, POINTER), 'utf8').trim()
  } catch {
    return null
  }
}

/** Where a derived file of a snapshot lies, or would lie. */
export function derivedPath(folder: string, name: string): string {
  if (name !== basename(name) || name.startsWith('.')) throw new Error(`no name for a derived file: \`${name}\``)
  return join(folder, name)
}

/** Adds or replaces a derived file of a snapshot; whoever reads sees the old one or the new one, never a part. */
export function writeDerived(folder: string, name: string, bytes: Buffer): void {
  writeAtomically(folder, basename(derivedPath(folder, name)), bytes)
}

function writeAtomically(folder: string, name: string, bytes: Buffer): void {
  const unfinished = join(folder, `${UNFINISHED}${name}-${token()}`)
  try {
    writeSynced(unfinished, bytes)
    renameSync(unfinished, join(folder, name))
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw new UserError(`cannot write to \`${folder}\`: ${error instanceof Error ? error.message : String(error)}`)
  }
  syncFolder(folder)
}

function writeSynced(path: string, bytes: Buffer): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes renames in the folder durable, where the system lets a folder be opened. */
function syncFolder(folder: string): void {
  let file: number
  try {
    file = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(file)
  } catch {
    return
  } finally {
    closeSync(file)
  }
}

/** Removes what imports that were killed left behind; younger ones may still be at work. */
function removeUnfinished(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(UNFINISHED)) continue
    const path = join(parent, name)
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity }
    if (mtimeMs < Date.now() - DAY_MS) rmSync(path, { recursive: true, force: true })
  }
}

function token(): string {
  return randomBytes(6).toString('hex')
}
