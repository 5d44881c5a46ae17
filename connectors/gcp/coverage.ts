import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import { compareText, isObject } from '../../src/model/index.js'
import { note, scopeOfNamed, serviceOf, type Named } from './allow-policies.js'
import { answeredBy, containersAround, someOf, upwards, type Answered } from './answered.js'
import type { Inventory } from './asset.js'
import { isThrottling } from './error-text.js'
import { objectField, objectsField, textField } from './fields.js'
import { canonicalName, containerId, containerParts, isContainer } from './full-name.js'
import { addGuardrailGaps } from './guardrails.js'
import { itemsOf, POLICY } from './items.js'
import { addGap, apiCall, type ResourceType } from './resource-type.js'
import { roleName } from './role-name.js'

/** Adds a gap for everything that the records leave open. */
export function addCoverageGaps(
  inventory: Inventory,
  facts: FactsBuilder,
  named: Named,
  types: readonly ResourceType[],
): void {
  addCallGaps(inventory, facts)
  addPageGaps(inventory, facts, types)
  const answered = answeredBy(inventory)
  addHierarchyGaps(inventory, facts, answered)
  addPolicyGaps(inventory, facts, named, answered, types)
  addGuardrailGaps(inventory, facts)
  noteEntitlements(inventory, named)
  addRoleGaps(inventory, facts, named)
  addGroupGaps(inventory, facts, named)
  addPoolGaps(inventory, facts, named)
}

/** Where a gap of one record stands: the container that its path names, else the one organization there is. */
function scopeOfRecord({ account, subject }: CallRecord, inventory: Inventory): string {
  const about = subject[0] ?? ''
  if (about.startsWith('//')) return canonicalName(about, inventory)
  for (const kind of ['projects', 'folders', 'organizations']) {
    const id = account === '' ? null : containerId(`${kind}/${account}`, inventory)
    if (id !== null && inventory.imported.has(id)) return id
  }
  if (account !== '') return `//cloudresourcemanager.googleapis.com/projects/${account}`
  return inventory.roots.length === 1 ? (inventory.roots[0] ?? '') : (inventory.organization ?? '')
}

/** Calls that were refused or failed. */
function addCallGaps(inventory: Inventory, facts: FactsBuilder): void {
  for (const record of inventory.records) {
    if (record.status !== 'denied' && record.status !== 'failed') continue
    const message = record.message ?? 'no answer'
    const subject = record.subject[0]?.startsWith('//') === true ? record.subject[0] : null
    const isPolicy = `${record.service} ${record.operation}` === POLICY
    addGap(facts, {
      scope: scopeOfRecord(record, inventory),
      service: isPolicy && subject !== null ? serviceOf(subject) : record.service,
      call: isPolicy ? 'getIamPolicy' : apiCall(record.operation),
      reason: record.status === 'denied' ? 'denied' : isThrottling(message) ? 'throttled' : 'failed',
      message: `\`${record.file}\`: ${message}`,
    })
  }
}

/** Lists that say "there is more" where no other file can be what follows: each page but the last has a successor. */
function addPageGaps(inventory: Inventory, facts: FactsBuilder, types: readonly ResourceType[]): void {
  const groups = new Map<string, { open: CallRecord[]; pages: number }>()
  for (const record of inventory.records) {
    if (record.status !== 'ok' || !isObject(record.body)) continue
    const { list, goesOn } = itemsOf(record.body, record, types)
    if (list === null) continue
    const folder = record.file.split('/').slice(0, -1).join('/')
    const key = [record.account, record.service, record.operation, folder, ...record.subject].join('\n')
    const group = groups.get(key) ?? { open: [], pages: 0 }
    groups.set(key, group)
    group.pages += 1
    if (goesOn) group.open.push(record)
  }
  for (const { open, pages } of groups.values()) {
    const [record] = open
    if (record === undefined || open.length < pages) continue
    addGap(facts, {
      scope: scopeOfRecord(record, inventory),
      service: record.service,
      call: apiCall(record.operation),
      reason: 'not-collected',
      message: `\`${record.file}\` is cut off: the answer goes on and its next page is not there`,
    })
  }
}

