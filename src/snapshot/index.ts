// What it is: immutable snapshots on disk: raw records, the facts made of them, and what others derive from both.
// May import: src/model, src/connector (the contract; never a connector itself), node built-ins.
// Never does: reach a network, know one cloud's file shapes, change a raw record.
export * from './import.js'
export * from './manifest.js'
export { listSnapshots, openSnapshot, type OpenOptions, type Snapshot } from './open.js'
export * from './open.js'
export { derivedPath, writeDerived } from './storage.js'
