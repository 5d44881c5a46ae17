import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase, publishGraph, runRead, type Database } from '../../src/store/neo4j/index.js'
import { emptyDatabase, onNeo4j } from '../support/neo4j.js'
import { HOSTILE_NAMES, madeGraph, madeNode, propertyGraph, snapshotNode } from '../support/property-graphs.js'
import { differing, leftovers, linesOf, publishedIn } from '../support/published.js'

onNeo4j('publishing', (target) => {
  let database: Database

  beforeAll(async () => {
    database = await openDatabase(target)
  })
  beforeEach(() => emptyDatabase(database))
  afterAll(() => database.close())

  const publish = (made: ReturnType<typeof madeGraph>, rebuild = false) =>
    publishGraph(database, propertyGraph(made), { rebuild })

  it.each([false, true])(
    'holds exactly what was published: hostile names, loops, parallels (rebuild: %s)',
    async (rebuild) => {
      const made = madeGraph({ seed: 1, size: 400, mark: 'first' })
      const published = await publish(made, rebuild)
      expect(published).toMatchObject({ nodes: made.nodes.length, relationships: made.relationships.length })
      expect(differing(await publishedIn(database), linesOf(made))).toEqual([])
      expect(await leftovers(database)).toEqual([])
    },
  )

  it('changes nothing the second time', async () => {
    const made = madeGraph({ seed: 2, size: 60, mark: 'same' })
    await publish(made)
    const before = await database.read((tx) =>
      tx.run('MATCH (n) RETURN elementId(n) AS id, properties(n) AS p ORDER BY id'),
    )
    expect(await publish(made)).toMatchObject({ method: 'unchanged', changes: 0 })
    const after = await database.read((tx) =>
      tx.run('MATCH (n) RETURN elementId(n) AS id, properties(n) AS p ORDER BY id'),
    )
    const exceptLease = (rows: readonly Record<string, unknown>[]) =>
      rows.filter(({ p }) => (p as { id?: unknown }).id !== 'publication')
    expect(exceptLease(after.rows)).toEqual(exceptLease(before.rows))
  })

  it('applies a difference: nodes and relationships that came, went and changed', async () => {
    const before = madeGraph({ seed: 3, size: 80, mark: 'one' })
    await publish(before)
    const marked = await database.write((tx) =>
      tx.run(`MATCH (n:Principal {id: $id}) SET n:Reviewed RETURN elementId(n) AS id`, { id: before.nodes[1]?.id }),
    )
    const gone = before.nodes[20]?.id
    const changed = {
      nodes: [
        ...before.nodes
          .filter(({ id }) => id !== gone)
          .map((node, i) => (i === 1 ? { ...node, properties: { ...node.properties, name: 'renamed' } } : node)),
        madeNode('Principal', 'new', 'new'),
      ],
      relationships: before.relationships
        .filter(({ from, to }, i) => i % 7 !== 0 && from !== gone && to !== gone)
        .map((r, i) => (i === 0 ? { ...r, properties: { ...r.properties, outcome: 'unknown' } } : r)),
    }
    expect(await publish(changed)).toMatchObject({ method: 'difference' })
    const read = await publishedIn(database)
    const nodes = read.nodes.map((line) => line.replace(',"Reviewed"', ''))
    expect(differing({ ...read, nodes }, linesOf(changed))).toEqual([])
    const kept = await database.read((tx) => tx.run('MATCH (n:Reviewed:Principal) RETURN elementId(n) AS id'))
    expect(kept.rows).toEqual(marked.rows)
  })

  it('changes the label of a type with the type', async () => {
    const node = madeNode('Resource', 'r', 'r', { type: 'aws_s3_bucket' })
    await publish({ nodes: [snapshotNode('a'), { ...node, labels: ['Resource', 'AwsS3Bucket'] }], relationships: [] })
    const other = {
      ...node,
      labels: ['Resource', 'AwsSqsQueue'] as const,
      properties: { ...node.properties, type: 'aws_sqs_queue' },
    }
    await publish({ nodes: [snapshotNode('a'), other], relationships: [] })
    const { rows } = await database.read((tx) => tx.run('MATCH (n:Resource) RETURN labels(n) AS l'))
    expect(rows.map(({ l }) => (l as string[]).sort())).toEqual([['AwsSqsQueue', 'Resource']])
  })

  it('repairs what somebody deleted', async () => {
    const made = madeGraph({ seed: 4, size: 60, mark: 'repair' })
    await publish(made)
    await database.write((tx) => tx.run('MATCH (n:Resource) WITH n LIMIT 3 DETACH DELETE n'))
    expect(await publish(made)).toMatchObject({ method: 'difference' })
    expect(differing(await publishedIn(database), linesOf(made))).toEqual([])
  })

  it('replaces the whole graph and sweeps the old one away', async () => {
    await publish(madeGraph({ seed: 5, size: 200, mark: 'old' }))
    const made = madeGraph({ seed: 6, size: 200, mark: 'new' })
    expect(await publish(made, true)).toMatchObject({ method: 'replaced' })
    expect(differing(await publishedIn(database), linesOf(made))).toEqual([])
    expect(await leftovers(database)).toEqual([])
    const { rows } = await database.read((tx) => tx.run('SHOW CONSTRAINTS YIELD name RETURN name'))
    expect(rows.map(({ name }) => name).filter((name) => String(name).startsWith('incoming'))).toEqual([])
  })

  it('keeps texts of a cloud out of statements, labels and types', async () => {
    const nodes = HOSTILE_NAMES.map((name, i) => madeNode('Principal', `${String(i)}${name}`, name, { type: name }))
    await publish({
      nodes: [snapshotNode('hostile'), ...nodes.map((n) => ({ ...n, labels: ['Principal'] as const }))],
      relationships: [],
    })
    const labels = await database.read((tx) => tx.run('MATCH (n) UNWIND labels(n) AS l RETURN DISTINCT l ORDER BY l'))
    expect(labels.rows.map(({ l }) => l)).toEqual(['Principal', 'Publication', 'Snapshot'])
  })

  it('is said on the Snapshot node', async () => {
    const made = madeGraph({ seed: 7, size: 40, mark: 'said' })
    await publish(made)
    const { rows, snapshot } = await runRead(
      database,
      'MATCH (s:Snapshot) RETURN s.nodes AS nodes, s.relationships AS relationships, s.publishedAt STARTS WITH "20" AS at',
      {},
      { timeout: 10_000, limit: 10 },
    )
    expect(snapshot).toBe('said')
    expect(rows).toEqual([[made.nodes.length, made.relationships.length, true]])
  })
})

