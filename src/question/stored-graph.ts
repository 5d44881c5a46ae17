import { readFileSync } from 'node:fs'
import { buildAccessGraph, openAccessGraph, type AccessGraph } from '../engine/index.js'
import { derivedPath, writeDerived, type Snapshot } from '../snapshot/index.js'
import { DERIVATION, deriveAll } from './clouds.js'

const FILE = `access-graph-${String(DERIVATION)}.bin`

/** The access graph of a snapshot: read from its folder, or derived from the facts and stored there first. */
export function accessGraphOf(snapshot: Snapshot): AccessGraph {
  const stored = readStored(derivedPath(snapshot.folder, FILE))
  if (stored !== null) return stored
  const facts = snapshot.facts()
  const bytes = buildAccessGraph(facts, deriveAll(facts))
  writeDerived(snapshot.folder, FILE, bytes)
  return openAccessGraph(bytes)
}

/** Null when it is not there or damaged: it is made again. */
function readStored(path: string): AccessGraph | null {
  try {
    return openAccessGraph(readFileSync(path))
  } catch {
    return null
  }
}
