import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { accountOf, isAccountId, lastName, scopeId } from '../arn.js'
import { apiName } from '../call-name.js'
import { declared } from '../collect/declaration.js'
import { dateField, objectsField, textField } from '../fields.js'
import {
  GET_PERMISSION,
  permissionsFor,
  readRamPermissions,
  resourceTypesOf,
  SHARE_PERMISSIONS,
  sharedResources,
  sharedResourceType,
  type RamPermissions,
} from '../ram-permissions.js'
import type { Records } from '../records.js'
import { addGap, someOf, type ResourceType } from '../resource-type.js'
import { ACCEPTED, attachShares, bothConditions, type Share } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const SHARES = 'ram get-resource-shares'
const ASSOCIATIONS = 'ram get-resource-share-associations'

interface ResourceShare {
  arn: string
  record: CallRecord
  entry: JsonObject
  principals: Map<string, string>
  resources: Map<string, string>
}

/**
 * Resource shares: each associated principal gets, on each associated resource, what the share's permissions for that
 * type of resource allow. Who was only invited must accept first; an ended association gives nothing.
 *
 * `external` in the answers is not used: vendor's pages contradict each other on what it says.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/how-it-works.html
 * @see https://docs.aws.amazon.com/ram/latest/APIReference/API_ResourceShareAssociation.html
 */
export const ramResourceShare: ResourceType = {
  type: 'aws_ram_resource_share',
  calls: [SHARES, ASSOCIATIONS, SHARE_PERMISSIONS, GET_PERMISSION],
  // Shares of others are not asked for: what they give stands in the answers of their owners.
  collect: declared({
    [SHARES]: { needs: 'ram:GetResourceShares', input: { resourceOwner: 'SELF', maxResults: 500 } },
    [ASSOCIATIONS]: ['PRINCIPAL', 'RESOURCE'].map((kind) => ({
      needs: 'ram:GetResourceShareAssociations',
      input: { associationType: kind, maxResults: 500 },
      subject: () => [kind],
    })),
    [SHARE_PERMISSIONS]: {
      needs: 'ram:ListResourceSharePermissions',
      of: SHARES,
      each: (body) =>
        objectsField(body, 'resourceShares').flatMap((entry) => {
          const arn = textField(entry, 'resourceShareArn')
          return arn !== null && isLive(entry) ? [{ name: arn, entry }] : []
        }),
      input: ({ name }) => ({ resourceShareArn: name, maxResults: 500 }),
    },
    [GET_PERMISSION]: {
      needs: 'ram:GetPermission',
      of: SHARE_PERMISSIONS,
      each: (body) =>
        objectsField(body, 'permissions').flatMap((entry) => {
          const arn = textField(entry, 'arn')
          return arn === null ? [] : [{ name: arn, entry }]
        }),
      input: ({ name, entry }) => {
        const version = Number(textField(entry, 'version') ?? Number.NaN)
        return { permissionArn: name, ...(Number.isInteger(version) ? { permissionVersion: version } : {}) }
      },
      subject: ({ name, entry }) => [name, textField(entry, 'version') ?? 'default'],
    },
  }),
  normalize(records, facts) {
    const permissions = readRamPermissions(records)
    for (const share of readShares(records, facts)) {
      const { arn, entry, record } = share
      const status = textField(entry, 'status')
      const silent = isLive(entry) ? attachToResources(share, permissions, facts) : []
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(record.account),
        name: textField(entry, 'name') ?? lastName(arn),
        kind: 'Resource',
        properties: {
          createdAt: dateField(entry, 'creationTime'),
          status,
          allowExternalPrincipals: entry['allowExternalPrincipals'] ?? null,
          featureSet: textField(entry, 'featureSet'),
          principals: [...share.principals].map(([principal, state]) => ({ principal, status: state })),
          unread: silent,
        },
      })
    }
  },
}

function isLive(share: JsonObject): boolean {
  return ['ACTIVE', 'PENDING', null].includes(textField(share, 'status'))
}

