// What it is: the runner and the journal of a live collection, and the contract that a cloud's collector fulfils.
// May import: src/model, src/connector, node built-ins.
// Never does: know one cloud's calls, make a call by itself, decide who may do what.
export * from './contract.js'
export * from './doctor.js'
export { openJournal, readJournal, readJournalHeader, UnwritableCell } from './journal.js'
export type { Finish, Journal, JournalEntry, JournalHeader } from './journal.js'
export * from './limits.js'
export * from './retry-after.js'
export { runCollection, type CollectOptions, type CollectOutcome } from './run.js'
export type { Sleep } from './call.js'
export * from './virtual-file.js'
