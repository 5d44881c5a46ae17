// What it is: what the graph is (its schema as data) and what follows from facts (derive/<edge>.ts).
// May import: src/model, src/policy, src/party.
// Never does: store, traverse, print.
export { canAccess, type CanAccess } from './derive/can-access.js'
export { canAssume, holders, type CanAssume } from './derive/can-assume.js'
export * from './property-graph.js'
export * from './schema.js'
