// Servers that stand in for AWS: moto, and one that answers from a dump; and another client that asks the same.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, inject, it } from 'vitest'
import './python-for-the-run.js'

const HERE = new URL('.', import.meta.url).pathname
const START_SECONDS = 60

export interface AwsServer {
  endpoint: string
  stop(): Promise<void>
}

/** A rule of the replaying server: what is left out fits every call. */
export interface Fault {
  service?: string
  operation?: string
  account?: string
  region?: string
  kind: '403' | '404' | '429' | '500' | 'expired' | 'html' | 'empty' | 'reset' | 'hang' | 'drip' | 'truncated'
  times?: number
}

export interface AskedCall {
  service: string
  operation: string
  account: string
  region: string
}

export interface ReplayServer extends AwsServer {
  /** What was asked since the last time. */
  calls(): Promise<AskedCall[]>
  setFaults(faults: readonly Fault[]): Promise<void>
}

/** A suite that needs Python with moto. Without it the suite is a single test that says so, and fails where it is asked for. */
export function withMoto(name: string, suite: (python: string) => void): void {
  const python = inject('motoPython')
  describe(name, () => {
    if (python !== null) suite(python)
    else
      it('is left out: there is no Python here (REQUIRE_MOTO=1 makes that a failure)', () => {
        expect(process.env['REQUIRE_MOTO']).not.toBe('1')
      })
  })
}

/** The server that answers from a dump (`replay.py`). `account` is the one that its first credentials belong to. */
export async function startReplay(
  python: string,
  {
    dump,
    account,
    pageSize = 0,
    hangSeconds = 5,
  }: { dump: string; account: string; pageSize?: number; hangSeconds?: number },
): Promise<ReplayServer> {
  const child = spawn(
    python,
    [
      join(HERE, 'replay.py'),
      ...['--dump', dump, '--account', account],
      ...['--page-size', String(pageSize), '--hang-seconds', String(hangSeconds)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const endpoint = `http://127.0.0.1:${await firstLine(child)}`
  return {
    endpoint,
    stop: () => ended(child),
    calls: async () => (await (await fetch(`${endpoint}/__calls`)).json()) as AskedCall[],
    setFaults: async (faults) => {
      await fetch(`${endpoint}/__faults`, { method: 'PUT', body: JSON.stringify(faults) })
    },
  }
}

/** The account that credentials without a role belong to in moto. */
export const MOTO_ACCOUNT = '123456789012'

/** moto, empty. */
export async function startMoto(python: string): Promise<AwsServer> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${String(port)}`
  const child = spawn(python, ['-m', 'moto.server', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  })
  for (let tries = 0; tries < START_SECONDS * 4; tries++) {
    if (child.exitCode !== null) throw new Error(`moto ended with code ${String(child.exitCode)}`)
    if (await answers(`${endpoint}/moto-api/`)) return { endpoint, stop: () => ended(child) }
    await pause(250)
  }
  await ended(child)
  throw new Error(`moto did not answer within ${String(START_SECONDS)} s`)
}

/** What a collection asked, asked again by botocore and written as the AWS CLI prints it; gives the folder. */
export async function dumpCells(
  python: string,
  endpoint: string,
  account: string,
  cells: readonly unknown[],
): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-dump-'))
  const child = spawn(python, [join(HERE, 'dump.py'), '--endpoint', endpoint, '--account', account, '--into', folder], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  child.stdin.end(JSON.stringify(cells))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`dump.py ended with code ${String(code)}`)
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read')
  const lines = createInterface({ input: child.stdout })
  const died = new Promise<never>((_, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`the server ended with code ${String(code)}`))
    })
  })
  const said = new Promise<string>((resolve) => lines.once('line', resolve))
  return Promise.race([said, died])
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url)
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
      })
    })
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
