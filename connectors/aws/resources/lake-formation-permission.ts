import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { lastName, parseArn, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectField, objectsField, textField, textsField } from '../fields.js'
import { lakeTarget, permissionActions, type LakeTarget } from '../lake-formation.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { attachShares, bothConditions, type Share } from '../shared-with.js'
import { wholeList } from '../whole-list.js'
import { catalogNode } from './glue-catalog.js'

const LIST = 'lakeformation list-permissions'
const SETTINGS = 'lakeformation get-data-lake-settings'
const CALLER = 'sts get-caller-identity'

/** Stands for whatever IAM alone allows: it names nobody. */
const BY_IAM = 'IAM_ALLOWED_PRINCIPALS'

interface Granted {
  target: LakeTarget
  record: CallRecord
  shares: Share[]
  byIam: boolean
}

/**
 * Lake Formation grants on databases and tables of the Data Catalog: to accounts, organizations, principals.
 *
 * Lake Formation shows a caller who is none of its administrators only a part of the permissions, without a word.
 *
 * LIMIT: grants on data locations and tags themselves are not modelled; grants to SAML and Identity Center principals
 * are a gap.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_PrincipalResourcePermissions.html
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/cross-account-permissions.html
 */
export const lakeFormationPermission: ResourceType = {
  type: 'aws_glue_catalog_database',
  calls: [LIST, SETTINGS, CALLER],
  collect: declared({
    [LIST]: { needs: 'lakeformation:ListPermissions', input: { MaxResults: 1000 } },
    [SETTINGS]: 'lakeformation:GetDataLakeSettings',
  }),
  normalize(records, facts) {
    const granted = new Map<string, Granted>()
    for (const record of records.answered(LIST)) {
      const gap = gapOf(record, facts)
      if (record.status === 'ok' && !isList(record)) gap('failed', 'holds no list `PrincipalResourcePermissions`')
      const catalog = catalogNode(records, facts, record)
      for (const entry of objectsField(record.body, 'PrincipalResourcePermissions'))
        add(entry, { catalog, record }, granted, gap)
    }
    for (const [arn, { target, record, shares, byIam }] of granted) {
      const of = { as: 'grant', id: `${arn}#grant/lake-formation`, name: 'Lake Formation permissions' } as const
      const wrong = attachShares(facts, arn, shares, of)
      if (wrong !== null) gapOf(record, facts)('not-modelled', `\`${arn}\` ${wrong}`)
      const unread = wrong === null ? [] : ['ListPermissions']
      const catalog = facts.get(arn)
      if (catalog !== undefined) catalog.properties['unread'] = unread
      else
        facts.node({
          id: arn,
          type: target.type,
          cloud: 'aws',
          scope: scopeId(record.account),
          name: lastName(arn),
          kind: 'Resource',
          properties: { unread, policyCovers: target.covers, openToIam: byIam },
        })
    }
    for (const record of records.answered(SETTINGS)) {
      const settings = objectField(record.body, 'DataLakeSettings')
      const node = facts.get(catalogNode(records, facts, record))
      if (settings === null || node === undefined) continue
      const names = (field: string): string[] =>
        objectsField(settings, field).flatMap((entry) => textField(entry, 'DataLakePrincipalIdentifier') ?? [])
      node.properties['dataLakeAdmins'] = names('DataLakeAdmins')
      node.properties['readOnlyAdmins'] = names('ReadOnlyAdmins')
      node.properties['externalDataFiltering'] = names('ExternalDataFilteringAllowList')
      node.properties['trustedResourceOwners'] = textsField(settings, 'TrustedResourceOwners')
      const admins = [...names('DataLakeAdmins'), ...names('ReadOnlyAdmins')]
      for (const caller of callers(records, record.account)) {
        if (admins.length === 0 || admins.some((admin) => isSame(admin, caller))) continue
        const { account: scope, region } = record
        const message = `\`${caller}\` is no administrator of the data lake: it is shown the permissions of others only in part`
        addGap(facts, { scope, region, call: LIST, reason: 'denied', message })
        node.properties['unread'] = ['ListPermissions']
      }
    }
  },
}

/** Whoever read the account, as far as it says so. */
function callers(records: Records, account: string): string[] {
  return records.answered(CALLER, account).flatMap(({ body }) => textField(body, 'Arn') ?? [])
}

/** Is the caller the administrator, or a session of it? A session names its role without the path. */
function isSame(admin: string, caller: string): boolean {
  const of = parseArn(admin)
  const by = parseArn(caller)
  if (of === null || by === null || of.account !== by.account) return false
  const [kind, role] = by.resource.split('/')
  return admin === caller || (kind === 'assumed-role' && of.resource.startsWith('role/') && lastName(admin) === role)
}

type AddGap = (reason: 'failed' | 'not-modelled', message: string) => void

function gapOf(record: CallRecord, facts: FactsBuilder): AddGap {
  const { account: scope, region, file } = record
  return (reason, message) => {
    addGap(facts, { scope, region, call: LIST, reason, message: `\`${file}\` ${message}` })
  }
}

function isList({ body }: CallRecord): boolean {
  return wholeList(body, 'PrincipalResourcePermissions') !== null
}

function add(
  entry: JsonObject,
  { catalog, record }: { catalog: string; record: CallRecord },
  granted: Map<string, Granted>,
  gap: AddGap,
): void {
  const principal = textField(objectField(entry, 'Principal') ?? {}, 'DataLakePrincipalIdentifier')
  const target = lakeTarget(objectField(entry, 'Resource') ?? {}, catalog)
  if (target === 'elsewhere') return
  if (principal === null || target === null) {
    gap('failed', 'holds a permission without principal or resource')
    return
  }
  if (target === 'not-modelled') {
    gap('not-modelled', `grants \`${principal}\` something on a data location or tag`)
    return
  }
  const known = granted.get(target.node) ?? { target, record, shares: [], byIam: false }
  granted.set(target.node, known)
  if (principal === BY_IAM) {
    known.byIam = true
    return
  }
  const withGrantOption = textsField(entry, 'PermissionsWithGrantOption')
  const wanted = [...textsField(entry, 'Permissions'), ...withGrantOption]
  const { actions, unknown } = permissionActions(wanted, target.kind, withGrantOption.length > 0)
  if (unknown.length > 0) gap('failed', `grants \`${unknown.join('`, `')}\` on \`${target.node}\`: not understood`)
  if (actions.length === 0) return
  const expression = textField(objectField(entry, 'Condition') ?? {}, 'Expression')
  const asked = expression === null ? undefined : { StringEquals: { 'lakeformation:condition': expression } }
  const condition = bothConditions(target.condition, asked) ?? {}
  known.shares.push({
    names: [principal.replace(/^([0-9]{12}):(ALL)?IAMPrincipals$/, '$1')],
    actions,
    resources: target.resources,
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
  })
}
