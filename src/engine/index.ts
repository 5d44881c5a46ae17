// What it is: the compact in-process graph and the questions of shape that it answers: reachability, shortest walks.
// May import: src/model, src/policy, src/party, src/graph, src/escalation.
// Never does: read or write files, know how an answer is printed.
export * from './access-graph.js'
export * from './as-graphology.js'
export * from './closure.js'
export * from './compact-graph.js'
export * from './components.js'
export { GraphBuilder, MAX_ID_BYTES } from './graph-builder.js'
export { StoredFormError } from './sections.js'
export * from './shortest.js'
