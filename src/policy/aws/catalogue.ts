// What it is: the catalogue of AWS actions: every action, its access words, its resource types, and pattern expansion.
// May import: src/model and the generated and curated tables of this folder.
// Never does: read files or the network; decide whether somebody may call an action.
import { globMatches } from '../../model/glob.js'
import type { Access } from '../../model/access.js'
import { compareText } from '../../model/text.js'
import { CATALOGUE_DATE, CATALOGUE_SIZE, RCP_SERVICES, SERVICES } from './catalogue-data.js'
import { DATA_ACTIONS } from './data-actions.js'

/** A resource type of the service authorization reference; one object for each (service, name, ARN form). */
export interface ResourceType {
  /** The service that publishes the type (`s3`). */
  readonly service: string
  /** The vendor's name (`bucket`). */
  readonly name: string
  /** The ARN template as published: `arn:${Partition}:s3:::${BucketName}`. */
  readonly arn: string
  /** The template with each variable as one `*`: `arn:*:s3:::*`. */
  readonly patterns: string
}

/**
 * All AWS actions. An action has an id from 0 to `size - 1`; ids ascend with the lower-case text `service:action`,
 * so those of one service are contiguous. Functions that take an id throw a RangeError for any other number.
 */
export interface Catalogue {
  /** The day of the vendor data, `YYYY-MM-DD`. */
  readonly date: string
  readonly size: number
  /** The usual spelling, `s3:GetObject`. */
  name(id: number): string
  /** The id of an action written in any case; -1 when AWS has none of that name. */
  idOf(action: string): number
  serviceOf(id: number): string
  /** First id and the id after the last one; null when no such service is known. */
  serviceRange(service: string): readonly [start: number, end: number] | null
  /** All service prefixes, in the order of their ids. */
  services(): readonly string[]
  /** The vendor's access level as access words, in the order in which they are printed. */
  access(id: number): readonly Access[]
  /** Does the action read or change content that a resource holds? See data-actions.ts. */
  data(id: number): boolean
  /** Has the action no resource types, so that only the resource `*` fits? */
  takesOnlyWildcard(id: number): boolean
  resourceTypes(id: number): readonly ResourceType[]
}

interface Shape {
  readonly access: readonly Access[]
  readonly types: readonly ResourceType[]
}

interface Shapes {
  /** The shape of each action of the service. */
  readonly ofAction: readonly Shape[]
  readonly types: readonly ResourceType[]
}

/** One service. Its line is unpacked by parts, each when first asked for: most questions touch few services. */
interface Service {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly line: string
  /** Lower-case action names without the prefix, ascending. */
  lower: readonly string[] | null
  /** Full names, `s3:GetObject`. */
  names: readonly string[] | null
  shapes: Shapes | null
  data: readonly boolean[] | null
}

const ACCESS_WORDS: Readonly<Record<string, Access>> = { l: 'list', r: 'read', w: 'write', t: 'tag', p: 'permissions' }
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Longest action pattern that is looked at; far above any name of the catalogue. */
const LONGEST_PATTERN = 1024
/** Bounds of the memory of expanded patterns: entries, and ids in all of them. */
const MOST_EXPANSIONS = 8192
const MOST_EXPANDED_IDS = 4_000_000

const NO_IDS = new Int32Array(0)
const NO_SHAPE: Shape = { access: [], types: [] }

interface State {
  readonly services: readonly Service[]
  readonly byName: ReadonlyMap<string, Service>
  readonly catalogue: Catalogue
}

let state: State | null = null

/** The catalogue. Unpacked once, a service at a time when first asked for. */
export function awsCatalogue(): Catalogue {
  return loaded().catalogue
}

function loaded(): State {
  state ??= load()
  return state
}

