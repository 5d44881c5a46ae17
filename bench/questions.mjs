// Questions on a generated estate, from the stored snapshot: cold `reach` of one party, `who-can` over all principals.
// Usage: node --expose-gc bench/questions.mjs [accounts] [roles per account] [distinct policies]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { buildAccessGraph, openAccessGraph } from '../dist/src/engine/index.js'
import { deriveAws } from '../dist/src/policy/aws/world/index.js'
import { emptyRegistry } from '../dist/src/party/index.js'
import { questionsOn } from '../dist/src/question/index.js'
import { generateFacts } from './generate-aws.mjs'

const [accounts = 1000, roles = 100, policies = 20_000] = process.argv
  .slice(2)
  .filter((a) => !a.startsWith('-'))
  .map(Number)
const ms = (from) => `${(performance.now() - from).toFixed(0)} ms`
const mb = () => `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`

if (process.argv.includes('--ask')) {
  const file = process.argv.at(-1)
  const started = performance.now()
  const bytes = readFileSync(file)
  const access = openAccessGraph(bytes)
  const opened = performance.now()
  const snapshot = {
    folder: '',
    manifest: {},
    summary: { id: 'bench', takenAt: null, scopes: [], complete: true },
    facts: () => ({ nodes: [], edges: [], documents: [], attachments: [], gaps: [] }),
    rawRecords: () => [],
  }
  const questions = questionsOn(snapshot, emptyRegistry(), Date.parse('2026-11-22'), access)
  const asked = performance.now()
  const reach = questions.reach({ party: 'aws:900000000007', expand: false, public: true, escalation: true })
  const reached = performance.now()
  const who = questions.whoCan({ action: 's3:GetObject', resource: 'arn:aws:s3:::bucket-7/a' })
  const done = performance.now()
  const process0 = performance.timeOrigin
  console.log(
    JSON.stringify({
      startToReach: Date.now() - process0 - (done - reached),
      open: opened - started,
      doors: asked - opened,
      reach: reached - asked,
      reachRows: reach.rows.length,
      whoCan: done - reached,
      whoCanRows: who.rows.length,
      rss: process.memoryUsage().rss / 2 ** 20,
    }),
  )
  process.exit()
}

let from = performance.now()
const facts = generateFacts({ accounts, roles, policies })
console.log(`generated ${facts.nodes.length} nodes, ${facts.documents.length} documents in ${ms(from)}`)
from = performance.now()
const derived = deriveAws(facts)
const edges = derived.accesses.reduce((n, g) => n + g.principals.length, derived.assumes.length)
console.log(`derived ${derived.accesses.length} grants, ${edges} edges in ${ms(from)}, ${mb()}`)
from = performance.now()
const bytes = buildAccessGraph(facts, [derived])
console.log(`built the stored graph, ${(bytes.length / 2 ** 20).toFixed(0)} MB, in ${ms(from)}, ${mb()}`)
const folder = mkdtempSync(join(tmpdir(), 'inroads-bench-'))
const file = join(folder, 'access-graph.bin')
writeFileSync(file, bytes)
const runs = Array.from({ length: 5 }, () =>
  JSON.parse(spawnSync(process.execPath, [process.argv[1], '--ask', file], { encoding: 'utf8' }).stdout),
)
rmSync(folder, { recursive: true })
const median = (key) =>
  runs
    .map((r) => r[key])
    .sort((a, b) => a - b)[2]
    .toFixed(0)
console.log(
  `a new process each, median of 5: start to end of reach ${median('startToReach')} ms (open ${median('open')}, doors ${median('doors')}, reach ${median('reach')} for ${median('reachRows')} rows)`,
)
console.log(
  `who-can ${median('whoCan')} ms for ${median('whoCanRows')} rows of ${accounts * roles} principals; memory ${median('rss')} MB`,
)