/** Containers above what was read: their allow policies are inherited. */
function addHierarchyGaps(inventory: Inventory, facts: FactsBuilder, answered: Answered): void {
  const containers = new Set(inventory.assets.flatMap((asset) => containersAround(asset, inventory)))
  const tops = new Set<string>()
  for (const id of [...containers].sort(compareText)) {
    const chain = upwards(id, inventory)
    tops.add(chain.at(-1) ?? id)
    if (inventory.imported.has(id) || chain.some((container) => answered.policies.has(container))) continue
    addGap(facts, {
      scope: id,
      service: 'cloudresourcemanager',
      call: `${containerParts(id)[0]}.getIamPolicy`,
      reason: 'not-collected',
      message: `\`${id}\` stands above what was read, and its own allow policy was not: what it grants is inherited`,
    })
  }
  for (const top of tops)
    if (containerParts(top)[0] !== 'organizations')
      addGap(facts, {
        scope: top,
        service: 'cloudresourcemanager',
        call: 'projects.getAncestry',
        reason: 'not-collected',
        message: `what stands above \`${top}\` is not in the dump: what it grants is inherited`,
      })
  const homeless = inventory.assets.filter(
    (asset) => asset.policy !== undefined && !isContainer(asset.id) && inventory.scopeOf(asset) === null,
  )
  if (homeless.length > 0)
    addGap(facts, {
      scope: '',
      service: 'cloudasset',
      call: 'assets.list',
      reason: 'not-collected',
      message: `in which project ${someOf(homeless.map(({ id }) => id))} stand is not in the dump: what is granted there is inherited`,
    })
}

/**
 * Allow policies that were not read. Each thing that may have one of its own says so in `unread`; the gap stands once at
 * the topmost container.
 */
function addPolicyGaps(
  inventory: Inventory,
  facts: FactsBuilder,
  named: Named,
  answered: Answered,
  types: readonly ResourceType[],
): void {
  const asked = new Set(
    inventory.records
      .filter(({ service, operation, status }) => `${service} ${operation}` === POLICY && status === 'none')
      .flatMap(({ subject }) => (subject[0] === undefined ? [] : [canonicalName(subject[0], inventory)])),
  )
  const policyTypes = new Set(
    types.filter(({ hasNoPolicy }) => hasNoPolicy !== true).flatMap(({ assetTypes }) => assetTypes),
  )
  const unread = new Map<string, string[]>()
  for (const [id, assets] of inventory.byId) {
    const [asset] = assets
    const node = facts.get(id)
    if (node !== undefined && named.damaged.has(id)) node.properties['unread'] = ['getIamPolicy']
    if (node?.properties['unread'] !== undefined) continue
    if (asset === undefined || node === undefined || named.policies.has(id) || asked.has(id)) continue
    if (isContainer(id) ? !inventory.imported.has(id) : !assets.some(({ assetType }) => policyTypes.has(assetType)))
      continue
    const above = isContainer(id) ? id : containerAround(id, facts)
    const chain = above === null ? [] : upwards(above, inventory)
    if (chain.some((container) => answered.policies.has(container))) continue
    node.properties['unread'] = ['getIamPolicy']
    const root = (above === null ? null : inventory.topmost(above)) ?? above ?? ''
    const ids = unread.get(root)
    if (ids === undefined) unread.set(root, [id])
    else ids.push(id)
  }
  for (const [root, ids] of unread)
    addGap(facts, {
      scope: root,
      service: 'cloudasset',
      call: 'assets.list',
      reason: 'not-collected',
      message: `the allow policies of ${someOf(ids)} are not in the dump: export the asset inventory with \`--content-type=iam-policy\``,
    })
  for (const root of inventory.roots) {
    if (!unread.has(root) && !answered.policies.has(root))
      addGap(facts, {
        scope: root,
        service: 'cloudasset',
        call: 'assets.list',
        reason: 'not-collected',
        message: `no export of the allow policies below \`${root}\`: only those that were asked for are known`,
      })
    if (!answered.resources.has(root))
      addGap(facts, {
        scope: root,
        service: 'cloudasset',
        call: 'assets.list',
        reason: 'not-collected',
        message: `no export of the resources below \`${root}\`: access control lists, pools and what runs as whom are known only as far as they were listed`,
      })
  }
}

function containerAround(id: string, facts: FactsBuilder): string | null {
  const seen = new Set<string>()
  for (let at = facts.get(id)?.scope ?? null; at !== null && !seen.has(at); at = facts.get(at)?.scope ?? null) {
    if (isContainer(at)) return at
    seen.add(at)
  }
  return null
}

