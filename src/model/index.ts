// What it is: the nouns every other part speaks in, one file per idea.
// May import: nothing outside this folder.
// Never does: evaluate, read files, know a cloud's wire format.
export * from './access.js'
export * from './errors.js'
export * from './derived.js'
export * from './evidence.js'
export * from './facts.js'
export * from './gap.js'
export * from './glob.js'
export * from './issuer.js'
export * from './json.js'
export * from './last-used.js'
export * from './node.js'
export * from './outcome.js'
export * from './requirement.js'
export * from './rows.js'
export * from './text.js'
