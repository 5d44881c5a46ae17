import { literalText } from '../aws/arn.js'
import { globMatches, isObject, UserError, type Json, type Node, type Target } from '../../model/index.js'
import type { AccessQuestion, GrantOn, Piece, Places } from '../cloud.js'
import { simplify, type Clause, type Clauses } from '../condition/clauses.js'
import { contextOf, evaluateAtom, OPEN, type KeyState } from '../condition/context.js'
import type { Atom } from '../condition/atom.js'
import { BECOMING, kindOf } from './actions.js'
import { attributeIn } from './condition/attributes.js'
import { expressionValue } from './condition/condition.js'
import { fullPermission, serviceOf } from './permission.js'
import { canonicalId, CONTAINERS, containersOf, isWithin, type Lookup } from './place.js'
import { resourceAttribute } from './resource-attributes.js'
import { typeOf } from './world/target.js'

/** Does the text have the shape of a permission: `storage.objects.get`, or `storage.googleapis.com/objects.get`? */
export function isPermission(text: string): boolean {
  return (
    /^[a-z][a-zA-Z0-9-]*\.[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+$/.test(text) ||
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/[a-zA-Z0-9]+(?:\.[a-zA-Z0-9-]+)+$/.test(text)
  )
}

/** Hosts of permissions by the word that the short form has instead. */
const WORDS = new Map([
  ['cloudresourcemanager.googleapis.com', 'resourcemanager'],
  ['sqladmin.googleapis.com', 'cloudsql'],
])

/** Permissions of which only the long form exists. */
const LONG_ONLY = /^iam\.googleapis\.com\/(?:workloadIdentity|workforcePool)/

/** A permission as roles write it. Throws UserError for what is none. */
export function canonicalPermission(text: string): string {
  if (!isPermission(text))
    throw new UserError(
      `\`${text}\` is no permission`,
      'name it as `service.resource.verb`, such as `storage.objects.get`',
    )
  const slash = text.indexOf('/')
  if (slash < 0 || LONG_ONLY.test(text)) return text
  const host = text.slice(0, slash)
  if (!host.endsWith('.googleapis.com')) return text
  const word = WORDS.get(host) ?? host.slice(0, -'.googleapis.com'.length)
  return `${word}.${text.slice(slash + 1)}`
}

/** Places as names are looked up in. */
function lookupIn(places: Places): Lookup {
  return { find: (id) => places.node(id) }
}

/** "May somebody use this permission on this resource?", to be put to many grants. */
export function question(action: string, resource: string, places: Places): AccessQuestion {
  const permission = canonicalPermission(action)
  const lookup = lookupIn(places)
  const id = canonicalId(resource, lookup)
  const containers = containersOf(id, lookup)
  const node = places.node(id)
  const states = statesOf(id, node?.properties ?? {})
  const becoming = BECOMING.has(permission) && id.startsWith('serviceAccount:')
  const full = fullPermission(permission)
  return {
    resource: id,
    type: node?.type ?? typeOf(id),
    becoming,
    names: (actions) => actions.length === 0 || actions.includes(permission) || actions.includes(full),
    left: (grant) => (covers(grant, id, containers) ? decided(grant.clauses, states) : null),
    kind: becoming ? { access: ['write'], data: false } : kindOf([permission]),
  }
}

/** Does the grant reach the thing: is it the target or below it, and not excepted? */
function covers({ target, covers: kind, except }: GrantOn, id: string, containers: readonly string[]): boolean {
  if (kind === 'pattern' ? !globMatches(target.id, id) : !isWithin(id, target.id, containers)) return false
  return !except.some((pattern) => globMatches(pattern, id) || containers.some((each) => globMatches(pattern, each)))
}

/** Clauses with what the resource itself decides decided; null when that rules them out. */
function decided(clauses: Clauses, states: ReadonlyMap<string, KeyState>): Clauses | null {
  const stateOf = (atom: Atom): KeyState | undefined => states.get(atom.lowerKey) ?? workedOut(atom.key, states)
  if (!clauses.some((clause) => clause.some((atom) => stateOf(atom) !== undefined))) return clauses
  const left: Clause[] = []
  for (const clause of clauses) {
    const open: Atom[] = []
    let isMet = false
    for (const atom of clause) {
      const state = stateOf(atom)
      const value =
        state === undefined
          ? null
          : evaluateAtom(
              atom,
              contextOf(new Map([[atom.lowerKey, state]]), () => undefined, OPEN),
            )
      if (value === true) isMet = true
      else if (value === null) open.push(atom)
    }
    if (isMet) continue
    if (open.length === 0) return null
    left.push(open)
  }
  return simplify(left)
}

/** What a function of an attribute of the resource comes to: `resource.name.extract("/objects/{team}/")`. */
function workedOut(key: string, states: ReadonlyMap<string, KeyState>): KeyState | undefined {
  const { attribute, call } = attributeIn(key)
  const state = call === '' ? undefined : states.get(attribute.toLowerCase())
  if (state === undefined || state.state === 'present' || state.state === 'open') return undefined
  const value = expressionValue(key, (name) => {
    if (name !== attribute) return { state: 'open' }
    const [only] = state.state === 'values' ? state.values : []
    return only === undefined ? { state: 'absent' } : { state: 'known', value: only }
  })
  if (value?.is === 'error') return { state: 'absent' }
  if (value?.is === 'text') return { state: 'values', values: [value.text] }
  return value?.is === 'number' ? { state: 'values', values: [String(value.number)] } : undefined
}

/** What a resource says of the attributes of conditions. */
function statesOf(id: string, properties: { readonly [name: string]: Json }): Map<string, KeyState> {
  const states = new Map<string, KeyState>()
  for (const name of ['resource.name', 'resource.type', 'resource.service']) {
    const attribute = resourceAttribute(name, id)
    if (attribute?.state === 'absent') states.set(name, { state: 'absent' })
    if (attribute?.state === 'known' && typeof attribute.value === 'string')
      states.set(name, { state: 'values', values: [attribute.value] })
  }
  const tags = tagStates(properties)
  if (tags === null) return states
  const entries = Object.entries(tags).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  )
  const put = (name: string, values: string[]): void => {
    states.set(
      `resource.${name.toLowerCase()}`,
      values.length === 0 ? { state: 'absent' } : { state: 'values', values },
    )
  }
  const byId = entries.filter(([key]) => key.startsWith('tagKeys/'))
  const byName = entries.filter(([key]) => !key.startsWith('tagKeys/'))
  if (byName.length > 0 || entries.length === 0) {
    put(
      'matchTag',
      byName.map(([, value]) => value),
    )
    put(
      'hasTagKey',
      byName.map(([key]) => key),
    )
  }
  if (byId.length > 0 || entries.length === 0) {
    put(
      'matchTagId',
      byId.map(([key, value]) => `${key}/${value}`),
    )
    put(
      'hasTagKeyId',
      byId.map(([key]) => key),
    )
  }
  return states
}