function load(): State {
  const services: Service[] = []
  const serviceIndexes = new Uint16Array(CATALOGUE_SIZE)
  let start = 0
  for (const line of SERVICES) {
    const nameEnd = line.indexOf(';')
    const namesEnd = line.indexOf(';', nameEnd + 1)
    const end = start + (line.indexOf(';', namesEnd + 1) - namesEnd - 1) / 2
    serviceIndexes.fill(services.length, start, end)
    services.push({
      name: line.slice(0, nameEnd),
      start,
      end,
      line,
      lower: null,
      names: null,
      shapes: null,
      data: null,
    })
    start = end
  }
  const byName = new Map(services.map((service) => [service.name, service]))
  return { services, byName, catalogue: catalogueOf(services, byName, serviceIndexes) }
}

function catalogueOf(
  services: readonly Service[],
  byName: ReadonlyMap<string, Service>,
  serviceIndexes: Uint16Array,
): Catalogue {
  const prefixes = services.map((service) => service.name)
  const serviceAt = (id: number): Service => {
    const service = services[serviceIndexes[id] ?? -1]
    if (service === undefined) throw new RangeError(`no action has the id \`${id}\``)
    return service
  }
  const shapeOf = (id: number): Shape => {
    const service = serviceAt(id)
    return shapesOf(service).ofAction[id - service.start] ?? NO_SHAPE
  }
  return {
    date: CATALOGUE_DATE,
    size: CATALOGUE_SIZE,
    name: (id) => {
      const service = serviceAt(id)
      return namesOf(service)[id - service.start] ?? ''
    },
    idOf: (action) => {
      const lower = lowerAscii(action)
      const colon = lower?.indexOf(':') ?? -1
      const service = lower === null ? undefined : byName.get(lower.slice(0, Math.max(colon, 0)))
      if (lower === null || service === undefined) return -1
      const index = indexIn(lowerNamesOf(service), lower.slice(colon + 1))
      return index < 0 ? -1 : service.start + index
    },
    serviceOf: (id) => serviceAt(id).name,
    serviceRange: (service) => {
      const found = byName.get(service.toLowerCase())
      return found === undefined ? null : [found.start, found.end]
    },
    services: () => prefixes,
    access: (id) => shapeOf(id).access,
    data: (id) => {
      const service = serviceAt(id)
      return dataOf(service)[id - service.start] ?? false
    },
    takesOnlyWildcard: (id) => shapeOf(id).types.length === 0,
    resourceTypes: (id) => shapeOf(id).types,
  }
}

