import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import { isObject } from '../../src/model/index.js'
import { ACCESS_BEARING } from './access-bearing.js'
import { AUTHORIZATION_DETAILS, DETAIL_LISTS } from './authorization-details.js'
import { scopeId } from './arn.js'
import { enabledRegions, REGIONS_CALL } from './collect/regions.js'
import { isThrottling } from './error-text.js'
import { textField } from './fields.js'
import {
  BOUNDING_TYPES,
  POLICIES_FOR_TARGET,
  readPolicies,
  targetCoverage,
  type BoundingType,
} from './organization-policies.js'
import { chainAbove, isManagement, readOrganizations, type OrganizationTree } from './organization-tree.js'
import { entryCount, type Records } from './records.js'
import { addGap, someOf, type ResourceType } from './resource-type.js'

/**
 * Adds a gap for everything that the records leave open.
 *
 * LIMIT: whether a service was asked in every Region is not known; an answer from one Region closes the gap of the account.
 */
export function addCoverageGaps(records: Records, facts: FactsBuilder, types: readonly ResourceType[]): void {
  addCallGaps(records, facts)
  addTruncationGaps(records, facts)
  const tree = readOrganizations(records)
  addAccountGaps(records, facts, tree)
  addRegionGaps(records, facts)
  addGuardrailGaps(records, facts, tree)
  addAccessGaps(records, facts, types)
}

/** Calls that were refused or failed. */
function addCallGaps(records: Records, facts: FactsBuilder): void {
  for (const record of records.all) {
    if (record.status !== 'denied' && record.status !== 'failed') continue
    const message = record.message ?? 'no answer'
    const subject = record.subject.length === 0 ? '' : ` (\`${record.subject.join('--')}\`)`
    addGap(facts, {
      scope: record.account,
      region: record.region,
      call: `${record.service} ${record.operation}`,
      reason: record.status === 'denied' ? 'denied' : isThrottling(message) ? 'throttled' : 'failed',
      message: `\`${record.file}\`${subject}: ${message}`,
    })
  }
}

/**
 * Answers that say "there is more" where no other file can be what follows. Pages of one answer differ by a page number
 * at most: a group of them in which each one has a successor misses its last.
 */
function addTruncationGaps(records: Records, facts: FactsBuilder): void {
  const groups = new Map<string, { open: CallRecord[]; pages: number }>()
  for (const record of records.all) {
    if (record.status !== 'ok') continue
    const subject = record.subject.filter((part) => !/^(page-?)?[0-9]{1,6}$/i.test(part))
    const key = [record.account, record.region, record.service, record.operation, ...subject].join('\n')
    const group = groups.get(key) ?? { open: [], pages: 0 }
    group.pages += 1
    if (continues(record)) group.open.push(record)
    groups.set(key, group)
  }
  for (const { open, pages } of groups.values()) {
    const [record] = open
    if (record === undefined || open.length < pages) continue
    addGap(facts, {
      scope: record.account,
      region: record.region,
      call: `${record.service} ${record.operation}`,
      reason: 'not-collected',
      message: `\`${record.file}\` is cut off: the answer goes on and its next page is not there`,
    })
  }
}

function continues({ body }: CallRecord): boolean {
  if (!isObject(body) || body['IsTruncated'] === false) return false
  if (body['IsTruncated'] === true) return true
  return ['NextToken', 'nextToken', 'NextMarker', 'nextMarker', 'Marker', 'marker', 'ContinuationToken'].some(
    (name) => textField(body, name) !== null,
  )
}

/** Regions that an account has enabled and of which there is no record at all: a collection may be told to leave them out. */
function addRegionGaps(records: Records, facts: FactsBuilder): void {
  const seen = new Set(records.all.map(({ account, region }) => `${account} ${region}`))
  for (const { account, body } of records.answered(REGIONS_CALL)) {
    const unread = enabledRegions(body).filter((region) => !seen.has(`${account} ${region}`))
    if (unread.length === 0) continue
    facts.gap({
      cloud: 'aws',
      scope: scopeId(account),
      region: 'global',
      service: '*',
      call: '*',
      reason: 'not-collected',
      message: `nothing was asked in ${someOf([...new Set(unread)].sort())}, which the account has enabled`,
    })
  }
}