/** Entitlements and access entries name people, groups and roles as bindings do. */
function noteEntitlements(inventory: Inventory, named: Named): void {
  for (const { assetType, data, id } of inventory.assets) {
    if (assetType === 'bigquery.googleapis.com/Dataset')
      for (const entry of objectsField(data ?? undefined, 'access')) {
        const group = textField(entry, 'groupByEmail')?.toLowerCase()
        const member = textField(entry, 'iamMember')
        note(named, id, textField(entry, 'role'), [
          ...(group === undefined ? [] : [`group:${group}`]),
          ...(member === null ? [] : [member]),
        ])
      }
    if (assetType !== 'privilegedaccessmanager.googleapis.com/Entitlement') continue
    for (const eligible of objectsField(data ?? undefined, 'eligibleUsers'))
      note(
        named,
        id,
        null,
        Array.isArray(eligible['principals']) ? eligible['principals'].filter((one) => typeof one === 'string') : [],
      )
    const access =
      objectField(objectField(data ?? undefined, 'privilegedAccess') ?? undefined, 'gcpIamAccess') ?? undefined
    for (const binding of objectsField(access, 'roleBindings')) note(named, id, textField(binding, 'role'), [])
  }
}

/** Roles that policies name and whose permissions are not there. */
function addRoleGaps(inventory: Inventory, facts: FactsBuilder, named: Named): void {
  for (const [said, id] of named.roles) {
    const role = roleName(said, inventory.projectIds)
    if (inventory.fullRoles.has(role)) continue
    const [kind, owner] = role.split('/')
    const at =
      kind === 'projects'
        ? ` --project=${owner ?? ''}`
        : kind === 'organizations'
          ? ` --organization=${owner ?? ''}`
          : ''
    const short = kind === 'roles' ? role : role.slice(role.lastIndexOf('/') + 1)
    addGap(facts, {
      scope: scopeOfNamed(id, inventory),
      service: 'iam',
      call: 'roles.get',
      reason: 'not-collected',
      message: `the permissions of \`${role}\` are not in the dump: add the output of \`gcloud iam roles describe ${short}${at} --format=json\``,
    })
  }
}

/** Groups that policies or other groups name and whose members are not there. */
function addGroupGaps(inventory: Inventory, facts: FactsBuilder, named: Named): void {
  const groups = new Map(named.groups)
  for (const mail of inventory.readGroups) groups.delete(`group:${mail}`)
  for (const { assetType, data, id } of inventory.assets) {
    if (assetType !== 'cloudidentity.googleapis.com/Membership') continue
    const key =
      objectField(data ?? undefined, 'preferredMemberKey') ?? objectField(data ?? undefined, 'memberKey') ?? undefined
    const mail = (textField(key, 'id') ?? textField(data ?? undefined, 'email'))?.toLowerCase()
    const isGroup = textField(data ?? undefined, 'type') === 'GROUP' || inventory.groupMails.has(mail ?? '')
    if (mail !== undefined && isGroup && !inventory.readGroups.has(mail) && !groups.has(`group:${mail}`))
      groups.set(`group:${mail}`, id)
  }
  for (const [group, id] of groups) {
    const mail = group.slice('group:'.length)
    const scope = id.startsWith('//cloudidentity.') ? (inventory.organization ?? '') : scopeOfNamed(id, inventory)
    addGap(facts, {
      scope,
      service: 'cloudidentity',
      call: 'groups.memberships.list',
      reason: 'not-collected',
      message: `the members of \`${group}\` are not in the dump: add \`memberships/${mail}.json\` with the output of \`gcloud identity groups memberships list --group-email=${mail} --format=json\``,
    })
  }
}

/** Pools that policies name and whose providers are not there: who can be in them is not known. */
function addPoolGaps(inventory: Inventory, facts: FactsBuilder, named: Named): void {
  const withProviders = new Set(
    [...inventory.byId.keys()].flatMap((id) => {
      const at = id.indexOf('/providers/')
      return at < 0 ? [] : [id.slice(2, at)]
    }),
  )
  for (const [pool, id] of named.pools) {
    if (withProviders.has(pool)) continue
    const project = /\/projects\/([^/]+)\//.exec(pool)?.[1]
    const owner = project === undefined ? null : containerId(`projects/${project}`, inventory)
    if (owner !== null && !inventory.imported.has(owner)) continue
    addGap(facts, {
      scope: owner ?? scopeOfNamed(id, inventory),
      service: 'iam',
      call: owner === null ? 'workforcePools.providers.list' : 'workloadIdentityPools.providers.list',
      reason: 'not-collected',
      message: `the providers of \`${pool}\` are not in the dump: who can be in the pool is not known`,
    })
  }
}
