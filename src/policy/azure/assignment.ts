import {
  canonicalJson,
  isObject,
  type Evidence,
  type EvidenceKind,
  type Json,
  type JsonObject,
} from '../../model/index.js'
import { atomOf } from '../condition/atom.js'
import type { Clause, Clauses } from '../condition/clauses.js'
import { operatorNamed } from '../condition/operators.js'
import { lastSegment, lowerId } from './arm-id.js'
import type { Condition } from './condition/condition.js'
import { bodyOf, conditionOf, permissionsOf, textOf, objectsIn, type Permission } from './role.js'

/** A role assignment of any kind: permanent, eligible, or scheduled. */
export interface Assignment {
  readonly evidence: Evidence
  /** Object id of whom it is for, in lower case. */
  readonly principal: string
  /** GUID of the role, in lower case. */
  readonly role: string
  /** In the spelling of `lowerId`. */
  readonly scope: string
  readonly condition: Condition | null
  /** What must hold besides, whatever the action: an activation, a window of time. */
  readonly terms: Clauses
  readonly eligible: boolean
}

/** A deny assignment. */
export interface Denial {
  readonly evidence: Evidence
  readonly scope: string
  readonly permissions: readonly Permission[]
  readonly condition: Condition | null
  readonly everyone: boolean
  readonly principals: ReadonlySet<string>
  readonly excluded: ReadonlySet<string>
  /** Only at the very scope, and not below it. */
  readonly exactScope: boolean
  /** False: it does not say whether it is enforced or only audits. */
  readonly certain: boolean
}

/** The id by which deny assignments mean every principal of the directory. */
export const EVERYONE = '00000000-0000-0000-0000-000000000000'

export const TIME_KEY = 'time'

export function evidenceFor(kind: EvidenceKind, document: string, sid: string | null, quoted: Json): Evidence {
  return { id: document, kind, document, statement: 0, sid, text: canonicalJson(quoted) }
}

/** Where a whole layer says nothing. */
export function silent(kind: EvidenceKind, document: string): Evidence {
  return { id: `${document}#${kind}`, kind, document, statement: null, sid: null, text: '' }
}

/** One test as a clause of its own. */
export function demand(key: string, operatorName: string, values: readonly string[]): Clause {
  const operator = operatorNamed(operatorName)
  if (operator === undefined) throw new Error(`operator table lacks \`${operatorName}\``)
  return [atomOf({ key, operator, quantifier: '', missing: false, values })]
}

/** Something that must be so before access is real: `activation`, `approval`, `mfa`. */
export function demandThat(key: string): Clause {
  return demand(key, 'Bool', ['true'])
}

/** The window in which an assignment holds: from its start, until before its end. */
export function windowOf(body: JsonObject): Clauses {
  const clauses: Clause[] = []
  const start = textOf(body['startDateTime'])
  const end = textOf(body['endDateTime'])
  if (isDate(start)) clauses.push(demand(TIME_KEY, 'DateGreaterThanEquals', [start]))
  if (isDate(end)) clauses.push(demand(TIME_KEY, 'DateLessThan', [end]))
  return clauses
}

function isDate(text: string): boolean {
  return text !== '' && !Number.isNaN(Date.parse(text))
}

/** States of a schedule in which it gives nothing. */
const OVER = new Set([
  'revoked',
  'canceled',
  'denied',
  'failed',
  'timedout',
  'invalid',
  'admindenied',
  'failedasresourceislocked',
])

export function typeOf(document: Json): string {
  return isObject(document) ? textOf(document['type']).toLowerCase() : ''
}

/**
 * Reads a role assignment, or a schedule of Privileged Identity Management; null when it gives nothing to anybody.
 *
 * @param terms what an eligible assignment asks for besides its activation
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments
 * @see https://learn.microsoft.com/en-us/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles
 */
export function assignmentOf(document: Json, name: string, terms: Clauses = []): Assignment | null {
  const body = bodyOf(document)
  const principal = textOf(body['principalId']).toLowerCase()
  const role = textOf(body['roleDefinitionId'])
  const id = isObject(document) ? textOf(document['id']) || name : name
  const scope = textOf(body['scope']) || scopeOfId(id)
  if (principal === '' || scope === '' || OVER.has(textOf(body['status']).toLowerCase())) return null
  const eligible = typeOf(document).includes('roleeligibility')
  return {
    evidence: evidenceFor('role-assignment', id, textOf(body['roleDefinitionName']) || null, document),
    principal,
    role: lastSegment(role),
    scope: lowerId(scope),
    condition: conditionOf(body),
    terms: [...(eligible ? [demandThat('activation'), ...terms] : []), ...windowOf(body)],
    eligible,
  }
}

/** What stands before the provider of the assignment in its own id. */
function scopeOfId(id: string): string {
  const at = id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/')
  return at < 0 ? '' : id.slice(0, at) || '/'
}

/**
 * Reads a deny assignment; null when it blocks nothing: one that only audits.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments
 */
export function denialOf(document: Json, name: string): Denial | null {
  const body = bodyOf(document)
  const effect = textOf(body['denyAssignmentEffect']).toLowerCase()
  const id = isObject(document) ? textOf(document['id']) || name : name
  const scope = textOf(body['scope']) || scopeOfId(id)
  if (effect === 'audit' || scope === '') return null
  const principals = idsIn(body['principals'])
  return {
    evidence: evidenceFor('deny-assignment', id, textOf(body['denyAssignmentName']) || null, document),
    scope: lowerId(scope),
    permissions: permissionsOf(body),
    condition: conditionOf(body),
    everyone: principals.has(EVERYONE),
    principals,
    excluded: idsIn(body['excludePrincipals']),
    exactScope: body['doNotApplyToChildScopes'] === true,
    certain: effect === 'enforced' || body['isSystemProtected'] === true,
  }
}

function idsIn(value: Json | undefined): Set<string> {
  return new Set(objectsIn(value).map((principal) => textOf(principal['id']).toLowerCase()))
}