/**
 * The effective tags of a resource, values by key, by names and by numbers; null where the snapshot does not tell them.
 * @see https://cloud.google.com/asset-inventory/docs/reference/rest/v1/EffectiveTagDetails
 */
export function tagStates(properties: { readonly [name: string]: Json }): { [key: string]: string } | null {
  const { tags } = properties
  if (!Array.isArray(tags)) return null
  const found: { [key: string]: string } = Object.create(null) as { [key: string]: string }
  for (const tag of tags.flatMap((each) =>
    isObject(each) && Array.isArray(each['effectiveTags']) ? each['effectiveTags'] : [each],
  )) {
    if (!isObject(tag)) continue
    const text = (name: string): string | null => (typeof tag[name] === 'string' ? tag[name] : null)
    const [key, value] = [text('tagKey') ?? text('namespacedTagKey'), text('tagValue') ?? text('namespacedTagValue')]
    if (key !== null && value !== null) found[key] = value
    const [keyId, valueId] = [text('tagKeyId'), text('tagValueId')]
    if (keyId !== null && valueId !== null) found[keyId] = valueId
  }
  return found
}

/** Permissions of any list that none of `without` has. */
export function actionsLeft(
  lists: readonly (readonly string[])[],
  without: readonly (readonly string[])[],
): { actions: string[]; access: ReturnType<typeof kindOf>['access']; data: boolean }[] {
  const taken = new Set(without.flat())
  const actions = [...new Set(lists.flat())].filter((action) => !taken.has(action)).sort()
  return actions.length === 0 ? [] : [{ actions, ...kindOf(actions) }]
}

/** The resource of the snapshot as a part of what a grant covers, with the permissions that are about such a thing. */
export function pieces(grant: GrantOn, resource: string, places: Places): Piece[] {
  const node = places.node(resource)
  if (node === null || node.cloud !== 'gcp') return []
  const { id } = node
  if (!covers(grant, id, containersOf(id, lookupIn(places)))) return []
  const about = grant.actions.filter((permission) => isAbout(permission, id))
  if (about.length === 0 && grant.actions.length > 0) return []
  const left = leftOf(grant, node, about)
  if (left === null) return []
  return [{ target: targetOf(node), actions: left.actions, ...kindOf(left.actions), clauses: left.clauses }]
}

