import { describe, expect, it } from 'vitest'
import { embeddedEngine, indexGraph, type QueryEngine } from '../../../src/query/index.js'
import { livePorts } from '../../../src/cli/live-ports.js'
import { smallGraph } from '../query/small-graph.js'
import { fakeHost, runIn, type FakeHost } from './fake-host.js'

const gap = {
  cloud: 'aws',
  scope: 'aws:1',
  region: 'global',
  service: 's3',
  call: 'GetBucketPolicy',
  reason: 'denied',
  message: 'no',
}
const graph = indexGraph(
  smallGraph([
    ['ExternalParty', 'acme', { registered: true, everybody: false, owner: 'a@example.com', name: '=Acme\u001b[2J' }],
    ['ExternalParty', 'other', { registered: false, everybody: false }],
    ['CoverageGap', 'g', gap],
  ]),
)

function hostWith(engine: QueryEngine, state = { closed: 0 }): FakeHost {
  const kept = { ...engine, close: () => Promise.resolve(void state.closed++) }
  return fakeHost({
    ports: {
      embeddedEngine: () => Promise.resolve(kept),
      neo4jEngine: (target, timeout) =>
        Promise.resolve({ ...kept, name: timeout === 2000 && target.uri === 'bolt://x' ? 'neo4j' : 'embedded' }),
      runCypher: (_target, cypher, { limit }) =>
        Promise.resolve({ columns: ['text', 'map'], rows: [[cypher, { a: [1] }]], truncated: limit === 1 }),
    },
  })
}

const host = (): FakeHost => hostWith(embeddedEngine(graph))

describe('query list and show', () => {
  it('list tells of every query what a program needs', async () => {
    const { code, out } = await runIn(host(), 'query', 'list', '-o', 'json')
    expect(code).toBe(0)
    const answer = JSON.parse(out) as { schema: string; queries: Record<string, unknown>[] }
    expect(answer.schema).toBe('inroads/queries/1')
    expect(answer.queries.find((query) => query['id'] === 'party-reach')).toEqual({
      id: 'party-reach',
      group: 'external-reach',
      title: 'What one outside party reaches',
      params: [
        {
          name: 'party',
          type: 'node',
          required: true,
          default: null,
          example: 'ledgerleaf',
          description: 'the party that is asked about',
        },
        {
          name: 'everybody',
          type: 'boolean',
          required: false,
          default: true,
          example: false,
          description: 'with what everybody has',
        },
      ],
      columns: ['party', 'entry', 'target', 'covers', 'access', 'data', 'actions', 'outcome', 'requires', 'hops'],
    })
  })

  it('list is read by group, show has the Cypher', async () => {
    expect((await runIn(host(), 'query', 'list')).out).toMatch(/external-reach[^]*party-summary[^]*governance/)
    expect((await runIn(host(), 'query', 'show', 'party-reach')).out).toContain(
      '  MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)\n',
    )
    expect(await runIn(host(), 'query', 'show', 'party-reech')).toMatchObject({
      code: 2,
      err: 'inroads: there is no query `party-reech`\n  did you mean `party-reach`? see all with `inroads query list`\n',
    })
  })
})

describe('query run', () => {
  it('prints rows, whether there are more, and the gaps', async () => {
    const run = ['query', 'run', 'parties-without-owner', '-o', 'json']
    const { code, out } = await runIn(host(), ...run)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      schema: 'inroads/query/1',
      id: 'parties-without-owner',
      engine: 'embedded',
      columns: ['party', 'name', 'registered', 'justification', 'ways'],
      rows: [['other', 'other', false, null, 0]],
      truncated: false,
      gaps: [gap],
    })
    expect((await runIn(host(), ...run, '--strict')).code).toBe(3)
  })

  it('announces a limit that was reached', async () => {
    const asked = ['query', 'run', 'party-summary', '--limit', '1', '-o', 'csv']
    const { out, err } = await runIn(host(), ...asked)
    expect(out.split('\r\n')).toHaveLength(3)
    expect(err).toContain('inroads: there are more than 1 rows: raise --limit to see them\n')
    expect((await runIn(host(), ...asked.slice(0, 5))).out).toContain('1 row, and there are more: raise --limit')
  })

  it('makes what a cloud wrote harmless', async () => {
    const csv = (await runIn(host(), 'query', 'run', 'party-summary', '-o', 'csv')).out
    expect(csv).toContain("acme,'=Acme[2J,yes,")
    const table = (await runIn(host(), 'query', 'run', 'party-summary')).out
    expect(table).toContain('=Acme[2J')
    expect(table).not.toContain('\u001b[2J')
  })

  it('asks Neo4j with the timeout in milliseconds, and closes the engine', async () => {
    const state = { closed: 0 }
    const kept = hostWith(embeddedEngine(graph), state)
    kept.env['NEO4J_URI'] = 'bolt://x'
    kept.env['NEO4J_PASSWORD'] = 'secret'
    const { code, out } = await runIn(kept, ...'query run party-summary --engine neo4j --timeout 2 -o json'.split(' '))
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ engine: 'neo4j' })
    expect(state.closed).toBe(1)
  })

  it.each([
    ['party-reach', [], 'the parameter `party` is missing'],
    ['party-reach', ['--param', 'party=nobody'], 'the parameter `party` names nothing'],
    ['long-chains', ['--param', 'hops=many'], 'the parameter `hops` cannot be `many`'],
    ['party-summary', ['--limit', '0'], '--limit: `0` is not a whole number from 1 to 100000'],
    ['party-summary', ['--engine', 'other'], '--engine: `other` is not known'],
    ['party-summary', ['--engine', 'neo4j'], 'no Neo4j server is named'],
  ])('%s %j is refused', async (id, more, message) => {
    const { code, out, err } = await runIn(host(), 'query', 'run', id, ...more)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('query --cypher', () => {
  it('runs on Neo4j only', async () => {
    const kept = host()
    kept.env['NEO4J_URI'] = 'bolt://x'
    kept.env['NEO4J_PASSWORD'] = 'secret'
    const { code, out } = await runIn(kept, 'query', '--cypher', 'RETURN 1', '-o', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      id: null,
      engine: 'neo4j',
      columns: ['text', 'map'],
      rows: [['RETURN 1', { a: [1] }]],
    })
    expect(await runIn(kept, 'query', '--cypher', 'RETURN 1', '--engine', 'embedded')).toMatchObject({
      code: 2,
      out: '',
    })
    expect(await runIn(kept, 'query')).toMatchObject({ code: 2, out: '' })
  })
})

it('the shelf is the real one', async () => {
  const { queries } = await livePorts.loadQueries()
  expect(queries.size).toBeGreaterThan(24)
})
