import type { FactsBuilder } from '../../src/connector/index.js'
import type { GapReason, Json, JsonObject } from '../../src/model/index.js'
import { idKey, parseArmId } from './arm-id.js'
import type { AzureCall } from './collect/declaration.js'
import { fieldAt, objectField } from './fields.js'
import { vendorName, type AzureList, type FieldKind } from './list-name.js'
import { addIdentities } from './managed-identity.js'
import type { ArmEntry, Records } from './records.js'
import { addContainer, tenantId } from './tree.js'

/** One kind of thing in Azure or Entra: which lists tell about it, and how they become facts. */
export interface ResourceType {
  /** Its Terraform name, or the directory's word for it. */
  type: string
  lists: readonly AzureList[]
  /** Terraform names of the ARM types that it reads, for scopes that are named and not listed. */
  names?: readonly (readonly [armType: string, terraformName: string])[]
  normalize(records: Records, facts: FactsBuilder): void
}

/** An ARM resource of which its place, its identity and some properties matter. */
export interface ArmResource {
  type: string
  /** The ARM type as the vendor spells it. */
  arm: string
  az?: readonly string[]
  kinds?: Readonly<Record<string, FieldKind>>
  /** Properties that are kept: paths below `properties`, each under its last name or the one before `=`. */
  keep?: readonly string[]
  /** The Terraform name of one resource, where the ARM type has several. */
  typeOf?: (entry: ArmEntry) => string
  /** Do its properties let somebody in? A list without them is then a gap. */
  isExposing?: boolean
  /** Properties beyond those kept by name. */
  more?: (entry: ArmEntry) => JsonObject
  /** How a live collection asks for it, where Resource Graph has no such resources. */
  collect?: readonly AzureCall[]
}

/** A type that becomes a Resource node below its group or parent, with the identities that it runs as. */
export function armResource({
  type,
  arm,
  az = [],
  kinds = {},
  keep = [],
  typeOf,
  isExposing = false,
  more,
  collect = [inventory(arm, isExposing)],
}: ArmResource): ResourceType {
  const paths = keep.map(keptPath)
  return {
    type,
    lists: [{ path: arm, az, kinds, collect }],
    names: [[arm, type]],
    normalize(records, facts) {
      for (const entry of records.arm(arm))
        addResource(records, facts, entry, {
          type: typeOf?.(entry) ?? type,
          properties: { ...keptProperties(entry.properties, paths), ...more?.(entry) },
        })
      if (isExposing) addBareGaps(records, facts, arm)
    },
  }
}

/**
 * Resources of a type, from the one query that reads all types of a subscription.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/azureresourcegraph/resourcegraph/resources/resources
 */
export function inventory(arm: string, isChecked = false): AzureCall {
  return {
    source: 'resource-graph',
    per: 'subscription',
    api: '/providers/Microsoft.ResourceGraph/resources',
    version: '2022-10-01',
    needs: ['Microsoft.ResourceGraph/resources/read', `${arm}/read`],
    isChecked,
    isStreamed: true,
  }
}

/** What lists of resources of every kind say beside id, name and type. */
const BARE = new Set(['changedTime', 'createdTime', 'provisioningState'])

/** Resources that were listed without their properties, as `az resource list` and `az keyvault list` do. */
function addBareGaps(records: Records, facts: FactsBuilder, arm: string): void {
  const entries = records.arm(arm)
  const isBare = ({ properties }: ArmEntry): boolean => Object.keys(properties).every((name) => BARE.has(name))
  const whole = new Set(entries.flatMap((entry) => (isBare(entry) ? [] : [idKey(entry.id)])))
  const bare = new Map(
    entries.flatMap((entry) => (whole.has(idKey(entry.id)) ? [] : [[idKey(entry.id), entry] as const])),
  )
  const [first] = bare.values()
  if (first === undefined) return
  addGap(facts, {
    scope: bare.size === 1 ? records.spelled(first.id) : tenantId(first.tenant),
    list: arm,
    reason: 'not-collected',
    message: `${someOf([...bare.values()].map(({ name }) => name))}: listed without properties, which say who else gets in`,
  })
}

/** Makes the node of an ARM resource that has a record, and its identities. */
export function addResource(
  records: Records,
  facts: FactsBuilder,
  entry: ArmEntry,
  { type, properties }: { type: string; properties: JsonObject },
): string {
  const id = records.spelled(entry.id)
  const parsed = parseArmId(id)
  facts.node({
    kind: 'Resource',
    type,
    id,
    cloud: 'azure',
    scope: parsed === null ? null : addContainer(facts, records, parsed, entry.tenant),
    name: entry.name,
    properties: { ...properties, tags: objectField(entry.value, 'tags') ?? {} },
  })
  addIdentities(records, facts, entry, id)
  return id
}

interface KeptPath {
  name: string
  path: string[]
}

/** `networkDefaultAction=networkAcls.defaultAction` is kept under the name before `=`. */
function keptPath(text: string): KeptPath {
  const [name = '', path = name] = text.split('=')
  const parts = path.split('.')
  return { name: text.includes('=') ? name : (parts[parts.length - 1] ?? ''), path: parts }
}

function keptProperties(properties: JsonObject, paths: readonly KeptPath[]): JsonObject {
  const out: [string, Json][] = []
  for (const { name, path } of paths) {
    const value = fieldAt(properties, path)
    if (value !== undefined) out.push([name, value])
  }
  return Object.fromEntries(out)
}

/** A gap, named as the vendor names the list. */
export function addGap(
  facts: FactsBuilder,
  at: { scope: string; list: string; reason: GapReason; message: string },
): void {
  facts.gap({
    cloud: 'azure',
    scope: at.scope,
    region: '',
    ...vendorName(at.list),
    reason: at.reason,
    message: at.message,
  })
}

/** `a`, `b`, `c` and 4 more: names for a message that stays short. */
export function someOf(names: readonly string[], shown = 3): string {
  const listed = names.slice(0, shown).map((name) => `\`${name}\``)
  return names.length > shown ? `${listed.join(', ')} and ${names.length - shown} more` : listed.join(', ')
}