function indexIn(ascending: readonly string[], wanted: string): number {
  let low = 0
  let high = ascending.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const order = compareText(ascending[middle] ?? '', wanted)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function shortNames(service: Service): string[] {
  const from = service.name.length + 1
  return service.line.slice(from, service.line.indexOf(';', from)).split(',')
}

function lowerNamesOf(service: Service): readonly string[] {
  service.lower ??= shortNames(service).map((name) => name.toLowerCase())
  return service.lower
}

function namesOf(service: Service): readonly string[] {
  service.names ??= shortNames(service).map((name) => `${service.name}:${name}`)
  return service.names
}

function shapesOf(service: Service): Shapes {
  if (service.shapes !== null) return service.shapes
  const [, , codes = '', packedShapes = '', packedTypes = ''] = service.line.split(';')
  const types = packedTypes === '' ? [] : packedTypes.split('|').map((text) => unpackType(service.name, text))
  const shapes = packedShapes.split(',').map((text) => unpackShape(text, types))
  const ofAction: Shape[] = []
  for (let i = 0; i < codes.length; i += 2) {
    ofAction.push(shapes[DIGITS.indexOf(codes.charAt(i)) * 64 + DIGITS.indexOf(codes.charAt(i + 1))] ?? NO_SHAPE)
  }
  service.shapes = { ofAction, types }
  return service.shapes
}

function unpackType(service: string, text: string): ResourceType {
  const tilde = text.indexOf('~')
  const rest = text.slice(tilde + 2)
  const prefixes: Readonly<Record<string, string>> = {
    '+': `arn:\${Partition}:${service}:\${Region}:\${Account}:`,
    '=': `arn:\${Partition}:${service}:`,
    '-': 'arn:${Partition}:',
  }
  const arn = (prefixes[text.charAt(tilde + 1)] ?? '') + rest
  return { service, name: text.slice(0, tilde), arn, patterns: patternOfTemplate(arn) }
}

/** Each variable as one `*`. A few templates are published without the dollar sign of a variable. */
function patternOfTemplate(template: string): string {
  let out = ''
  let from = 0
  for (let open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
    out += template.slice(from, template[open - 1] === '$' ? open - 1 : open)
    if (!out.endsWith('*')) out += '*'
    from = template.indexOf('}', open) + 1
  }
  return out + template.slice(from)
}

function unpackShape(text: string, types: readonly ResourceType[]): Shape {
  const [letters = '', ...indexes] = text.split(' ')
  return {
    access: [...letters].map((letter) => ACCESS_WORDS[letter] ?? 'write'),
    types: indexes.map((index) => types[Number(index)]).filter((type) => type !== undefined),
  }
}

function dataOf(service: Service): readonly boolean[] {
  if (service.data !== null) return service.data
  const patterns = DATA_ACTIONS.get(service.name) ?? []
  const lower = patterns.map((pattern) => pattern.toLowerCase())
  const included = lower.filter((pattern) => !pattern.startsWith('!'))
  const excepted = lower.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  service.data = lowerNamesOf(service).map(
    (name) =>
      included.some((pattern) => globMatches(pattern, name)) && !excepted.some((pattern) => globMatches(pattern, name)),
  )
  return service.data
}

/**
 * The resource types that a service publishes, whether or not an action names them; empty for an unknown service.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function resourceTypesOf(service: string): readonly ResourceType[] {
  const found = loaded().byName.get(service)
  return found === undefined ? [] : shapesOf(found).types
}

const expansions = new Map<string, Int32Array>()
let expandedIds = 0

/**
 * The ids of the actions that an action pattern names, ascending: `*`, `s3:*`, `s3:Get*`, `*:Describe*`, `s?:Get*`.
 *
 * Case does not count; `*` is any run of characters, `?` exactly one; neither crosses the colon, and apart from `*`
 * a pattern without a colon names nothing, as AWS refuses to store it. The array is shared: do not write to it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function expandPattern(pattern: string): Int32Array {
  const known = expansions.get(pattern)
  if (known !== undefined) return known
  const ids = expand(pattern)
  if (pattern.length > LONGEST_PATTERN) return ids
  expandedIds += ids.length
  expansions.set(pattern, ids)
  for (const [oldest, { length }] of expansions) {
    if (expansions.size <= MOST_EXPANSIONS && expandedIds <= MOST_EXPANDED_IDS) break
    expansions.delete(oldest)
    expandedIds -= length
  }
  return ids
}

function expand(pattern: string): Int32Array {
  const lower = lowerAscii(pattern)
  if (lower === null) return NO_IDS
  if (isAllStars(lower)) return Int32Array.from({ length: CATALOGUE_SIZE }, (_, id) => id)
  const colon = lower.indexOf(':')
  if (colon < 0) return NO_IDS
  const servicePattern = lower.slice(0, colon)
  const namePattern = lower.slice(colon + 1)
  const every = isAllStars(namePattern)
  const ids: number[] = []
  for (const service of loaded().services) {
    if (!globMatches(servicePattern, service.name)) continue
    const names = every ? [] : lowerNamesOf(service)
    for (let id = service.start; id < service.end; id++) {
      if (every || globMatches(namePattern, names[id - service.start] ?? '')) ids.push(id)
    }
  }
  return Int32Array.from(ids)
}

function isAllStars(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text[i] !== '*') return false
  return text !== ''
}

/** Lower case; null for a text no action name can match: `toLowerCase` turns U+212A (Kelvin) into an ASCII `k`. */
function lowerAscii(text: string): string | null {
  if (text.length > LONGEST_PATTERN) return null
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return null
  return text.toLowerCase()
}

const rcpServices = new Set(RCP_SERVICES.split(','))

/**
 * Do resource control policies apply to this service's actions? `service` is the prefix of its actions (`s3`).
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function rcpSupported(service: string): boolean {
  return rcpServices.has(service.toLowerCase())
}
