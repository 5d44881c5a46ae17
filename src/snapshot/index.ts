// What it is: immutable snapshots on disk: raw records, the facts made of them, and what others derive from both.
// May import: src/model, src/connector (the contract; never a connector itself), node built-ins.
// Never does: reach a network, know one cloud's file shapes, change a raw record.
export * from './collect.js'
export * from './coverage.js'
export * from './import.js'
export * from './manifest.js'
export * from './merge.js'
export { listSnapshots, openSnapshot, type OpenOptions, type Snapshot } from './open.js'
export { isSnapshotId, pullSnapshot, pushSnapshot, type PullOptions, type Pushed } from './remote.js'
export type { StaleScope } from './stale.js'
export { storeSnapshot, type Stored, type StoreOptions } from './store.js'
export { derivedPath, writeDerived } from './storage.js'
