import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../../model/index.js'

/** A holder on another machine that gave no sign for so long has ended. */
const SILENT_MS = 5 * 60_000
const SIGN_MS = 20_000
const ATTEMPTS = 5

/** Tokens of the locks that this process holds: tells them from those of an ended process that had the same number. */
const ours = new Set<string>()

/** The right to be the only one that writes to a folder. */
export interface FolderLock {
  /** Is it still ours? Another machine may have taken it if this one was asleep. */
  isHeld(): boolean
  release(): void
}

/**
 * Takes the lock of a folder. A lock whose holder has ended is taken over: on this machine if there is no such process,
 * on another if it has given no sign for five minutes (by the clock of the file system).
 *
 * @throws UserError if another run holds it
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'journal.lock')
  const token = `${String(process.pid)}:${randomBytes(8).toString('hex')}:${hostname()}`
  const own = join(folder, `.journal.lock-${randomBytes(6).toString('hex')}`)
  writeFileSync(own, token, { flag: 'wx', mode: 0o600 })
  try {
    let holder: string | null = null
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linked(own, path)) {
        ours.add(token)
        return heldLock(path, token)
      }
      holder = read(path)
      if (holder === null) continue
      if (!hasEnded(holder, path, own)) break
      removeStale(path, holder, `${own}-stale`)
    }
    throw new UserError(
      `another run is writing to the journal in \`${folder}\`: ${describe(holder)}`,
      `wait for its end, or choose another folder; if there is no such run, remove \`${path}\``,
    )
  } finally {
    rmSync(own, { force: true })
  }
}

function heldLock(path: string, token: string): FolderLock {
  const isHeld = () => read(path) === token
  const timer = setInterval(() => {
    try {
      // Written again, the file gets its time from the file system, whatever this machine's clock says.
      if (isHeld()) writeFileSync(path, token, { flag: 'r+' })
    } catch {
      // Removed at this moment: the next write finds out.
    }
  }, SIGN_MS)
  timer.unref()
  return {
    isHeld,
    release: () => {
      clearInterval(timer)
      ours.delete(token)
      if (isHeld()) rmSync(path, { force: true })
    },
  }
}

/** Gives the lock file its name with its content already inside. */
function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    if (!hasCode(error, 'EPERM') && !hasCode(error, 'ENOTSUP') && !hasCode(error, 'ENOSYS')) throw error
  }
  // A file system without hard links.
  try {
    writeFileSync(path, readFileSync(own), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function hasEnded(holder: string, path: string, own: string): boolean {
  const [pid = '', , ...host] = holder.split(':')
  if (host.join(':') !== hostname()) {
    const [theirs, mine] = [path, own].map((name) => statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? Infinity)
    return theirs !== undefined && mine !== undefined && mine - theirs > SILENT_MS
  }
  if (Number(pid) === process.pid) return !ours.has(holder)
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return hasCode(error, 'ESRCH')
  }
}

/** Moves the lock aside and looks again: it may have been taken over since it was read. */
function removeStale(path: string, holder: string, aside: string): void {
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside) !== holder) linked(aside, path)
  rmSync(aside, { force: true })
}

function describe(holder: string | null): string {
  const [pid, , ...host] = (holder ?? '').split(':')
  return host.length === 0 ? 'its lock does not say which' : `process ${pid ?? ''} on \`${host.join(':')}\``
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
