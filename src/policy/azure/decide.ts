// What it is: decides one request from role definitions, role assignments and deny assignments as ARM returns them.
// May import: src/model and the rest of src/policy.
// Never does: know a snapshot, or ask which groups a principal is in.
import { isObject, type Json } from '../../model/index.js'
import { requirementsOf } from '../requirement.js'
import { lowerId } from './arm-id.js'
import { assignmentOf, denialOf, type Assignment, type Denial } from './assignment.js'
import { attributesOfId, givenAttributes, requestContext } from './attributes.js'
import { evaluate } from './evaluate.js'
import type { AzureDecideRecord, AzureDecisionRequest, Decision } from './record.js'
import { roleOf, type Role } from './role.js'

const assignments = new WeakMap<object, Assignment | null>()
const denials = new WeakMap<object, Denial | null>()

/** Decides one `decide` record. What an assignment holds never makes it throw. */
export function decideAzure(record: AzureDecideRecord): Decision {
  const { request } = record
  const roles = new Map<string, Role>()
  for (const document of record.roleDefinitions ?? []) {
    const role = roleOf(document)
    if (role !== null && !roles.has(role.id)) roles.set(role.id, role)
  }
  const layers = {
    roles,
    assignments: readAll(record.roleAssignments ?? [], assignments, 'roleAssignments', assignmentOf),
    denials: readAll(record.denyAssignments ?? [], denials, 'denyAssignments', denialOf),
  }
  const found = evaluate(layers, {
    principals: new Set(request.principalIds.map((id) => id.toLowerCase())),
    action: request.action,
    plane: request.dataAction === true ? 'data' : 'control',
    scope: lowerId(request.scope),
    parents: request.parents === undefined ? null : new Set(request.parents.map(lowerId)),
    context: requestContext(
      givenAttributes(request.attributes ?? {}),
      attributesOfId(request.scope),
      request.contextOpen === true,
      momentOf(request.time),
    ),
  })
  const requires =
    found.outcome === 'allowed' || found.outcome === 'denied' ? { requires: [] } : requirementsOf(found.ways)
  return {
    outcome: found.outcome,
    because: [...found.because],
    deniedBy: [...found.deniedBy],
    ...requires,
    layers: [...found.layers],
  }
}

/** Records are read once, however often they stand in records of requests. */
function readAll<T>(
  documents: readonly Json[],
  known: WeakMap<object, T | null>,
  list: string,
  read: (document: Json, name: string) => T | null,
): T[] {
  return documents.flatMap((document, index) => {
    if (!isObject(document)) return []
    let found = known.get(document)
    if (found === undefined) {
      found = read(document, `${list}[${String(index)}]`)
      known.set(document, found)
    }
    return found === null ? [] : [found]
  })
}

function momentOf(time: AzureDecisionRequest['time']): number | null {
  if (time === undefined) return null
  const at = typeof time === 'number' ? time : Date.parse(time)
  return Number.isNaN(at) ? null : at
}
