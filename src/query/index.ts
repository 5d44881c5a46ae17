// What it is: the contract of canned queries: parameters, columns, order, the index that their twins walk, the Cypher lint.
// May import: src/model, src/party, src/graph.
// Never does: know one query in particular, open a snapshot, talk to a database.
export * from './contract.js'
export * from './cypher-file.js'
export * from './cypher-lint.js'
export * from './cypher-schema.js'
export * from './embedded.js'
export * from './engine.js'
export * from './graph-index.js'
export * from './neo4j.js'
export * from './node-params.js'
export * from './order.js'
export * from './params.js'
export * from './twin-rows.js'
export * from './walk.js'
