// What it is: the slow, literal evaluator of Azure records: one section per step of Microsoft's documentation.
// May import: the model's nouns, and the types of a record.
// Never does: share code with the compiled evaluator, or hurry.
import { isObject, type Json, type JsonObject, type Outcome } from '../../../model/index.js'
import type { AzureDecideRecord, AzureDecisionRequest } from '../record.js'
import { namesAction } from './action-pattern.js'
import { attributeKey, attributesOf, timeKey, type Attributes } from './attributes.js'
import { conditionHolds } from './condition.js'
import { isAtOrAbove, isManagementGroup, sameScope } from './scope.js'
import { DOUBT, DOUBT_KEY, NO, YES, all, any, eitherBy, opposite, truthOf, type Truth } from './truth.js'
import { worldsOf, type World } from './worlds.js'

/**
 * What the reference says: the outcome, the attributes on which it depends (lower case, as conditions name them), and
 * what the same request gets in ways in which what is open could turn out.
 */
export interface ReferenceDecision {
  readonly outcome: Outcome
  readonly requires: string[]
  /** Does something that no attribute settles take part: a role that is not given, a condition that cannot be read? */
  readonly doubtful: boolean
  readonly possible: ReadonlySet<Outcome>
}

const EVERYONE = '00000000-0000-0000-0000-000000000000'

/** What must happen before an eligible assignment is one: nothing in a request shows it. */
const ACTIVATION = 'activation'

/**
 * Decides one record as Microsoft's documentation says, step by step. Never throws for what an assignment holds.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function decideByReference(record: AzureDecideRecord): ReferenceDecision {
  const attributes = attributesOf(record.request)
  const answer = decideWith(record, attributes)
  const open = new Set([...answer.on].filter((key) => key !== DOUBT_KEY && key !== ACTIVATION))
  const worlds = worldsOf(conditionTexts(record), datesIn(record), open)
  return {
    outcome: outcomeOf(answer),
    requires: [...answer.on].filter((key) => key !== DOUBT_KEY),
    doubtful: answer.on.has(DOUBT_KEY),
    possible: new Set(worlds.map((world) => outcomeOf(decideWith(record, within(world, attributes))))),
  }
}

function within(world: World, attributes: Attributes): Attributes {
  return (name) => world.get(attributeKey(name)) ?? attributes(name)
}

function outcomeOf(answer: Truth): Outcome {
  if (answer.is === 'yes') return 'allowed'
  if (answer.is === 'no') return 'denied'
  return [...answer.on].some((key) => key !== DOUBT_KEY) ? 'conditional' : 'unknown'
}

function conditionTexts({
  roleDefinitions = [],
  roleAssignments = [],
  denyAssignments = [],
}: AzureDecideRecord): string[] {
  const holders = [
    ...roleAssignments.map(bodyOf),
    ...denyAssignments.map(bodyOf),
    ...[...roleDefinitions, ...denyAssignments].flatMap((each) => permissionsOf(bodyOf(each))),
  ]
  return holders.map((holder) => holder['condition']).filter((text) => typeof text === 'string')
}

function datesIn({ roleAssignments = [] }: AzureDecideRecord): string[] {
  const bodies = roleAssignments.map(bodyOf)
  return bodies.flatMap((body) => [textOf(body['startDateTime']), textOf(body['endDateTime'])])
}

/**
 * Deny assignments come first: one that applies blocks access. Otherwise one role assignment is enough; roles add up.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/overview#multiple-role-assignments
 */
function decideWith(record: AzureDecideRecord, attributes: Attributes): Truth {
  const { request, roleAssignments = [], denyAssignments = [], roleDefinitions = [] } = record
  const denied = any(denyAssignments.map((each) => denyApplies(each, request, attributes)))
  const granted = any(roleAssignments.map((each) => assignmentGrants(each, request, attributes, roleDefinitions)))
  return all([opposite(denied), granted])
}

/**
 * A deny assignment blocks its principals, less the excluded ones, at its scope and (unless it says otherwise) below,
 * for its actions, while its condition holds. One that only audits blocks nothing.
 *
 * LIMIT: of one that was not made by Azure and does not say whether it is enforced, nothing is certain.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments
 */
function denyApplies(document: Json, request: AzureDecisionRequest, attributes: Attributes): Truth {
  const deny = bodyOf(document)
  const effect = lowerText(deny['denyAssignmentEffect'])
  const scope = textOf(deny['scope'])
  const named = listed(deny['principals'], request) || forEveryone(deny['principals'])
  const at =
    deny['doNotApplyToChildScopes'] === true ? truthOf(sameScope(scope, request.scope)) : appliesAt(scope, request)
  if (!named || listed(deny['excludePrincipals'], request)) return NO
  if (effect === 'audit') return NO
  const enforced = effect === 'enforced' || deny['isSystemProtected'] === true ? YES : DOUBT
  const actions = permissionsOf(deny).map((permission) =>
    all([truthOf(permits(permission, request)), conditionOf(permission, request, attributes)]),
  )
  return all([at, enforced, any(actions), conditionOf(deny, request, attributes)])
}

