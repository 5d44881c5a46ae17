import { canonicalJson, isObject, type Evidence, type Json, type JsonObject } from '../../../model/index.js'
import { atomNamed, type Atom } from '../../condition/atom.js'
import type { Clauses } from '../../condition/clauses.js'
import { PERIMETER_KEY } from '../../condition/doubt.js'
import { BECOMING, IDENTIFYING } from '../actions.js'
import { listOf, textsOf } from '../deny.js'
import { canonicalMember, includesSubject, type Subject } from '../member.js'
import { fullPermission, serviceOf } from '../permission.js'
import { isAtLevel } from './access-level.js'

/** A rule that lets requests in from outside. */
export interface IngressRule {
  readonly identityType: string
  readonly identities: readonly string[]
  /** Access levels; `*`: from anywhere. */
  readonly accessLevels: readonly string[]
  readonly sources: readonly string[]
  readonly operations: readonly Operation[]
  readonly roles: readonly string[]
  /** Projects by id; `*`: all of the perimeter. */
  readonly resources: readonly string[]
  readonly evidence: Evidence
}

interface Operation {
  readonly service: string
  readonly methods: readonly string[]
  readonly permissions: readonly string[]
}

/** A regular service perimeter in force. */
export interface Perimeter {
  readonly name: string
  readonly projects: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly accessLevels: readonly string[]
  readonly ingress: readonly IngressRule[]
  /** Bridges by the projects that they join. */
  readonly bridges: readonly { readonly name: string; readonly projects: ReadonlySet<string> }[]
  readonly evidence: Evidence
}

/**
 * The regular perimeters among these documents, with the bridges that lead into them. Only `status` is in force: `spec` is a
 * dry run.
 *
 * @see https://cloud.google.com/vpc-service-controls/docs/service-perimeters
 * @see https://cloud.google.com/access-context-manager/docs/reference/rest/v1/accessPolicies.servicePerimeters
 */
export function perimetersIn(
  documents: readonly { id: string; document: Json }[],
  canonical: (id: string) => string,
): Perimeter[] {
  const once = [...new Map(documents.map((each) => [each.id, each])).values()]
  const bridges: { name: string; projects: ReadonlySet<string> }[] = []
  const found: Perimeter[] = []
  for (const { id, document } of once) {
    const status = isObject(document) ? document['status'] : undefined
    if (!isObject(document) || !isObject(status)) continue
    const projects = projectsIn(status['resources'], canonical)
    if (document['perimeterType'] === 'PERIMETER_TYPE_BRIDGE') {
      bridges.push({ name: id, projects })
      continue
    }
    found.push({
      name: id,
      projects,
      services: new Set(textsOf(status['restrictedServices'])),
      accessLevels: textsOf(status['accessLevels']),
      ingress: listOf(status['ingressPolicies']).flatMap((rule, i) =>
        isObject(rule) ? [ingressRule(rule, id, i, canonical)] : [],
      ),
      bridges,
      evidence: evidenceOf(id, null, { restrictedServices: status['restrictedServices'] ?? [], name: id }),
    })
  }
  return found
}

function projectsIn(resources: Json | undefined, canonical: (id: string) => string): Set<string> {
  return new Set(textsOf(resources).flatMap((each) => (/^projects\/[^/]+$/.test(each) ? [canonical(each)] : [])))
}

function evidenceOf(document: string, statement: number | null, what: JsonObject): Evidence {
  const suffix = statement === null ? '' : `#${String(statement)}`
  return { id: `${document}${suffix}`, kind: 'perimeter', document, statement, sid: null, text: canonicalJson(what) }
}

function ingressRule(
  rule: JsonObject,
  document: string,
  statement: number,
  canonical: (id: string) => string,
): IngressRule {
  const from = isObject(rule['ingressFrom']) ? rule['ingressFrom'] : {}
  const to = isObject(rule['ingressTo']) ? rule['ingressTo'] : {}
  const sources = listOf(from['sources']).filter(isObject)
  const texts = (field: string): string[] => sources.flatMap((source) => textsOf([source[field] ?? null]))
  return {
    identityType: typeof from['identityType'] === 'string' ? from['identityType'] : '',
    identities: textsOf(from['identities']).map(canonicalMember),
    accessLevels: texts('accessLevel'),
    sources: texts('resource'),
    operations: listOf(to['operations']).filter(isObject).map(operationOf),
    roles: textsOf(to['roles']),
    resources: textsOf(to['resources']).map((each) => (each === '*' ? each : canonical(each))),
    evidence: evidenceOf(document, statement, rule),
  }
}

function operationOf(operation: JsonObject): Operation {
  const selectors = listOf(operation['methodSelectors']).filter(isObject)
  return {
    service: typeof operation['serviceName'] === 'string' ? operation['serviceName'] : '',
    methods: selectors.flatMap((selector) => textsOf([selector['method'] ?? null])),
    permissions: selectors.flatMap((selector) => textsOf([selector['permission'] ?? null])),
  }
}

/** Services under which the API of a permission is restricted. */
function restrictedAs(permission: string): readonly string[] {
  if (BECOMING.has(permission) || permission === IDENTIFYING) return ['iamcredentials.googleapis.com']
  const service = serviceOf(permission)
  if (service === 'datastore.googleapis.com') return [service, 'firestore.googleapis.com']
  if (service === 'bigtable.googleapis.com') return [service, 'bigtableadmin.googleapis.com']
  return [service]
}

