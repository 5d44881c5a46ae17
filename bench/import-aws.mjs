// Import of a generated AWS dump and everything that follows from it: time, memory, and how both grow.
// Usage: node bench/import-aws.mjs [--full]       --full: 100 accounts x 1,000 roles x 500 resources, under 60 s and 2 GB
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { awsConnector } from '../dist/connectors/aws/index.js'
import { buildAccessGraph } from '../dist/src/engine/index.js'
import { deriveAws } from '../dist/src/policy/aws/world/index.js'
import { importPaths } from '../dist/src/snapshot/index.js'
import { writeDump } from './generate-aws-dump.mjs'
import { fittedExponent } from './generate-fit.mjs'

const FULL = { accounts: 100, roles: 1000, resources: 500 }
const SMALL = [4, 8, 16, 32].map((accounts) => ({ accounts, roles: 250, resources: 125 }))
const MOST_SECONDS = 60
const MOST_MEGABYTES = 2048

if (process.argv.includes('--one')) {
  const [source, home] = process.argv.slice(-2)
  const started = performance.now()
  const { facts } = await importPaths([source], { home, connectors: [awsConnector] })
  const imported = performance.now()
  const derived = deriveAws(facts)
  const bytes = buildAccessGraph(facts, [derived])
  const done = performance.now()
  console.log(
    JSON.stringify({
      import: (imported - started) / 1000,
      derive: (done - imported) / 1000,
      megabytes: process.resourceUsage().maxRSS / 1024,
      nodes: facts.nodes.length,
      gaps: facts.gaps.length,
      grants: derived.accesses.length + derived.assumes.length,
      graph: bytes.length / 2 ** 20,
    }),
  )
} else {
  const sizes = process.argv.includes('--full') ? [FULL] : SMALL
  const points = sizes.map(measured)
  for (const { size, files, result } of points) {
    const { accounts, roles, resources } = size
    const seconds = result.import + result.derive
    console.log(
      `${accounts} accounts x ${roles} roles x ${resources} resources (${files.toFixed(0)} MB): import ${result.import.toFixed(1)} s, ` +
        `derive ${result.derive.toFixed(1)} s, ${result.megabytes.toFixed(0)} MB, ${result.nodes} nodes, ${result.grants} grants`,
    )
    const isFull = size === FULL
    if (isFull && (seconds > MOST_SECONDS || result.megabytes > MOST_MEGABYTES)) process.exitCode = 1
  }
  if (points.length > 2) {
    const over = (value) => fittedExponent(points.map(({ size, result }) => [size.accounts, value(result)]))
    console.log(
      `import grows with size^${over((r) => r.import).toFixed(2)}, derivation with size^${over((r) => r.derive).toFixed(2)}`,
    )
  }
}

/** One size in a process of its own, so that memory is its own. */
function measured(size) {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-import-'))
  try {
    const files = writeDump(join(folder, 'dump'), size) / 2 ** 20
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [import.meta.filename ?? process.argv[1], '--one', join(folder, 'dump'), join(folder, 'home')],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the import of ${size.accounts} accounts failed: ${stderr}`)
    return { size, files, result: JSON.parse(stdout) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
