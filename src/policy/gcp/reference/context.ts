import { isObject, type Json } from '../../../model/index.js'
import type { GcpDecisionRequest } from '../record.js'

/** An attribute of the request: its value, that it is not there, or that nobody knows. */
export type Attribute =
  { readonly state: 'known'; readonly value: Json } | { readonly state: 'absent' } | { readonly state: 'open' }

export type Context = (attribute: string) => Attribute

const ABSENT: Attribute = { state: 'absent' }

/**
 * The attributes of a request: as given, else as they follow from principal and resource. Others are open in an open
 * context, absent in a closed one.
 */
export function contextOf(request: GcpDecisionRequest): Context {
  const given = new Map(Object.entries(request.attributes ?? {}))
  return (attribute) => {
    const value = given.get(attribute)
    if (value !== undefined) return { state: 'known', value }
    const derived = derivedAttribute(attribute, request)
    if (derived !== null) return derived
    return request.contextOpen === true ? { state: 'open' } : ABSENT
  }
}

function derivedAttribute(attribute: string, request: GcpDecisionRequest): Attribute | null {
  switch (attribute) {
    case 'resource.service':
      return resourceAttribute(request.resource, (at) => at.service)
    case 'resource.type':
      return resourceAttribute(request.resource, (at) => at.type)
    case 'resource.name':
      return resourceAttribute(request.resource, (at) => at.name)
    default:
      return null
  }
}

interface ResourceAttributes {
  readonly service: string
  readonly type: string | null
  readonly name: string | null
}

/**
 * Resource types that provide attributes: service, the parts of the relative name after the project or location, type.
 * @see https://cloud.google.com/iam/docs/conditions-resource-attributes
 */
const TYPES: readonly (readonly [service: string, shape: string, type: string])[] = [
  ['storage.googleapis.com', 'projects/_/buckets/+', 'storage.googleapis.com/Bucket'],
  ['storage.googleapis.com', 'projects/_/buckets/+/objects/**', 'storage.googleapis.com/Object'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+', 'bigquery.googleapis.com/Dataset'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+/tables/+', 'bigquery.googleapis.com/Table'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+/routines/+', 'bigquery.googleapis.com/Routine'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+/models/+', 'bigquery.googleapis.com/Model'],
  ['secretmanager.googleapis.com', 'projects/+/secrets/+', 'secretmanager.googleapis.com/Secret'],
  ['secretmanager.googleapis.com', 'projects/+/secrets/+/versions/+', 'secretmanager.googleapis.com/SecretVersion'],
  ['cloudkms.googleapis.com', 'projects/+/locations/+/keyRings/+', 'cloudkms.googleapis.com/KeyRing'],
  ['cloudkms.googleapis.com', 'projects/+/locations/+/keyRings/+/cryptoKeys/+', 'cloudkms.googleapis.com/CryptoKey'],
  ['compute.googleapis.com', 'projects/+/zones/+/instances/+', 'compute.googleapis.com/Instance'],
  ['compute.googleapis.com', 'projects/+/zones/+/disks/+', 'compute.googleapis.com/Disk'],
  ['compute.googleapis.com', 'projects/+/global/images/+', 'compute.googleapis.com/Image'],
]

/** Services of which no resource provides `resource` attributes. */
const WITHOUT_ATTRIBUTES = [
  'pubsub.googleapis.com',
  'iam.googleapis.com',
  'artifactregistry.googleapis.com',
  'run.googleapis.com',
]

/** What the resource provides; `known` false where the reference has no facts on the service. */
function resourceAttribute(
  resource: string,
  pick: (attributes: ResourceAttributes) => string | null,
): Attribute | null {
  if (!resource.startsWith('//')) return null
  const slash = resource.indexOf('/', 2)
  const service = slash < 0 ? resource.slice(2) : resource.slice(2, slash)
  const name = slash < 0 ? '' : resource.slice(slash + 1)
  if (WITHOUT_ATTRIBUTES.includes(service)) return ABSENT
  if (service === 'cloudresourcemanager.googleapis.com') {
    // Projects have a service and a type, no name; folders and organizations have none of them.
    if (!name.startsWith('projects/')) return ABSENT
    const value = pick({ service, type: 'cloudresourcemanager.googleapis.com/Project', name: null })
    return value === null ? ABSENT : { state: 'known', value }
  }
  const type = TYPES.find(([of, shape]) => of === service && hasShape(name, shape))?.[2]
  if (type === undefined) return null
  const value = pick({ service, type, name })
  return value === null ? ABSENT : { state: 'known', value }
}

function hasShape(name: string, shape: string): boolean {
  const parts = name.split('/')
  const wanted = shape.split('/')
  if (wanted.at(-1) === '**') return parts.length >= wanted.length && fits(parts, wanted.slice(0, -1))
  return parts.length === wanted.length && fits(parts, wanted)
}

function fits(parts: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((part, at) => (part === '+' ? parts[at] !== '' : part === parts[at]))
}

/** Texts of a list; what is no text is left out. */
export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

export function fieldOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
