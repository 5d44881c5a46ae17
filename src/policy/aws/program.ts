import type { EvidenceKind, Json } from '../../model/index.js'
import { hasAction } from './actions.js'
import { parseDocument, type PolicyLayer, type Statement } from './statement.js'

/** The statements of one layer (one level for SCPs and RCPs), with those for an action found once. */
export interface Layer {
  readonly kind: PolicyLayer
  readonly statements: readonly Statement[]
  readonly forAction: (actionId: number) => ActionStatements
}

export interface ActionStatements {
  readonly allow: readonly Statement[]
  readonly deny: readonly Statement[]
}

/**
 * Everything that decides for one principal and one resource, read once. A layer that is null is absent and does
 * not restrict; a layer without statements allows nothing.
 */
export interface Program {
  readonly identity: Layer | null
  readonly boundary: Layer | null
  readonly session: Layer | null
  readonly resource: Layer | null
  readonly endpoint: Layer | null
  /** Organization root first, account last; null where none is known, which does not restrict. */
  readonly serviceControl: readonly Layer[] | null
  readonly resourceControl: readonly Layer[]
  /** Does S3 Block Public Access keep everybody outside the resource's account away, as its policy is public? */
  readonly publicAccessBlocked: boolean
}

export const NO_LAYERS: Program = {
  identity: null,
  boundary: null,
  session: null,
  resource: null,
  endpoint: null,
  serviceControl: null,
  resourceControl: [],
  publicAccessBlocked: false,
}

/** A layer of the given statements. */
export function layerOf(kind: PolicyLayer, statements: readonly Statement[]): Layer {
  const found = new Map<number, ActionStatements>()
  return {
    kind,
    statements,
    forAction: (actionId) => {
      const known = found.get(actionId)
      if (known !== undefined) return known
      const matching = statements.filter((s) => hasAction(s.actions, actionId))
      const result = { allow: matching.filter((s) => s.allow), deny: matching.filter((s) => !s.allow) }
      found.set(actionId, result)
      return result
    },
  }
}

/** Reads the documents of a layer; documents without an id of their own are numbered. */
export function layerOfDocuments(kind: PolicyLayer, documents: readonly Json[], name: string): Layer {
  const statements = documents.flatMap((document, i) =>
    parseDocument(document, { layer: kind, document: documents.length === 1 ? name : `${name}[${String(i)}]` }),
  )
  return layerOf(kind, statements)
}

/** Layers that grant; the others only limit. */
export const GRANTING: ReadonlySet<EvidenceKind> = new Set(['identity-policy', 'resource-policy', 'trust'])