/** Accounts of ours whose own IAM was not read, or not whole. */
function addAccountGaps(records: Records, facts: FactsBuilder, tree: OrganizationTree): void {
  for (const account of new Set([...records.accounts, ...tree.accounts.keys()])) {
    if (records.imported.has(account) || tree.accounts.get(account)?.status === 'SUSPENDED') continue
    if (records.of(AUTHORIZATION_DETAILS, account).length > 0) continue
    addGap(facts, {
      scope: account,
      call: AUTHORIZATION_DETAILS,
      reason: 'not-collected',
      message: `account \`${account}\` is one of ours and was not read`,
    })
  }
  for (const account of records.imported) {
    const pages = records.answered(AUTHORIZATION_DETAILS, account)
    const missing = DETAIL_LISTS.filter(
      (name) => !pages.some(({ body }) => isObject(body) && Object.hasOwn(body, name)),
    )
    if (pages.length > 0 && missing.length > 0 && missing.length < DETAIL_LISTS.length)
      addGap(facts, {
        scope: account,
        call: AUTHORIZATION_DETAILS,
        reason: 'not-collected',
        message: `the dump has no ${missing.map((name) => `\`${name}\``).join(', ')}`,
      })
  }
}

/**
 * Levels at which service control or resource control policies may be attached and were not read. They bind neither the
 * principals nor the resources of the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function addGuardrailGaps(records: Records, facts: FactsBuilder, tree: OrganizationTree): void {
  const covered = targetCoverage(records, readPolicies(records))
  for (const account of records.imported) {
    if (isManagement(tree, account) || tree.alone.has(account)) continue
    if ((tree.accounts.get(account)?.organization ?? null) === null) {
      addGap(facts, {
        scope: account,
        call: POLICIES_FOR_TARGET,
        reason: 'not-collected',
        message: 'no data of an organization: service control and resource control policies are not known',
      })
      continue
    }
    const chain = chainAbove(tree, account)
    const root = tree.roots.get(chain[chain.length - 1] ?? '')
    if (root === undefined)
      addGap(facts, {
        scope: account,
        call: 'organizations list-parents',
        reason: 'not-collected',
        message: 'the organizational units above the account are not known, nor their policies',
      })
    for (const type of Object.keys(BOUNDING_TYPES) as BoundingType[]) {
      if (root?.policyTypes?.includes(type) === false) continue
      for (const target of chain)
        if (!covered(target, type))
          addGap(facts, {
            scope: target,
            call: POLICIES_FOR_TARGET,
            reason: 'not-collected',
            message: `which policies of type \`${type}\` are attached to \`${target}\` was not read`,
          })
    }
  }
}

/** Access that an account's identity data does not show: not asked, or stored and not understood yet. */
function addAccessGaps(records: Records, facts: FactsBuilder, types: readonly ResourceType[]): void {
  const read = new Set(types.flatMap(({ calls }) => calls))
  const askedOfEach = new Set(types.flatMap(({ asksEach = [] }) => asksEach))
  for (const account of records.imported) {
    for (const [call, list, about, tellTheSame = []] of ACCESS_BEARING) {
      const found = records.of(call, account)
      if (found.length === 0 && tellTheSame.some((other) => records.of(other, account).length > 0)) continue
      if (found.length > 0) {
        if (!read.has(call) && found.some(({ status }) => status === 'ok'))
          addGap(facts, {
            scope: account,
            call,
            reason: 'not-modelled',
            message: `${about} are stored and not read yet`,
          })
        if (list !== null && read.has(call) && records.of(list, account).length === 0)
          addGap(facts, {
            scope: account,
            call: list,
            reason: 'not-collected',
            message: `${about} without what lists them: only those that were asked about are known`,
          })
        continue
      }
      const listed = list === null ? [] : records.answered(list, account)
      if (listed.length > 0 && listed.every((record) => entryCount(record) === 0)) continue
      if (askedOfEach.has(call) && listed.length > 0) continue
      addGap(facts, { scope: account, call, reason: 'not-collected', message: `${about} are not in the dump` })
    }
  }
}
