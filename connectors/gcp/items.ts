import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { camelKeys } from './camel-case.js'
import { textField } from './fields.js'
import type { Place, ResourceType } from './resource-type.js'

/** One thing in an answer: what it is about, and which call printed it. */
export interface Item {
  /** `<service> <operation>` */
  call: string
  /** The type that knows it from a list; null for records of the asset inventory and bare policies. */
  type: ResourceType | null
  name: string
  assetType: string
  value: JsonObject
}

/** What one document of a file holds. `strange` counts entries beside the items that are none. */
export interface DocumentItems {
  items: Item[]
  strange: number
  /** The field of a list answer that the items stand in. */
  list: string | null
  /** The answer says that there is more on another page. */
  goesOn: boolean
}

export const ASSETS = 'cloudasset assets-list'
export const SEARCHED_RESOURCES = 'cloudasset search-all-resources'
export const SEARCHED_POLICIES = 'cloudasset search-all-iam-policies'
export const POLICY = 'iam get-iam-policy'

const ASSET_TYPE = /^[a-z0-9.-]+\/[A-Za-z0-9]+$/
/** List fields that several calls use. */
const MIXED_LISTS = ['assets', 'results', 'items', 'policies', 'instances', 'clusters', 'backups', 'members']

/** Items of one document: a list, a list answer (`{"roles": [...]}`), or one thing. */
export function itemsOf(document: Json, place: Place, types: readonly ResourceType[]): DocumentItems {
  if (Array.isArray(document)) {
    const parts = document.map((entry) => (isObject(entry) ? ofObject(entry, place, types) : STRANGE))
    return {
      items: parts.flatMap(({ items }) => items),
      strange: parts.filter(({ items, list }) => items.length === 0 && list === null).length,
      list: parts.find(({ list }) => list !== null)?.list ?? null,
      goesOn: parts.length > 0 && parts.every(({ goesOn }) => goesOn),
    }
  }
  return isObject(document) ? ofObject(document, place, types) : STRANGE
}

const STRANGE: DocumentItems = { items: [], strange: 1, list: null, goesOn: false }

function ofObject(object: JsonObject, place: Place, types: readonly ResourceType[]): DocumentItems {
  const item = itemOf(object, place, types)
  if (item !== null) return { items: [item], strange: 0, list: null, goesOn: false }
  const list = listField(object, types)
  if (list === null) return STRANGE
  const entries = object[list] as Json[]
  const items = entries.flatMap((entry) => (isObject(entry) ? (itemOf(entry, place, types) ?? []) : []))
  const goesOn = (textField(object, 'nextPageToken') ?? textField(object, 'next_page_token')) !== null
  if (items.length === 0 && entries.length > 0) return STRANGE
  return { items, strange: entries.length - items.length, list, goesOn }
}

const knownLists = new WeakMap<readonly ResourceType[], ReadonlySet<string>>()

function listField(object: JsonObject, types: readonly ResourceType[]): string | null {
  let known = knownLists.get(types)
  if (known === undefined) {
    known = new Set([...MIXED_LISTS, ...types.flatMap(({ listed }) => listed?.list ?? [])])
    knownLists.set(types, known)
  }
  for (const [name, value] of Object.entries(object)) if (Array.isArray(value) && known.has(name)) return name
  return null
}

/** What an object is about; null if it is nothing of Google Cloud. */
function itemOf(object: JsonObject, place: Place, types: readonly ResourceType[]): Item | null {
  const value = camelKeys(object) as JsonObject
  const name = textField(value, 'name')
  const assetType = textField(value, 'assetType')
  if (name?.startsWith('//') === true && assetType !== null && ASSET_TYPE.test(assetType))
    return { call: isSearchResult(value) ? SEARCHED_RESOURCES : ASSETS, type: null, name, assetType, value }
  const resource = textField(value, 'resource')
  if (resource?.startsWith('//') === true && isObject(value['policy']))
    return { call: SEARCHED_POLICIES, type: null, name: resource, assetType: assetType ?? '', value }
  if (isPolicy(value)) return { call: POLICY, type: null, name: place.subject[0] ?? '', assetType: '', value }
  for (const type of types) {
    const listedName = type.listed?.nameOf(value, place) ?? null
    if (listedName !== null && type.listed !== undefined)
      return { call: type.listed.call, type, name: listedName, assetType: type.assetTypes[0] ?? '', value }
  }
  return null
}

const CONTENTS = ['resource', 'iamPolicy', 'orgPolicy', 'accessPolicy', 'accessLevel', 'servicePerimeter']

function isSearchResult(value: JsonObject): boolean {
  return (
    !CONTENTS.some((name) => Object.hasOwn(value, name)) &&
    ['displayName', 'project', 'organization', 'parentFullResourceName', 'location', 'state'].some((name) =>
      Object.hasOwn(value, name),
    )
  )
}

/** `gcloud ... get-iam-policy`: bindings at the top, or nothing but a tag where nothing is granted. */
function isPolicy(value: JsonObject): boolean {
  if (Object.hasOwn(value, 'name') || Object.hasOwn(value, 'kind')) return isStoragePolicy(value)
  const { bindings } = value
  if (Array.isArray(bindings))
    return bindings.every(
      (binding) => isObject(binding) && Object.hasOwn(binding, 'role') && !Object.hasOwn(binding, 'roleRef'),
    )
  return (
    textField(value, 'etag') !== null && Object.keys(value).every((field) => field === 'etag' || field === 'version')
  )
}

function isStoragePolicy(value: JsonObject): boolean {
  return value['kind'] === 'storage#policy' && Array.isArray(value['bindings'])
}