/** Our shares with their associations. A kind of association that nobody asked for is a gap. */
function readShares(records: Records, facts: FactsBuilder): ResourceShare[] {
  const shares = new Map<string, ResourceShare>()
  const shareAt = (arn: string, record: CallRecord, entry: JsonObject): ResourceShare => {
    const known = shares.get(arn)
    if (known !== undefined) return known
    const share = { arn, record, entry, principals: new Map<string, string>(), resources: new Map<string, string>() }
    shares.set(arn, share)
    return share
  }
  const own = (entry: JsonObject, { account }: CallRecord): string | null => {
    const arn = textField(entry, 'resourceShareArn')
    return arn !== null && (textField(entry, 'owningAccountId') ?? accountOf(arn)) === account ? arn : null
  }
  const check = (record: CallRecord, field: string, names: readonly string[]): void => {
    if (record.status === 'ok' && names.some((name) => wholeNames(record.body, field, [name]) === null)) {
      const { account: scope, region, file, service, operation } = record
      const message = `\`${file}\` holds no list \`${field}\` in which each has ${someOf(names)}`
      addGap(facts, { scope, region, call: `${service} ${operation}`, reason: 'failed', message })
    }
  }
  for (const record of records.answered(SHARES)) {
    check(record, 'resourceShares', ['resourceShareArn'])
    for (const entry of objectsField(record.body, 'resourceShares')) {
      const arn = own(entry, record)
      if (arn !== null) shareAt(arn, record, entry)
    }
  }
  const asked = new Set<string>()
  for (const record of records.of(ASSOCIATIONS)) {
    const place = `${record.account} ${record.region}`
    check(record, 'resourceShareAssociations', ['resourceShareArn', 'associatedEntity'])
    const list = objectsField(record.body, 'resourceShareAssociations')
    const said = record.subject.map((part) => part.toUpperCase())
    const kinds = ['PRINCIPAL', 'RESOURCE'].filter((kind) => said.some((part) => part.startsWith(kind)))
    for (const kind of kinds) asked.add(`${place} ${kind}`)
    for (const entry of list) {
      const arn = own(entry, record)
      const kind = textField(entry, 'associationType') ?? (kinds.length === 1 ? kinds[0] : undefined)
      const of = textField(entry, 'associatedEntity')
      if (arn === null || of === null) continue
      const share = shareAt(arn, record, {})
      const ends = kind === 'PRINCIPAL' ? share.principals : share.resources
      ends.set(of, textField(entry, 'status') ?? 'ASSOCIATED')
      if (kind !== undefined) asked.add(`${place} ${kind}`)
    }
  }
  for (const { arn, record } of shares.values())
    for (const kind of ['PRINCIPAL', 'RESOURCE'])
      if (!asked.has(`${record.account} ${record.region} ${kind}`))
        addGap(facts, {
          scope: record.account,
          region: record.region,
          call: ASSOCIATIONS,
          reason: 'not-collected',
          message: `associations of type \`${kind}\` of \`${arn}\` are not in the dump`,
        })
  return [...shares.values()]
}

/** Calls of the vendor's that left open what the share gives. */
function attachToResources(share: ResourceShare, permissions: RamPermissions, facts: FactsBuilder): string[] {
  const { record } = share
  const live = (states: Map<string, string>, wanted: string): string[] =>
    [...states].flatMap(([name, state]) => (state === wanted ? [name] : []))
  const principals = { now: live(share.principals, 'ASSOCIATED'), later: live(share.principals, 'ASSOCIATING') }
  if (principals.now.length + principals.later.length === 0) return []
  const silent = new Set<string>()
  const gap = (call: string, reason: 'failed' | 'not-collected', message: string): void => {
    silent.add(apiName(call.slice('ram '.length)))
    addGap(facts, { scope: record.account, region: record.region, call, reason, message })
  }
  const all = permissions.ofShare(record.account, share.arn)
  if (all === null) gap(SHARE_PERMISSIONS, 'not-collected', `the permissions of \`${share.arn}\` were not read`)

  const resources = [...share.resources].filter(([, state]) => ['ASSOCIATED', 'ASSOCIATING'].includes(state))
  const types = resourceTypesOf(resources.map(([arn]) => arn))
  for (const [arn, state] of resources) {
    const unread = new Set<string>(all === null ? ['ListResourceSharePermissions'] : [])
    const shares: Share[] = []
    for (const permission of permissionsFor(arn, all ?? [], types)) {
      const statements = permissions.statements(permission)
      if (statements === null) {
        unread.add('GetPermission')
        const version = permission.version === null ? '' : ` (version ${permission.version})`
        gap(GET_PERMISSION, 'not-collected', `the text of \`${permission.arn}\`${version} was not read`)
      }
      for (const { actions, condition } of statements ?? []) {
        const what = { actions, resources: sharedResources(arn) }
        const pending = bothConditions(condition, ACCEPTED) ?? ACCEPTED
        const now = state === 'ASSOCIATED' ? condition : pending
        shares.push({ names: principals.now, ...what, ...(now === undefined ? {} : { condition: now }) })
        shares.push({ names: principals.later, ...what, condition: pending })
      }
    }
    const of = {
      as: 'ram-share',
      id: `${arn}#ram/${lastName(share.arn)}`,
      name: `RAM share ${lastName(share.arn)}`,
    } as const
    const wrong = attachShares(facts, arn, shares, of)
    if (wrong !== null) {
      unread.add('GetResourceShareAssociations')
      gap(ASSOCIATIONS, 'failed', `\`${arn}\` ${wrong}`)
    }
    addSharedNode(facts, arn, record.account, [...unread])
  }
  return [...silent]
}

/** The shared resource, which another type may have read already: what RAM leaves open is added to what is open. */
function addSharedNode(facts: FactsBuilder, arn: string, account: string, unread: string[]): void {
  const owner = accountOf(arn) ?? account
  const known = facts.get(arn)
  const open = known?.properties['unread']
  const covers = sharedResources(arn)
  facts.node({
    id: arn,
    type: sharedResourceType(arn),
    cloud: 'aws',
    scope: isAccountId(owner) ? scopeId(owner) : null,
    name: lastName(arn.slice(arn.lastIndexOf(':') + 1)),
    kind: 'Resource',
    properties: { unread, ...(covers.length > 1 ? { policyCovers: covers } : {}) },
  })
  const node = facts.get(arn)
  if (node !== undefined && Array.isArray(open)) node.properties['unread'] = [...new Set([...open, ...unread])]
}
