// Reachability of 200 parties on a generated graph, with a plain graphology traversal beside it.
// Build first (`npm run build`), then: node --expose-gc bench/closure.mjs
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { MultiDirectedGraph } from 'graphology'
import { closure } from '../dist/src/engine/closure.js'
import { ALL_EDGE_KINDS, findNode, nodeId, openGraph, storeGraph } from '../dist/src/engine/compact-graph.js'
import { components, openComponents, storeComponents } from '../dist/src/engine/components.js'
import { GraphBuilder } from '../dist/src/engine/graph-builder.js'
import { openSections, writeSections } from '../dist/src/engine/sections.js'
import { shortestTree, walkTo } from '../dist/src/engine/shortest.js'
import { fillBuilder, generateGraph, VOCABULARY } from './generate.mjs'

const NODES = 100_000
const EDGES = 1_000_000
const PARTIES = 200
const RUNS = 7
const SAMPLED_PARTIES = 5

function measure(work, runs = RUNS) {
  const times = []
  let result
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    result = work()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { result, first: times[0], median: times[Math.floor(times.length / 2)] }
}

/** Bytes in use. Buffers are given back only some turns after a collection (which needs --expose-gc). */
async function usedMemory() {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.()
    await setTimeout(20)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const rows = []
const row = (what, time, note = '') =>
  rows.push([what, time === null ? '' : time.first.toFixed(1), time === null ? '' : time.median.toFixed(1), note])
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

async function benchShape(cycles) {
  const generated = generateGraph({ seed: 20261122, nodes: NODES, edges: EDGES, parties: PARTIES, cycles })
  const built = measure(() => {
    const builder = new GraphBuilder(VOCABULARY)
    fillBuilder(builder, generated)
    return builder.build()
  }, 1)
  const folder = mkdtempSync(join(tmpdir(), 'inroads-bench-'))
  try {
    const file = join(folder, 'graph')
    const sections = new Map()
    storeGraph(sections, built.result)
    storeComponents(sections, 'components.all', components(built.result, ALL_EDGE_KINDS))
    const bytes = writeSections(sections)
    writeFileSync(file, bytes)
    await benchStored(cycles, generated, file, built, bytes.length)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function benchStored(cycles, generated, file, built, fileBytes) {
  row(`${cycles}: build from nodes and edges`, built, 'one run')
  const before = await usedMemory()
  const load = measure(() => {
    const opened = openSections(readFileSync(file))
    const loaded = openGraph(opened)
    return { loaded, stored: openComponents(opened, 'components.all', loaded) }
  })
  const { loaded: graph, stored } = load.result
  row(
    `${cycles}: load from disk, checksums included`,
    load,
    `file ${megabytes(fileBytes)}, held ${megabytes((await usedMemory()) - before)}`,
  )
  const sources = generated.parties.map((nodes) =>
    Int32Array.from(nodes, (node) => findNode(graph, generated.ids[node])),
  )
  const first = sources[0]
  const grouped = measure(() => components(graph, ALL_EDGE_KINDS))
  const largest = grouped.result.memberOffsets.reduce(
    (most, end, i, all) => (i === 0 ? 0 : Math.max(most, end - all[i - 1])),
    0,
  )
  row(`${cycles}: components of the whole graph`, grouped, `${grouped.result.count} components, largest ${largest}`)
  const fresh = measure(() => closure(graph, sources, ALL_EDGE_KINDS))
  const pairs = sources.reduce((sum, _, source) => sum + fresh.result.countOf(source), 0)
  row(`${cycles}: closure of ${PARTIES} parties, components included`, fresh, `${pairs} pairs`)
  row(
    `${cycles}: closure of ${PARTIES} parties, components stored`,
    measure(() => closure(graph, sources, ALL_EDGE_KINDS, { components: stored })),
  )
  row(
    `${cycles}: load, one party, 1,000 shortest paths with ids`,
    measure(() => {
      const loaded = openGraph(openSections(readFileSync(file)))
      const tree = shortestTree(loaded, first, ALL_EDGE_KINDS)
      const reached = closure(loaded, [first], ALL_EDGE_KINDS).nodesOf(0).subarray(0, 1000)
      return Array.from(reached, (node) => walkTo(tree, node).nodes.map((step) => nodeId(loaded, step)))
    }),
  )
  await benchGraphology(cycles, generated, graph, sources, fresh.result)
}

async function benchGraphology(cycles, generated, graph, sources, expected) {
  const before = await usedMemory()
  const plain = measure(() => {
    const result = new MultiDirectedGraph()
    for (const id of generated.ids) result.addNode(id)
    generated.from.forEach((from, edge) =>
      result.addDirectedEdge(generated.ids[from], generated.ids[generated.to[edge]]),
    )
    return result
  }, 1)
  row(`${cycles}: graphology, build`, plain, `one run, held ${megabytes((await usedMemory()) - before)}`)
  const start = performance.now()
  for (let source = 0; source < SAMPLED_PARTIES; source++) {
    const seen = new Set(Array.from(sources[source], (node) => nodeId(graph, node)))
    for (const id of seen) plain.result.forEachOutNeighbor(id, (next) => void seen.add(next))
    if (seen.size !== expected.countOf(source))
      throw new Error(`party \`${source}\`: graphology reaches \`${seen.size}\` nodes`)
  }
  const time = ((performance.now() - start) * PARTIES) / SAMPLED_PARTIES
  row(
    `${cycles}: graphology, breadth first per party`,
    { first: time, median: time },
    `extrapolated from ${SAMPLED_PARTIES} parties, same nodes reached`,
  )
}

await benchShape('small')
await benchShape('giant')

const header = ['step', 'min ms', 'median ms', 'note']
const widths = header.map((title, column) => Math.max(title.length, ...rows.map((cells) => cells[column].length)))
const line = (cells) =>
  cells
    .map((cell, column) => (column === 1 || column === 2 ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
    .join('  ')
    .trimEnd()
process.stdout.write(
  `${NODES} nodes, ${EDGES} edges, ${PARTIES} parties; ${RUNS} runs; node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}\n\n`,
)
for (const cells of [header, ...rows]) process.stdout.write(`${line(cells)}\n`)
