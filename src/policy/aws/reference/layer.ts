import type { EvidenceKind, Json } from '../../../model/index.js'
import type { PrincipalMatch } from './principal.js'
import type { Request } from './request.js'
import { readDocument } from './statement.js'
import type { StatementRules } from './statement.js'
import { TRUE, every, some } from './verdict.js'
import type { Verdict } from './verdict.js'

/** What one kind of policy says about the request: one Allow is enough for it, and so is one Deny. */
export interface Layer {
  readonly kind: EvidenceKind
  readonly allow: Verdict
  readonly deny: Verdict
  /** The Allow, by the form in which the principal is named. */
  readonly grants: PrincipalMatch
}

/** The policies of one kind, taken together. */
export function readLayer(
  kind: EvidenceKind,
  documents: readonly Json[],
  rules: StatementRules,
  request: Request,
): Layer {
  const statements = documents.flatMap((document) => readDocument(document, rules, request))
  const allows = statements.filter((statement) => statement.effect === 'Allow')
  const denies = statements.filter((statement) => statement.effect === 'Deny')
  return {
    kind,
    allow: some(allows.map((statement) => statement.applies)),
    deny: some(denies.map((statement) => statement.applies)),
    grants: {
      itself: some(allows.map((statement) => statement.match.itself)),
      role: some(allows.map((statement) => statement.match.role)),
      account: some(allows.map((statement) => statement.match.account)),
    },
  }
}

/** Policies of one kind at several levels of an organization: every level must allow, one level can deny. */
export function readLevels(
  kind: EvidenceKind,
  levels: readonly (readonly Json[])[],
  rules: StatementRules,
  request: Request,
): Layer {
  const layers = levels.map((documents) => readLayer(kind, documents, rules, request))
  const allow = levels.length === 0 ? some([]) : every(layers.map((layer) => layer.allow))
  return {
    kind,
    allow,
    deny: some(layers.map((layer) => layer.deny)),
    grants: { itself: allow, role: allow, account: allow },
  }
}

/** What a layer that is not there allows: it has no say. */
export function allowsOf(layer: Layer | null): Verdict {
  return layer?.allow ?? TRUE
}
