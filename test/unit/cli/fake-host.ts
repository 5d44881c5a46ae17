import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Host } from '../../../src/cli/host.js'
import type { Ports, Questions, QuestionSource } from '../../../src/cli/ports.js'
import { livePorts } from '../../../src/cli/live-ports.js'
import { runCommandLine } from '../../../src/cli/program.js'
import type { Decision } from '../../../src/policy/aws/record.js'
import { ANSWERS, snapshot } from '../report/sample-answers.js'

export const DECISION: Decision = { outcome: 'allowed', because: [], deniedBy: [], requires: [], layers: [] }

/** A host in an empty folder with fakes behind every port; what was asked and printed is kept. */
export interface FakeHost extends Host {
  env: { [name: string]: string | undefined }
  asked: unknown[]
  out: string[]
  err: string[]
  ports: Ports
}

export function fakeHost(change: { ports?: Partial<Ports>; input?: string[] } = {}): FakeHost {
  const cwd = mkdtempSync(join(tmpdir(), 'inroads-cli-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const asked: unknown[] = []
  const out: string[] = []
  const err: string[] = []
  const keep = (question: string) => (given: unknown) => {
    asked.push([question, given])
  }
  const questions: Questions = {
    snapshot,
    reach: (given) => (keep('reach')(given), ANSWERS.reach),
    whoCan: (given) => (keep('whoCan')(given), ANSWERS['who-can']),
    explain: (given) => (keep('explain')(given), ANSWERS.explain),
    parties: () => (keep('parties')(null), ANSWERS.parties),
    scopeNames: () => new Map(),
  }
  const ports: Ports = {
    openQuestions: (source: QuestionSource) => (keep('open')(source), Promise.resolve(questions)),
    importPaths: (paths, { home }) => (keep('import')({ paths, home }), Promise.resolve(ANSWERS.import)),
    stored: () => Promise.resolve({ snapshot, snapshots: ANSWERS.status.snapshots, coverage: [], gaps: [] }),
    collectors: () => Promise.reject(new Error('no cloud in this test')),
    plannedCalls: () => Promise.reject(new Error('no cloud in this test')),
    runCollection: () => Promise.reject(new Error('no cloud in this test')),
    storeCollection: () => Promise.reject(new Error('no cloud in this test')),
    mergeSnapshots: (names, home) => (keep('merge')({ names, home }), Promise.resolve(ANSWERS.merge)),
    openStore: () => Promise.reject(new Error('no store in this test')),
    doctor: () => Promise.reject(new Error('no cloud in this test')),
    publish: () => Promise.reject(new Error('no server in this test')),
    loadQueries: () => livePorts.loadQueries(),
    typeLabels: () => Promise.resolve(['AwsIamRole']),
    serveOnLoopback: () => Promise.reject(new Error('no server in this test')),
    embeddedEngine: () => Promise.reject(new Error('no snapshot in this test')),
    neo4jEngine: () => Promise.reject(new Error('no server in this test')),
    runCypher: () => Promise.reject(new Error('no server in this test')),
    loadDecideAws: () => Promise.resolve(() => DECISION),
    loadDecideAzure: () => Promise.resolve(() => DECISION),
    loadDecideGcp: () => Promise.resolve(() => DECISION),
    suggestParties: (rows) => Promise.resolve(`# ${String(rows.length)} stubs\n`),
    importKnownAccounts: () => Promise.resolve({ yaml: 'parties: []\n', taken: 0, skipped: 2 }),
    ...change.ports,
  }
  async function* input(): AsyncGenerator<string> {
    for (const chunk of change.input ?? []) yield await Promise.resolve(chunk)
  }
  const output = (kept: string[]) => ({
    isTTY: false,
    columns: undefined,
    write: (text: string) => {
      kept.push(text)
      return Promise.resolve()
    },
  })
  return {
    env: {},
    cwd,
    userHome: join(cwd, 'user'),
    platform: 'linux',
    nodeVersion: 'v20.11.1',
    now: () => Date.UTC(2026, 10, 22, 23, 59),
    stdin: input(),
    stdout: output(out),
    stderr: output(err),
    interruption: () => ({ signal: new AbortController().signal, end: () => undefined }),
    ports,
    asked,
    out,
    err,
  }
}

/** Runs one command line in the host and returns what came of it. */
export async function runIn(host: FakeHost, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  host.out.length = 0
  host.err.length = 0
  const code = await runCommandLine(args, '1.2.3', host)
  return { code, out: host.out.join(''), err: host.err.join('') }
}
