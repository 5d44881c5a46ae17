import type { Attachment } from '../../src/model/index.js'
import type { FactsBuilder } from '../../src/connector/index.js'
import type { JsonObject } from '../../src/model/index.js'
import { parseArmId } from './arm-id.js'
import { textField } from './fields.js'
import type { ArmEntry, Records } from './records.js'
import { addPlace } from './tree.js'

/**
 * Stores a text of ARM and attaches it to the scope that it says, or on which its id stands. The document is ARM's own
 * shape; `scope` in it is the id of the scope's node, `tenantId` the tenant of that scope.
 *
 * @returns the scope's node id; null if there is no scope.
 */
export function attachToScope(
  records: Records,
  facts: FactsBuilder,
  entry: ArmEntry,
  {
    list,
    as,
    name,
    properties = {},
  }: { list: string; as: Attachment['as']; name?: string | null; properties?: JsonObject },
): string | null {
  const written = textField(entry.properties, 'scope') ?? parseArmId(entry.id)?.parent ?? null
  if (written === null) return null
  const tenant = records.tenantOf(written, entry.record)
  const to = addPlace(facts, records, written, tenant)
  if (to === null) return null
  const id = records.spelled(entry.id)
  const document: JsonObject = {
    ...entry.value,
    id,
    type: list,
    properties: { ...entry.properties, ...properties, scope: to, tenantId: tenant },
  }
  facts.document({ id, name: name ?? entry.name, document })
  facts.attach({ document: id, to, as })
  return to
}