/**
 * What conditions leave on a thing and on what it holds, which snapshots do not list: objects have names of their own.
 *
 * LIMIT: one part of a target has one list of conditions; where those on the thing and on what it holds differ, those on
 * what it holds are told.
 */
function leftOf(
  grant: GrantOn,
  { id, properties }: Node & { readonly properties: { readonly [name: string]: Json } },
  about: readonly string[],
): { actions: readonly string[]; clauses: Clauses } | null {
  const own = statesOf(id, properties)
  const onThing = decided(grant.clauses, own)
  const held = heldIn(id)
  const isHeld = (permission: string): boolean => held?.permissions.test(permission) === true
  if (held === null || grant.clauses.length === 0 || !about.some(isHeld))
    return onThing === null ? null : { actions: about, clauses: onThing }
  const name = own.get('resource.name')
  const prefix = name?.state === 'values' ? name.values[0] : undefined
  const states = new Map<string, KeyState>([...own, ['resource.type', { state: 'values', values: [held.type] }]])
  if (prefix !== undefined) states.set('resource.name', { state: 'present', like: `${literalText(prefix)}/*` })
  const onHeld = decided(grant.clauses, states)
  if (onHeld === null)
    return onThing === null ? null : { actions: about.filter((each) => !isHeld(each)), clauses: onThing }
  return { actions: onThing === null ? about.filter(isHeld) : about, clauses: onHeld }
}

/** Kinds of things that hold others with names of their own, which permissions are about these, and their type. */
const HOLDING: readonly (readonly [host: string, id: RegExp, permissions: RegExp, type: string])[] = [
  [
    'storage.googleapis.com',
    /\/buckets\/[^/]+$/,
    /^storage\.(?:objects\.(?!list$)|multipartUploads\.(?:abort|create|listParts)$)/,
    'Object',
  ],
  ['bigquery.googleapis.com', /\/datasets\/[^/]+$/, /^bigquery\.tables\.(?!(?:create|list)$)/, 'Table'],
  ['secretmanager.googleapis.com', /\/secrets\/[^/]+$/, /^secretmanager\.versions\.(?!(?:add|list)$)/, 'SecretVersion'],
  [
    'cloudkms.googleapis.com',
    /\/cryptoKeys\/[^/]+$/,
    /^cloudkms\.cryptoKeyVersions\.(?!(?:create|list|useTo[a-zA-Z]+)$)/,
    'CryptoKeyVersion',
  ],
]

function heldIn(id: string): { permissions: RegExp; type: string } | null {
  const found = HOLDING.find(([host, shape]) => id.startsWith(`//${host}/`) && shape.test(id))
  return found === undefined ? null : { permissions: found[2], type: `${found[0]}/${found[3]}` }
}

function targetOf({ id, type, cloud, scope, name }: Node): Target {
  return { id, type, cloud, scope, name, covers: id.startsWith(CONTAINERS) ? 'scope' : 'resource' }
}

/** Collections in which projects hold what other permissions are about. */
const IN_PROJECTS =
  /\.(?:buckets|datasets|topics|subscriptions|secrets|keyRings|instances|disks|images|snapshots|serviceAccounts|repositories|services|functions|hmacKeys|clusters)\.(?:create|list)$/

/** Is the permission about things of this kind? */
function isAbout(permission: string, id: string): boolean {
  const [, resource = ''] = permission.split('.')
  if (id.startsWith('serviceAccount:')) return permission.startsWith('iam.serviceAccount')
  if (id.startsWith(CONTAINERS)) {
    const kind = id.slice(CONTAINERS.length).split('/')[0] ?? ''
    if (permission.startsWith('resourcemanager.')) return resource === kind
    if (kind !== 'projects') return false
    return /^(?:serviceusage\.|bigquery\.(?:jobs|readsessions)\.)/.test(permission) || IN_PROJECTS.test(permission)
  }
  const host = id.slice(2, Math.max(2, id.indexOf('/', 2)))
  const service = serviceOf(permission)
  if (service !== host && !(service === 'datastore.googleapis.com' && host === 'firestore.googleapis.com')) return false
  if (IN_PROJECTS.test(permission)) return false
  if (host !== 'bigquery.googleapis.com') return true
  const isTable = id.includes('/tables/')
  return isTable
    ? resource === 'tables' || resource === 'rowAccessPolicies'
    : !['jobs', 'readsessions'].includes(resource)
}
