// What it is: the one door that connectors come through: the contract, reading what is imported, building facts.
// May import: src/model, node built-ins, yaml (only once a YAML file is met).
// Never does: know one cloud's file shapes, decide who may do what, write to disk.
export * from './collect/index.js'
export * from './contract.js'
export * from './documents.js'
export * from './facts-builder.js'
export * from './limits.js'
export * from './source.js'
export * from './store.js'
