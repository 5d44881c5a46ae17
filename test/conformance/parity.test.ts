import type * as fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { QUERIES } from '../../queries/index.js'
import type { PropertyGraph } from '../../src/graph/index.js'
import {
  embeddedEngine,
  indexGraph,
  neo4jEngine,
  type CannedQuery,
  type ParamValue,
  type QueryEngine,
  type Value,
} from '../../src/query/index.js'
import { openNeo4j, type Neo4jStore } from '../../src/store/neo4j/index.js'
import {
  AWS_SCENARIOS,
  AZURE_SCENARIOS,
  CROSS_SCENARIOS,
  GCP_SCENARIOS,
  readScenarios,
  type Scenario,
} from '../support/scenario-format.js'
import { randomGraph, randomValues } from './parity-graphs.js'
import { scenarioGraph, sideBySide } from './parity-worlds.js'

vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const RANDOM_GRAPHS = 24
const LIMITS = [1000, 3]
/** Sets of values for each query with parameters. */
const SETS = { random: 6, worlds: 12 }
/** Scenario worlds that are published together. */
const BATCH = 25
const SHAPES = [
  { nodes: 6, links: 14 },
  { nodes: 12, links: 30 },
  { nodes: 4, links: 40 },
]

const randomGraphs = Array.from({ length: RANDOM_GRAPHS }, (_, seed) => {
  const shape = SHAPES[seed % SHAPES.length] ?? { nodes: 6, links: 14 }
  return { seed, graph: randomGraph(seed, shape) }
})

interface Asked {
  readonly query: CannedQuery
  readonly values: Map<string, ParamValue>
}

function questionsOn(graph: PropertyGraph, seed: number, sets = SETS.random): Asked[] {
  return [...QUERIES.values()].flatMap((query) =>
    randomValues(query, graph, seed, sets).map((values) => ({ query, values })),
  )
}

/** What one engine says to every question, each with its words so that a difference can be read. */
async function answers(engine: QueryEngine, asked: readonly Asked[]): Promise<string[]> {
  const said: string[] = []
  for (const { query, values } of asked) {
    for (const limit of LIMITS) {
      const { rows, truncated } = await engine.run(query, values, limit)
      const words = JSON.stringify([...values])
      said.push(
        [`${query.id} ${words} limit ${String(limit)}`, ...rows.map(line), `truncated ${String(truncated)}`].join('\n'),
      )
    }
  }
  return said
}

function line(row: readonly Value[]): string {
  return JSON.stringify(row)
}

async function expectParity(store: Neo4jStore, graph: PropertyGraph, asked: readonly Asked[]): Promise<void> {
  await store.publish(graph)
  const [embedded, neo4j] = [embeddedEngine(indexGraph(graph)), neo4jEngine(store, 60_000)]
  expect(await answers(neo4j, asked)).toEqual(await answers(embedded, asked))
  expect(await neo4j.gaps()).toEqual(await embedded.gaps())
}

/** Every scenario world of every cloud, some at a time. */
function batches(): [string, readonly Scenario[]][] {
  const clouds = { AWS_SCENARIOS, AZURE_SCENARIOS, GCP_SCENARIOS, CROSS_SCENARIOS }
  return Object.entries(clouds).flatMap(([cloud, folder]) => {
    const scenarios = readScenarios(folder)
    return Array.from({ length: Math.ceil(scenarios.length / BATCH) }, (_, i): [string, readonly Scenario[]] => {
      const batch = scenarios.slice(i * BATCH, (i + 1) * BATCH)
      return [`${cloud} from ${batch[0]?.name ?? ''} to ${batch.at(-1)?.name ?? ''}`, batch]
    })
  })
}

describe('in the process', () => {
  it('every query finds something in some random graph, and its order tells any two rows apart', async () => {
    const silent = new Set(QUERIES.keys())
    const ties: string[] = []
    for (const { seed, graph } of randomGraphs) {
      const engine = embeddedEngine(indexGraph(graph))
      for (const { query, values } of questionsOn(graph, seed)) {
        const { rows } = await engine.run(query, values, 1_000_000)
        if (rows.length > 0) silent.delete(query.id)
        const keys = query.order.map((key) => query.columns.indexOf(key.replace('-', '')))
        rows.forEach((row, i) => {
          const before = rows[i - 1]
          if (before === undefined || line(before) === line(row)) return
          if (keys.every((at) => JSON.stringify(before[at]) === JSON.stringify(row[at])))
            ties.push(`${query.id}: ${line(row)}`)
        })
      }
    }
    expect([...silent]).toEqual([])
    expect(ties).toEqual([])
  })
})

const target = inject('neo4j')
if (target !== null) {
  describe('on a real server', () => {
    let store: Neo4jStore
    beforeAll(async () => {
      store = await openNeo4j(target)
    })
    afterAll(async () => {
      await store.close()
    })

    it.each(randomGraphs)('random graph $seed: the same rows in the same order', async ({ seed, graph }) => {
      await expectParity(store, graph, questionsOn(graph, seed))
    })

    it.each(batches())('%s: the same rows in the same order', async (_name, scenarios) => {
      const graphs: PropertyGraph[] = []
      for (const scenario of scenarios) graphs.push(await scenarioGraph(scenario))
      const graph = sideBySide(graphs)
      await expectParity(store, graph, questionsOn(graph, 1, SETS.worlds))
    })
  })
}
