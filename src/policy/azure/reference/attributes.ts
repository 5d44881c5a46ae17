import type { AttributeValue, AzureDecisionRequest } from '../record.js'

/** Values of an attribute: none when it does not exist, `open` when it is not known. */
export type Values = readonly string[] | 'open'

/** What a request says of its attributes, by their names. */
export type Attributes = (name: string) => Values

const TIME = '@environment[utcnow]'

/**
 * The attributes of a request: those given, those that its resource's id tells, and the time.
 *
 * Not given, an attribute is open where the context is, else it does not exist; time is open without a time.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#attributes
 */
export function attributesOf(request: AzureDecisionRequest): Attributes {
  const known = new Map<string, readonly string[]>(fromScope(request.scope))
  if (request.time !== undefined) known.set(TIME, [timeText(request.time)])
  for (const [name, value] of Object.entries(request.attributes ?? {})) known.set(attributeKey(name), textsOf(value))
  return (name) => {
    const key = attributeKey(name)
    const open = request.contextOpen === true || key === TIME
    return known.get(key) ?? (open ? 'open' : [])
  }
}

export function timeKey(): string {
  return '@Environment[UtcNow]'
}

export function subOperationKey(): string {
  return '@Request[subOperation]'
}

/** Names ignore case, but for the key of a tag (`tags:Project<$key_case_sensitive$>`). */
export function attributeKey(name: string): string {
  const tag = /^(.*tags:)([^<\]]*)(.*)$/i.exec(name)
  if (tag === null) return name.toLowerCase()
  return `${(tag[1] ?? '').toLowerCase()}${tag[2] ?? ''}${(tag[3] ?? '').toLowerCase()}`
}

function textsOf(value: AttributeValue): string[] {
  return (typeof value === 'object' ? [...value] : [value]).map(String)
}

function timeText(time: string | number): string {
  return new Date(time).toISOString()
}

/** Types of storage that an id names, each with the attribute that holds its name. */
const NAMED_IN_ID: readonly (readonly [string, string])[] = [
  ['storageaccounts', 'microsoft.storage/storageaccounts:name'],
  ['containers', 'microsoft.storage/storageaccounts/blobservices/containers:name'],
  ['queues', 'microsoft.storage/storageaccounts/queueservices/queues:name'],
]

/**
 * The names of a storage account and of its container or queue stand in the id of the resource. They are lower case
 * by their rules, while an id can be written in any.
 *
 * @see https://learn.microsoft.com/en-us/azure/storage/blobs/storage-auth-abac-attributes
 */
function fromScope(scope: string): [string, string[]][] {
  const segments = scope.split('/')
  if (!segments.some((segment) => segment.toLowerCase() === 'microsoft.storage')) return []
  return NAMED_IN_ID.flatMap(([type, attribute]): [string, string[]][] => {
    const at = segments.findIndex((segment) => segment.toLowerCase() === type)
    const name = at < 0 ? undefined : segments[at + 1]
    return name === undefined || name === '' ? [] : [[`@resource[${attribute}]`, [name.toLowerCase()]]]
  })
}