/**
 * Scopes apply to what is below them. Which management groups are above a subscription its id does not tell: where
 * the request does not either, one may be.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/scope-overview
 */
function appliesAt(scope: string, { scope: resource, parents }: AzureDecisionRequest): Truth {
  if (scope === '') return NO
  if (isAtOrAbove(scope, resource, parents ?? [])) return YES
  return parents === undefined && isManagementGroup(scope) && !isManagementGroup(resource) ? DOUBT : NO
}

function listed(principals: Json | undefined, request: AzureDecisionRequest): boolean {
  const ids = request.principalIds.map((id) => id.toLowerCase())
  return objectsIn(principals).some((principal) => ids.includes(lowerText(principal['id'])))
}

/** The principal of type `SystemDefined` with an id of zeros is everyone in the directory. */
function forEveryone(principals: Json | undefined): boolean {
  return objectsIn(principals).some((principal) => lowerText(principal['id']) === EVERYONE)
}

/**
 * An assignment grants what its role allows, to its principal, at its scope and below, while it is in force and its
 * condition holds.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments
 */
function assignmentGrants(
  document: Json,
  request: AzureDecisionRequest,
  attributes: Attributes,
  definitions: readonly Json[],
): Truth {
  const assignment = bodyOf(document)
  const principal = lowerText(assignment['principalId'])
  const scope = textOf(assignment['scope'])
  const isTheirs = request.principalIds.some((id) => id.toLowerCase() === principal)
  if (!isTheirs) return NO
  return all([
    appliesAt(scope, request),
    isInForce(document, attributes),
    roleAllows(textOf(assignment['roleDefinitionId']), request, attributes, definitions),
    conditionOf(assignment, request, attributes),
  ])
}

/**
 * Active and eligible assignments of Privileged Identity Management have a beginning and an end; an eligible one must
 * be activated first.
 *
 * @see https://learn.microsoft.com/en-us/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles
 */
function isInForce(document: Json, attributes: Attributes): Truth {
  const assignment = bodyOf(document)
  const type = isObject(document) ? lowerText(document['type']) : ''
  const eligible = type.includes('roleeligibility') ? eitherBy([ACTIVATION]) : YES
  const [start, end] = [Date.parse(textOf(assignment['startDateTime'])), Date.parse(textOf(assignment['endDateTime']))]
  const given = attributes(timeKey())
  const now = given === 'open' ? null : Date.parse(given[0] ?? '')
  const time = eitherBy([attributeKey(timeKey())])
  const ended = Number.isNaN(end) ? NO : now === null ? time : truthOf(end <= now)
  const begun = Number.isNaN(start) ? YES : now === null ? time : truthOf(start <= now)
  return all([eligible, opposite(ended), begun])
}

/**
 * A role allows what one of its permissions allows, while that permission's condition holds. Of a role whose
 * definition is not given nothing is known.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions
 */
function roleAllows(
  id: string,
  request: AzureDecisionRequest,
  attributes: Attributes,
  definitions: readonly Json[],
): Truth {
  const definition = definitions.find((each) => roleIdOf(each) === lastSegment(id))
  if (definition === undefined) return DOUBT
  return any(
    permissionsOf(bodyOf(definition)).map((permission) =>
      all([truthOf(permits(permission, request)), conditionOf(permission, request, attributes)]),
    ),
  )
}

/**
 * `Actions - NotActions` on the control plane, `DataActions - NotDataActions` on the data plane: neither plane says
 * anything of the other.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions#control-and-data-actions
 */
function permits(permission: JsonObject, request: AzureDecisionRequest): boolean {
  const [granted, taken] =
    request.dataAction === true
      ? [permission['dataActions'], permission['notDataActions']]
      : [permission['actions'], permission['notActions']]
  const names = (patterns: Json | undefined): boolean =>
    Array.isArray(patterns) && patterns.some((each) => typeof each === 'string' && namesAction(each, request.action))
  return names(granted) && !names(taken)
}

function conditionOf(holder: JsonObject, request: AzureDecisionRequest, attributes: Attributes): Truth {
  return conditionHolds(holder['condition'], { action: request.action, attributes })
}

/** ARM keeps what matters under `properties`; the CLI prints it flat. */
function bodyOf(document: Json): JsonObject {
  if (!isObject(document)) return {}
  return isObject(document['properties']) ? document['properties'] : document
}

function permissionsOf(body: JsonObject): JsonObject[] {
  return objectsIn(body['permissions'])
}

function objectsIn(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter((each) => isObject(each)) : []
}

/** A role is known by its GUID: the last segment of its id, and its `name`. */
function roleIdOf(definition: Json): string {
  if (!isObject(definition)) return ''
  return lastSegment(textOf(definition['id']) === '' ? textOf(definition['name']) : textOf(definition['id']))
}

function lastSegment(id: string): string {
  return (
    id
      .toLowerCase()
      .split('/')
      .filter((segment) => segment !== '')
      .at(-1) ?? ''
  )
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function lowerText(value: Json | undefined): string {
  return textOf(value).toLowerCase()
}
