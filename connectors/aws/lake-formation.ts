import type { JsonObject } from '../../src/model/index.js'
import { accountOf } from './arn.js'
import { objectField, objectsField, textField, textsField } from './fields.js'

export type LakeKind = 'catalog' | 'database' | 'table'

/** What a Lake Formation grant is about. */
export interface LakeTarget {
  kind: LakeKind
  /** The node that it hangs on, and its type. */
  node: string
  type: string
  /** The resources that it speaks about. */
  resources: string[]
  covers: string[]
  condition: JsonObject | undefined
}

const READ_TABLE = ['glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:SearchTables']
const READ_DATABASE = ['glue:GetDatabase', 'glue:GetDatabases']

/** Credentials for the data behind a table. */
const DATA = 'lakeformation:GetDataAccess'

/**
 * What a permission of Lake Formation lets the grantee call, by the kind of resource that it is on.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
const ACTIONS: Record<LakeKind, ReadonlyMap<string, readonly string[]>> = {
  catalog: new Map([
    ['CREATE_DATABASE', ['glue:CreateDatabase']],
    ['DESCRIBE', ['glue:GetCatalog', ...READ_DATABASE]],
    ['ALTER', ['glue:GetCatalog']],
    ['DROP', ['glue:GetCatalog']],
    ['CREATE_CATALOG', ['glue:GetCatalog']],
    ['CREATE_LF_TAG', []],
    ['CREATE_LF_TAG_EXPRESSION', []],
  ]),
  database: new Map([
    ['DESCRIBE', READ_DATABASE],
    ['ALTER', ['glue:UpdateDatabase', ...READ_DATABASE]],
    ['DROP', ['glue:DeleteDatabase', ...READ_DATABASE]],
    ['CREATE_TABLE', ['glue:CreateTable', ...READ_DATABASE]],
  ]),
  table: new Map([
    ['DESCRIBE', READ_TABLE],
    ['SELECT', [DATA, ...READ_TABLE]],
    ['INSERT', [DATA, ...READ_TABLE]],
    ['DELETE', [DATA, ...READ_TABLE]],
    ['ALTER', ['glue:UpdateTable', ...READ_TABLE]],
    ['DROP', ['glue:DeleteTable', ...READ_TABLE]],
  ]),
}

/** IAM actions of a grant; permissions that are not known for the kind are `unknown`. */
export function permissionActions(
  permissions: readonly string[],
  kind: LakeKind,
  mayGrant: boolean,
): { actions: string[]; unknown: string[] } {
  const actions = new Set<string>()
  const unknown = new Set<string>()
  for (const permission of permissions) {
    const isAll = permission === 'ALL' || permission === 'SUPER' || permission === 'SUPER_USER'
    const found = isAll ? [...ACTIONS[kind].values()].flat() : ACTIONS[kind].get(permission)
    if (found === undefined) unknown.add(permission)
    for (const action of found ?? []) actions.add(action)
  }
  if (mayGrant) actions.add('lakeformation:GrantPermissions')
  return { actions: [...actions], unknown: [...unknown] }
}

/**
 * The target of a grant in this catalog. `elsewhere`: in the catalog of another account. Tag expressions speak about all
 * databases or tables whose tags match, which is left open as a condition on `lakeformation:tag/<key>`.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_Resource.html
 */
export function lakeTarget(resource: JsonObject, catalog: string): LakeTarget | 'elsewhere' | 'not-modelled' | null {
  const base = catalog.slice(0, -'catalog'.length)
  const [kind, of] = ['Table', 'TableWithColumns', 'DataCellsFilter', 'Database', 'LFTagPolicy', 'Catalog']
    .map((name) => [name, objectField(resource, name)] as const)
    .find(([, found]) => found !== null) ?? [null, null]
  if (kind === null || of === null)
    return ['DataLocation', 'LFTag', 'LFTagExpression'].some((name) => objectField(resource, name) !== null)
      ? 'not-modelled'
      : null
  const owner = textField(of, 'CatalogId') ?? textField(of, 'TableCatalogId') ?? textField(of, 'Id')
  if (owner !== null && owner.slice(0, 12) !== accountOf(catalog)) return 'elsewhere'
  const whole = { kind: 'catalog', node: catalog, type: 'aws_glue_catalog', covers: [catalog] } as const
  if (kind === 'Catalog') return { ...whole, covers: [catalog], resources: [catalog], condition: undefined }
  if (kind === 'LFTagPolicy') {
    const isTable = textField(of, 'ResourceType') === 'TABLE'
    return {
      ...whole,
      kind: isTable ? 'table' : 'database',
      covers: [catalog],
      resources: [`${base}${isTable ? 'table' : 'database'}/*`],
      condition: { StringEquals: tagTests(of) },
    }
  }
  const database = textField(of, kind === 'Database' ? 'Name' : 'DatabaseName')
  if (database === null) return null
  const node = `${base}database/${database}`
  const inDatabase = [node, `${base}table/${database}/*`]
  const onDatabase = { node, type: 'aws_glue_catalog_database', covers: inDatabase, condition: undefined }
  if (kind === 'Database') return { ...onDatabase, kind: 'database', resources: [node] }
  const table = textField(of, kind === 'DataCellsFilter' ? 'TableName' : 'Name')
  const isEvery = table === null || table === 'ALL_TABLES' || objectField(of, 'TableWildcard') !== null
  if (isEvery) return { ...onDatabase, kind: 'table', resources: inDatabase.slice(1) }
  const arn = `${base}table/${database}/${table}`
  return {
    kind: 'table',
    node: arn,
    type: 'aws_glue_catalog_table',
    resources: [arn],
    covers: [arn],
    condition: undefined,
  }
}

function tagTests(policy: JsonObject): JsonObject {
  const tests = objectsField(policy, 'Expression').flatMap((tag) => {
    const key = textField(tag, 'TagKey')
    return key === null ? [] : [[`lakeformation:tag/${key}`, textsField(tag, 'TagValues')] as const]
  })
  if (tests.length > 0) return Object.fromEntries(tests)
  return { 'lakeformation:tagExpression': textField(policy, 'ExpressionName') ?? '' }
}
