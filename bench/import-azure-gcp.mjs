// Import, derivation and `reach --all` of generated role assignments and bindings: time, memory, and how they grow.
// Usage: node bench/import-azure-gcp.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { azureConnector } from '../dist/connectors/azure/index.js'
import { gcpConnector } from '../dist/connectors/gcp/index.js'
import { openQuestions } from '../dist/src/question/index.js'
import { accessGraphOf } from '../dist/src/question/stored-graph.js'
import { importPaths, openSnapshot } from '../dist/src/snapshot/index.js'
import { writeOrganization, writeTenant } from './generate-azure-gcp-dump.mjs'
import { fittedExponent } from './generate-fit.mjs'

const KINDS = {
  'Azure role assignments': { write: writeTenant, sizes: [1250, 2500, 5000, 10_000] },
  'Google bindings': { write: writeOrganization, sizes: [6250, 12_500, 25_000, 50_000] },
}

if (process.argv.includes('--one')) {
  const [source, home] = process.argv.slice(-2)
  const clock = [performance.now()]
  const { manifest } = await importPaths([source], { home, connectors: [azureConnector, gcpConnector] })
  clock.push(performance.now())
  accessGraphOf(openSnapshot(home, manifest.id))
  clock.push(performance.now())
  const questions = await openQuestions({ home, today: '2026-11-22' })
  const { rows } = questions.reach({ party: null, expand: false, public: true, escalation: true })
  clock.push(performance.now())
  const [imported, derived, reached] = clock.slice(1).map((at, i) => (at - clock[i]) / 1000)
  console.log(
    JSON.stringify({ imported, derived, reached, rows: rows.length, megabytes: process.resourceUsage().maxRSS / 1024 }),
  )
} else {
  for (const [kind, { write, sizes }] of Object.entries(KINDS)) {
    const points = sizes.map((size) => ({ size, result: measured(write, size) }))
    for (const { size, result } of points) {
      const { imported, derived, reached, rows, megabytes } = result
      console.log(
        `${size} ${kind}: import ${imported.toFixed(1)} s, derive ${derived.toFixed(1)} s, reach --all ${reached.toFixed(1)} s (${rows} rows), ${megabytes.toFixed(0)} MB`,
      )
    }
    const total = fittedExponent(
      points.map(({ size, result }) => [size, result.imported + result.derived + result.reached]),
    )
    console.log(`together they grow with size^${total.toFixed(2)}`)
  }
}

/** One size in a process of its own, so that memory is its own. */
function measured(write, size) {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-import-'))
  try {
    write(join(folder, 'dump'), size)
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [process.argv[1], '--one', join(folder, 'dump'), join(folder, 'home')],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the import of ${size} failed: ${stderr}`)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
