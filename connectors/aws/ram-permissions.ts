import { parseEmbeddedJson, type CallRecord } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { lastName, parseArn } from './arn.js'
import { objectField, objectsField, textField, textsField } from './fields.js'
import type { Records } from './records.js'
import { wholeNames } from './whole-list.js'

export const GET_PERMISSION = 'ram get-permission'
export const SHARE_PERMISSIONS = 'ram list-resource-share-permissions'

/** A statement of a managed or customer managed permission: RAM adds principal and resource. */
export interface PermissionStatement {
  actions: string[]
  condition: JsonObject | undefined
}

/** A permission that a share has, for the resources of one type (`rds:Cluster`). */
export interface SharePermission {
  arn: string
  version: string | null
  resourceType: string
}

/** Permissions of RAM, as far as they were read. */
export interface RamPermissions {
  /** The permissions of a share; null if they were not read, or not understood. */
  ofShare(account: string, shareArn: string): SharePermission[] | null
  /** What a permission allows; null if its text was not read, or is none that can be understood. */
  statements(permission: SharePermission): PermissionStatement[] | null
}

/**
 * Reads which permissions shares have, and what those allow.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/security-ram-permissions.html
 */
export function readRamPermissions(records: Records): RamPermissions {
  const texts = new Map<string, Map<string, PermissionStatement[] | null>>()
  for (const { body } of records.answered(GET_PERMISSION)) {
    const permission = objectField(body, 'permission')
    const arn = textField(permission ?? {}, 'arn')
    if (permission === null || arn === null) continue
    const version = textField(permission, 'version') ?? ''
    texts.set(arn, (texts.get(arn) ?? new Map<string, null>()).set(version, statementsOf(permission['permission'])))
  }
  const shares = new Map<string, SharePermission[] | null>()
  for (const record of records.answered(SHARE_PERMISSIONS)) {
    const key = `${record.account} ${shareOf(record)}`
    const found = record.status === 'none' ? [] : permissionsIn(record)
    const known = shares.get(key)
    shares.set(key, found === null || known === null ? null : [...(known ?? []), ...found])
  }
  return {
    ofShare: (account, shareArn) => shares.get(`${account} ${lastName(shareArn)}`) ?? null,
    statements({ arn, version }) {
      const versions = texts.get(arn)
      if (versions === undefined) return null
      return versions.get(version ?? '') ?? (version === null ? ([...versions.values()][0] ?? null) : null)
    },
  }
}

/** The live permissions that an answer lists; null if it cannot be understood. */
function permissionsIn({ body }: CallRecord): SharePermission[] | null {
  if (wholeNames(body, 'permissions', ['arn']) === null) return null
  return objectsField(body, 'permissions')
    .filter((entry) => ['ASSOCIATED', 'ASSOCIATING', null].includes(textField(entry, 'status')))
    .map((entry) => ({
      arn: textField(entry, 'arn') ?? '',
      version: textField(entry, 'version'),
      resourceType: textField(entry, 'resourceType') ?? '',
    }))
}

/** The id of the share that an answer is about: the last part of the ARN by which it was asked for. */
function shareOf({ subject }: CallRecord): string {
  return lastName(subject[0] ?? '')
}

function statementsOf(value: Json | undefined): PermissionStatement[] | null {
  const parsed = typeof value === 'string' ? (parseEmbeddedJson(value) ?? null) : (value ?? null)
  const inner = isObject(parsed) && parsed['Statement'] !== undefined ? parsed['Statement'] : parsed
  const list = Array.isArray(inner) ? inner : [inner]
  const statements: PermissionStatement[] = []
  for (const item of list) {
    if (!isObject(item)) return null
    const action = item['Action']
    const actions = typeof action === 'string' ? [action] : textsField(item, 'Action')
    if (actions.length === 0) return null
    if ((textField(item, 'Effect') ?? 'Allow') === 'Allow')
      statements.push({ actions, condition: objectField(item, 'Condition') ?? undefined })
  }
  return statements
}

/**
 * The permissions of a share that are for this resource: those of its type; where RAM's name of the type does not tell,
 * those that are for none of the share's resources (`types`).
 */
export function permissionsFor(
  arn: string,
  permissions: readonly SharePermission[],
  types: ReadonlySet<string>,
): SharePermission[] {
  const own = permissions.filter(({ resourceType }) => plain(resourceType) === plainType(arn))
  if (own.length > 0) return own
  return permissions.filter(({ resourceType }) => !types.has(plain(resourceType)))
}

/** The types of resources, in the form in which `permissionsFor` compares them. */
export function resourceTypesOf(arns: readonly string[]): Set<string> {
  return new Set(arns.map(plainType))
}

/** The service and the kind of resource that an ARN names, as words: `ec2` `transit-gateway`. */
function typeWords(arn: string): [service: string, kind: string] {
  const { service = '', resource = '' } = parseArn(arn) ?? {}
  return [service, resource.split(/[:/]/).find((part) => part !== '') ?? '']
}

function plainType(arn: string): string {
  return plain(typeWords(arn).join(''))
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

const TERRAFORM = new Map([
  ['ec2 subnet', 'aws_subnet'],
  ['ec2 prefix-list', 'aws_ec2_managed_prefix_list'],
  ['ec2 ipam-pool', 'aws_vpc_ipam_pool'],
  ['glue catalog', 'aws_glue_catalog'],
  ['glue database', 'aws_glue_catalog_database'],
  ['glue table', 'aws_glue_catalog_table'],
  ['route53resolver resolver-rule', 'aws_route53_resolver_rule'],
  ['vpc-lattice service', 'aws_vpclattice_service'],
  ['vpc-lattice servicenetwork', 'aws_vpclattice_service_network'],
  ['acm-pca certificate-authority', 'aws_acmpca_certificate_authority'],
])

/** The type of a shared resource that no other answer tells about: its Terraform name, else one made like those. */
export function sharedResourceType(arn: string): string {
  const [service, kind] = typeWords(arn)
  const words = `${service}_${kind}`.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  return TERRAFORM.get(`${service} ${kind}`) ?? `aws_${words.replace(/_$/, '')}`
}

/** What a share of this resource speaks about: Glue databases and catalogs come with what they hold. */
export function sharedResources(arn: string): string[] {
  const [service, kind] = typeWords(arn)
  if (service !== 'glue') return [arn]
  if (kind === 'database') return [arn, `${arn.replace(':database/', ':table/')}/*`]
  if (!arn.endsWith(':catalog')) return [arn]
  const base = arn.slice(0, -'catalog'.length)
  return [arn, `${base}database/*`, `${base}table/*`]
}
