// What it is: what makes Neo4j Browser a place to investigate from: style, favourites and guide, as texts.
// May import: src/model, src/graph, src/query.
// Never does: read a file, open a port, hold anything that a cloud said except names of types.
export * from './favourites.js'
export * from './guide.js'
export * from './pack.js'
export * from './parameters.js'
export * from './pictures.js'
export * from './style.js'
export * from './zip.js'
