// How fast a live collection reads an organization, and how much memory it takes: the AWS SDK against a server that
// answers after 50 ms and refuses more than 20 calls a second to one service of one account.
//
//   npm run bench -- collect-aws            1,000 accounts; ACCOUNTS=100 for fewer
//
// The baseline is the SDK alone: the same clients in a plain loop over the same server without limits, 64 calls at a
// time. Nothing can be faster on this machine, where client and server share the processors.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { KMSClient, GetKeyPolicyCommand } from '@aws-sdk/client-kms'

const accounts = Number(process.env.ACCOUNTS ?? 1000)
const LATENCY_MS = 50
const RATE = 20
const BASELINE_CALLS = 20_000

async function serve(rate) {
  const script = fileURLToPath(new URL('generate-aws-server.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, String(accounts), String(LATENCY_MS), String(rate)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve))
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') }
}

async function baseline() {
  const server = await serve(1_000_000)
  const client = new KMSClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
  })
  const started = performance.now()
  let left = BASELINE_CALLS
  const one = async () => {
    while (left-- > 0) await client.send(new GetKeyPolicyCommand({ KeyId: 'k', PolicyName: 'default' }))
  }
  await Promise.all(Array.from({ length: 64 }, one))
  const seconds = (performance.now() - started) / 1000
  client.destroy()
  server.stop()
  return BASELINE_CALLS / seconds
}

async function collect() {
  const [{ createAwsCollector }, { openJournal, runCollection }] = await Promise.all([
    import('../dist/connectors/aws/index.js'),
    import('../dist/src/connector/index.js'),
  ])
  const server = await serve(RATE)
  const folder = mkdtempSync(join(tmpdir(), 'inroads-bench-'))
  const none = []
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_REGION: 'us-east-1',
  })
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 200)
  const started = performance.now()
  const collector = await createAwsCollector({
    role: 'inroads-reader',
    accounts: none,
    organizationalUnits: none,
    accountTags: none,
    excludeAccounts: none,
    regions: none,
    optIn: none,
    env: process.env,
    now: Date.now,
  })
  const journal = openJournal(folder, { bench: true }, Date.now)
  const outcome = await runCollection({
    collectors: [collector],
    journal,
    signal: new AbortController().signal,
    now: Date.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  await collector.close?.()
  const counts = await (await fetch(`${server.endpoint}/__counts`)).json()
  server.stop()
  rmSync(folder, { recursive: true, force: true })
  return { seconds, outcome, counts, peak }
}

const { seconds, outcome, counts, peak } = await collect()
const possible = await baseline()
const rate = (counts.answered + counts.throttled) / seconds
const line = (name, value) => process.stdout.write(`  ${name.padEnd(34)} ${value}\n`)
line('accounts', accounts.toLocaleString('en'))
line('cells', outcome.cells.toLocaleString('en'))
line('cells by status', JSON.stringify(outcome.byStatus))
line('answered, throttled', `${counts.answered.toLocaleString('en')}, ${counts.throttled.toLocaleString('en')}`)
line('at the same time, at most', String(counts.peak))
line('time', `${seconds.toFixed(1)} s`)
line('calls a second', rate.toFixed(0))
line('the SDK alone, calls a second', possible.toFixed(0))
line('share of what is possible', `${((100 * rate) / possible).toFixed(0)} %`)
line('memory at most', `${(peak / 2 ** 20).toFixed(0)} MB`)
process.exit(outcome.ended === 'complete' ? 0 : 1)