/** Does the perimeter gate requests for this permission? */
export function gates(perimeter: Perimeter, permission: string): boolean {
  return perimeter.services.has('*') || restrictedAs(permission).some((service) => perimeter.services.has(service))
}

/** What a perimeter asks of a request: to be made inside it, to meet one of its access levels, or to fit an ingress rule. */
export interface Admission {
  /** Empty: the request is let in as it is. */
  readonly clauses: Clauses
  readonly because: readonly Evidence[]
}

/** A caller as a perimeter sees it. */
export interface Caller {
  /** The ingress rules that name it. */
  readonly rules: readonly IngressRule[]
  /** Access levels that it is at or not by who it is alone; others depend on the request. */
  readonly levels: ReadonlyMap<string, boolean>
  /** Equal for callers to whom the perimeter says the same. */
  readonly key: string
}

export function callerAt(perimeter: Perimeter, subject: Subject, document: (id: string) => Json | undefined): Caller {
  const rules = perimeter.ingress.filter((rule) => namesIdentity(rule, subject))
  const levels = new Map<string, boolean>()
  for (const name of [...perimeter.accessLevels, ...rules.flatMap((rule) => rule.accessLevels)]) {
    const held = isAtLevel(name, subject, document)
    if (held !== null) levels.set(name, held)
  }
  const key = JSON.stringify([perimeter.name, rules.map(({ evidence }) => evidence.id), [...levels]])
  return { rules, levels, key }
}

/**
 * What somebody has to meet to be let in to a project of the perimeter.
 *
 * LIMIT: egress rules of a perimeter that the caller is in are not asked; methods of which the permission is not known are a
 * requirement (`request.method`).
 *
 * @see https://cloud.google.com/vpc-service-controls/docs/ingress-egress-rules
 */
export function admission(
  perimeter: Perimeter,
  { rules, levels }: Caller,
  project: string,
  permission: string,
  permissionsOf: (role: string) => readonly string[] | null,
): Admission {
  const bridges = perimeter.bridges.filter((bridge) => bridge.projects.has(project)).map((bridge) => bridge.name)
  const inside = atomNamed(PERIMETER_KEY, 'StringEquals', [perimeter.name, ...bridges])
  const alternatives: Atom[] = [inside]
  if (perimeter.accessLevels.some((name) => levels.get(name) === true))
    return { clauses: [], because: [perimeter.evidence] }
  alternatives.push(...levelTests(perimeter.accessLevels, levels))
  const because: Evidence[] = [perimeter.evidence]
  for (const rule of rules) {
    if (!reaches(rule, project)) continue
    const how = operates(rule, permission, permissionsOf)
    if (how === null) continue
    because.push(rule.evidence)
    if (rule.accessLevels.some((name) => name === '*' || levels.get(name) === true)) {
      if (how.length === 0) return { clauses: [], because: [rule.evidence] }
      alternatives.push(...how)
      continue
    }
    alternatives.push(...levelTests(rule.accessLevels, levels))
    if (rule.sources.length > 0) alternatives.push(atomNamed('ingress.source', 'StringEquals', rule.sources))
  }
  return { clauses: [alternatives], because }
}

/** A test for the levels that are still open; none where the caller is surely at none of them. */
function levelTests(names: readonly string[], levels: ReadonlyMap<string, boolean>): Atom[] {
  const open = names.filter((name) => levels.get(name) !== false)
  return open.length === 0 ? [] : [atomNamed('accessLevel', 'StringEquals', open, { quantifier: 'ForAnyValue' })]
}

/** Identities that the rule admits: by name, or by kind. */
function namesIdentity(rule: IngressRule, subject: Subject): boolean {
  const { member } = subject
  switch (rule.identityType) {
    case 'ANY_IDENTITY':
      return true
    case 'ANY_USER_ACCOUNT':
      if (!member.startsWith('serviceAccount:') && !member.startsWith('principal')) return true
      break
    case 'ANY_SERVICE_ACCOUNT':
      if (member.startsWith('serviceAccount:') || member.startsWith('group:') || member === 'allAuthenticatedUsers')
        return true
      break
  }
  return rule.identities.some((each) => includesSubject(each, subject))
}

function reaches(rule: IngressRule, project: string): boolean {
  return rule.resources.includes('*') || rule.resources.includes(project)
}

/** Does the rule cover the permission? Null: no; else what has to hold besides. */
function operates(
  rule: IngressRule,
  permission: string,
  permissionsOf: (role: string) => readonly string[] | null,
): Atom[] | null {
  if (rule.roles.some((role) => permissionsOf(role)?.includes(permission) ?? true)) return []
  const methods: string[] = []
  for (const operation of rule.operations) {
    if (operation.service === '*') return []
    if (!restrictedAs(permission).includes(operation.service)) continue
    if (operation.methods.includes('*')) return []
    if (operation.permissions.some((each) => each === '*' || fullPermission(each) === fullPermission(permission)))
      return []
    // Cloud Storage names its methods after permissions.
    if (operation.methods.some((method) => method === `google.${permission}`)) return []
    if (operation.service !== 'storage.googleapis.com') methods.push(...operation.methods)
  }
  return methods.length === 0 ? null : [atomNamed('request.method', 'StringEquals', methods)]
}
