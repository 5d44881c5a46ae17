// A publisher in a process of its own, to be killed: publishes the graph in a file, over and over if asked.
// Arguments: the graph's file; `rebuild` or `difference`. The target stands in INROADS_TEST_TARGET.
import { readFileSync } from 'node:fs'
import { openNeo4j } from '../../dist/src/store/neo4j/index.js'

const [file, method] = process.argv.slice(2)
const { nodes, relationships } = JSON.parse(readFileSync(file, 'utf8'))
const store = await openNeo4j(JSON.parse(process.env.INROADS_TEST_TARGET))
process.stdout.write('ready\n')
await store.publish(
  { snapshot: '', nodes: () => nodes, relationships: () => relationships },
  { rebuild: method === 'rebuild' },
)
process.stdout.write('done\n')
await store.close()
