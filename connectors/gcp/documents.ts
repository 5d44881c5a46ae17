import type { FactsBuilder } from '../../src/connector/index.js'
import type { JsonObject } from '../../src/model/index.js'
import { addGap } from './resource-type.js'

/** Adds a policy text; one that differs from another of the same name is a gap, and the first one counts. */
export function addDocument(
  facts: FactsBuilder,
  of: { id: string; name: string; document: JsonObject; scope: string; service: string; call: string },
): void {
  if (facts.document({ id: of.id, name: of.name, document: of.document })) return
  addGap(facts, {
    scope: of.scope,
    service: of.service,
    call: of.call,
    reason: 'failed',
    message: `\`${of.id}\` is there twice with different texts: only one of them counts`,
  })
}