onNeo4j('reading', (target) => {
  let database: Database

  beforeAll(async () => {
    database = await openDatabase(target)
    await emptyDatabase(database)
    await publishGraph(database, propertyGraph(madeGraph({ seed: 8, size: 40, mark: 'read' })))
  })
  afterAll(() => database.close())

  const read = (cypher: string, options = { timeout: 10_000, limit: 1000 }, parameters = {}) =>
    runRead(database, cypher, parameters, options)

  it('gives columns, rows and plain values', async () => {
    expect(
      await read('RETURN 1 AS one, 1.5 AS half, ["a"] AS list, null AS none, {b: 2} AS map, date("2026-11-22") AS day'),
    ).toEqual({
      snapshot: 'read',
      columns: ['one', 'half', 'list', 'none', 'map', 'day'],
      rows: [[1, 1.5, ['a'], null, { b: 2 }, '2026-11-22']],
      truncated: false,
    })
  })

  it('says when there are more rows than the limit', async () => {
    expect(await read('UNWIND range(1, 5) AS n RETURN n', { timeout: 10_000, limit: 3 })).toMatchObject({
      rows: [[1], [2], [3]],
      truncated: true,
    })
    expect(await read('UNWIND range(1, 3) AS n RETURN n', { timeout: 10_000, limit: 3 })).toMatchObject({
      truncated: false,
    })
  })

  it.each([
    'CREATE (n:X)',
    'MATCH (n) DETACH DELETE n',
    'MATCH (n) SET n.x = 1',
    'CREATE CONSTRAINT x FOR (n:X) REQUIRE n.id IS UNIQUE',
  ])('refuses to write: %s', async (cypher) => {
    await expect(read(cypher)).rejects.toMatchObject({ name: 'UserError' })
  })

  it('ends a query that takes too long', async () => {
    await expect(
      read('UNWIND range(1, 1000000000) AS a WITH a WHERE a % 7 = 8 RETURN count(a)', { timeout: 500, limit: 1 }),
    ).rejects.toMatchObject({ message: expect.stringContaining('took too long') as string })
  })

  it('says what is wrong with a query', async () => {
    await expect(read('MATCH (n RETURN n')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('query is not valid') as string,
    })
  })
})
