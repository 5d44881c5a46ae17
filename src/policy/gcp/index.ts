// What it is: Google Cloud: what its policies say (decisions, and what follows from a snapshot's facts).
// May import: src/model, the shared calculus of src/policy, and the rest of this folder.
// Never does: read files, know parties or the engine, decide what is printed.
export { decideGcp } from './decide.js'
export { gcpMeaning } from './meaning.js'
export type { GcpDecideRecord, GcpDecisionRequest } from './record.js'
export { deriveGcp } from './world/derive.js'
