import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { answersTo, namesOf, textAt, valueAt, type Answers, type Asked } from './answers.js'
import { lastName, scopeId } from './arn.js'
import { apiName } from './call-name.js'
import { declared, type Collect } from './collect/declaration.js'
import { dateField, textField } from './fields.js'
import type { Records } from './records.js'
import { addGap, someOf, type ResourceType } from './resource-type.js'
import { attachResourcePolicy, type PolicyPlace } from './resource-policy.js'

/** What is known of one resource when its ARN is made. */
export interface ListedItem {
  partition: string
  region: string
  account: string
  name: string
  entry: JsonObject
}

/** A call that lists resources. */
export interface ListCall {
  call: string
  /** `field` of the answer holds the entries: objects with a `name` field (`Name`), or plain texts. */
  field: string
  name?: string
  /** The entries, where they are not the items of `field`: from the whole answer; null if it has none. */
  entries?: (body: Json) => Json[] | null
}

/** A call about each resource. */
export interface AskedOfEach extends Asked {
  /**
   * What silence leaves open. `access`: somebody may have access that is not seen (the node's `unread`). `limits`: the
   * answer can only take away (`unreadGuardrails`). `nothing`: posture, and no gap when nobody asked.
   */
  bears: 'access' | 'limits' | 'nothing'
  /** A field, of an object, a list of objects or texts, or a switch, without which an answer is not understood. */
  holds?: string
  /** Whether the answer matters for this resource. */
  when?: (found: FoundResource) => boolean
  /** Takes in all answers with content (pages); what is wrong if they are not understood, else null. */
  read?: (bodies: readonly Json[], found: FoundResource, facts: FactsBuilder) => string | null
}

/** One resource with the answers about it. */
export interface FoundResource extends ListedItem {
  arn: string
  record: CallRecord
  records: Records
  /** The answer to a call about this resource; null unless there is one with content. */
  body(call: string): Json
  /** The record of the best answer to a call about this resource. */
  answer(call: string): CallRecord | null
}

/** A resource type as data: a list call, how an entry names its resource, and the call that holds its policy. */
export interface ListedResource {
  type: string
  list: ListCall | readonly ListCall[]
  /** The ARN, from a field of the entry or made of what is known; null for an entry that is no resource of this type. */
  arn: (item: ListedItem) => string | null
  /** The policy document stands at `path` of the answer to `call`, whose file is named by the resource's name or ARN. */
  policy?: PolicyPlace & Omit<AskedOfEach, 'bears'>
  /** Names are unique across Regions: an answer counts wherever its file stands. */
  acrossRegions?: boolean
  /** Further calls about each resource. */
  asks?: readonly AskedOfEach[]
  /** Calls about each resource that bear on who has access and are not read by this type. */
  unread?: readonly string[]
  /** What the policy speaks about, where that is more than the ARN itself. */
  covers?: (arn: string) => string[]
  /** Takes in the access that the entry of the list itself tells; what is wrong if it is not understood, else null. */
  readEntry?: (found: FoundResource, facts: FactsBuilder) => string | null
  /** Properties of the node; may attach documents of its own. */
  properties?: (found: FoundResource, facts: FactsBuilder) => JsonObject
  /** The node's name, where it is not the listed one. */
  displayName?: (item: ListedItem) => string
  /** Only the whole name or ARN stands for the resource: others may end in the same. */
  exactNames?: boolean
  /** The policy call takes a second parameter: names of its files go on after the resource's. */
  twoParameters?: boolean
  /** Calls that tell about many resources at once and are read besides. */
  reads?: readonly string[]
  /** Further names by which files may speak of the resource. */
  names?: (item: ListedItem) => string[]
  /** How a live collection makes the calls. */
  collect?: Collect
}

/** Calls that nobody made about a resource, with the record that lists it. */
type Unasked = Record<AskedOfEach['bears'], [call: string, record: CallRecord, arn: string][]>

interface Question extends AskedOfEach {
  answers: Answers
}

/**
 * A resource type that is "a policy document on an ARN".
 *
 * Each node says in `unread` which calls about it tell nothing (vendor's names): not asked, refused, or stored but not
 * understood. A call that was never asked is a gap that names the resource.
 */
export function listedResource(of: ListedResource): ResourceType {
  const lists: readonly ListCall[] = 'call' in of.list ? [of.list] : of.list
  const { policy, asks = [], unread = [] } = of
  const read = [...(policy === undefined ? [] : [policy.call]), ...asks.map(({ call }) => call)]
  const needed = asks.filter(({ bears }) => bears !== 'nothing').map(({ call }) => call)
  return {
    type: of.type,
    calls: [...new Set([...lists.map(({ call }) => call), ...read, ...(of.reads ?? [])])],
    asksEach: [...(policy === undefined ? [] : [policy.call]), ...needed, ...unread],
    ...(of.collect === undefined ? {} : { collect: declared(of.collect, lists, of.arn) }),
    normalize(records, facts) {
      const found = lists.flatMap((list) =>
        records.answered(list.call).flatMap((record) => itemsOf(records, record, list, of, facts)),
      )
      const known = new Set(found.map(({ item }) => item.name))
      const ask = (asked: AskedOfEach): Question => ({ ...asked, answers: answersTo(records, asked, known) })
      const questions = [
        ...(policy === undefined ? [] : [ask({ ...policy, bears: 'access' })]),
        ...asks.map(ask),
        ...unread.map((call) => ask({ call, bears: 'access' })),
      ]
      const seen = new Set<string>()
      const unasked: Unasked = { access: [], limits: [], nothing: [] }
      for (const { item, arn, record } of found) {
        if (seen.has(arn)) continue
        seen.add(arn)
        normalizeOne({ ...item, arn, record, records }, known, questions, of, facts, unasked)
      }
      for (const record of policy === undefined ? [] : (questions[0]?.answers.others() ?? [])) {
        const item = record.status === 'ok' ? unlistedItem(records, record, of) : null
        if (item === null || seen.has(item.arn)) continue
        seen.add(item.arn)
        addUnlistedGap(records, record, item.arn, lists[0]?.call ?? '', facts)
        normalizeOne({ ...item, records }, known, questions, of, facts, unasked)
      }
      addUnaskedGaps(unasked, facts)
    },
  }
}

/**
 * A gap for each resource that nobody asked about where somebody may have access that is not seen; one for all of a list
 * where the answer could only take away.
 */
function addUnaskedGaps({ access, limits }: Unasked, facts: FactsBuilder): void {
  const add = (call: string, { account, region }: CallRecord, arns: readonly string[]): void => {
    const message = `not asked about ${someOf(arns)}`
    addGap(facts, { scope: account, region, call, reason: 'not-collected', message })
  }
  for (const [call, record, arn] of access) add(call, record, [arn])
  const grouped = new Map<string, { call: string; record: CallRecord; arns: string[] }>()
  for (const [call, record, arn] of limits) {
    const key = [call, record.account, record.region].join('\n')
    const group = grouped.get(key) ?? { call, record, arns: [] }
    grouped.set(key, group)
    group.arns.push(arn)
  }
  for (const { call, record, arns } of grouped.values()) add(call, record, arns.sort())
}

/** Where no list was stored at all, the gap of the account says so. */
function addUnlistedGap(records: Records, record: CallRecord, arn: string, call: string, facts: FactsBuilder): void {
  const { account, region, file } = record
  if (records.imported.has(account) && records.of(call, account).length === 0) return
  addGap(facts, {
    scope: account,
    region,
    call,
    reason: 'not-collected',
    message: `no list names \`${arn}\`, which is known by \`${file}\` alone: it is taken for the account's`,
  })
}

/** The resource that a policy without a listed resource belongs to, if its name alone makes an ARN of this type. */
function unlistedItem(
  records: Records,
  record: CallRecord,
  of: ListedResource,
): (ListedItem & { arn: string; record: CallRecord }) | null {
  const { account, region } = record
  const inside = (of.policy?.named ?? []).flatMap((path) => textAt(record.body, path) ?? [])
  const file = of.twoParameters === true ? (record.subject[0] ?? '') : record.subject.join('--')
  for (const text of [...inside, file]) {
    const isArn = text.startsWith('arn:')
    for (const name of isArn ? [text, lastName(text), text.slice(text.lastIndexOf(':') + 1)] : [text]) {
      const item = { partition: records.partition(account), region, account, name, entry: {} }
      const arn = name === '' ? null : of.arn(item)
      if (arn !== null && arn.startsWith('arn:') && (!isArn || arn === text)) return { ...item, arn, record }
    }
  }
  return null
}

/** `known` are the names of all listed resources: what is one of them does not also stand for another that ends in it. */
function normalizeOne(
  listed: Omit<FoundResource, 'body' | 'answer'>,
  known: ReadonlySet<string>,
  questions: readonly Question[],
  of: ListedResource,
  facts: FactsBuilder,
  unasked: Unasked,
): void {
  const { arn, record, name } = listed
  const own = of.exactNames === true ? [name, arn] : namesOf(name, arn)
  const subject = {
    account: record.account,
    region: of.acrossRegions === true ? null : listed.region,
    names: [...own.filter((text) => text === name || !known.has(text)), ...(of.names?.(listed) ?? [])],
  }
  const answers = new Map<string, CallRecord | null>()
  const contents = new Map<string, Json[]>()
  for (const { call, answers: found } of questions) {
    const about = found.about(subject)
    answers.set(call, about[0] ?? null)
    contents.set(
      call,
      about.flatMap(({ status, body }) => (status === 'ok' ? [body] : [])),
    )
  }
  const found: FoundResource = {
    ...listed,
    answer: (call) => answers.get(call) ?? null,
    body: (call) => {
      const answer = answers.get(call)
      return answer?.status === 'ok' ? answer.body : null
    },
  }
  const silent = { access: new Set<string>(), limits: new Set<string>(), nothing: new Set<string>() }
  const misread = (call: string, problem: string): void => {
    addGap(facts, { scope: record.account, region: record.region, call, reason: 'failed', message: problem })
  }
  for (const { call, bears, when, holds, read } of questions) {
    if (when !== undefined && !when(found)) continue
    const answer = answers.get(call) ?? null
    const understood =
      answer?.status === 'none' ||
      (answer?.status === 'ok' &&
        of.unread?.includes(call) !== true &&
        (holds === undefined || answerHolds(facts, answer, holds)) &&
        (call !== of.policy?.call || attachResourcePolicy(facts, answer, arn, of.policy)))
    const problem =
      understood && answer.status === 'ok' ? (read?.(contents.get(call) ?? [], found, facts) ?? null) : null
    if (problem !== null) misread(call, `\`${answer?.file ?? ''}\` ${problem}`)
    if (!understood || problem !== null) silent[bears].add(apiName(call.split(' ')[1] ?? ''))
    if (answer === null) unasked[bears].push([call, record, arn])
  }
  const wrong = of.readEntry?.(found, facts) ?? null
  if (wrong !== null) {
    misread(`${record.service} ${record.operation}`, `\`${record.file}\`: \`${arn}\` ${wrong}`)
    silent.access.add(apiName(record.operation))
  }
  const covers = of.covers?.(arn)
  facts.node({
    id: arn,
    type: of.type,
    cloud: 'aws',
    scope: scopeId(record.account),
    name: of.displayName?.(listed) ?? name,
    kind: 'Resource',
    properties: {
      createdAt: createdAt(listed.entry),
      unread: [...silent.access],
      ...(silent.limits.size === 0 ? {} : { unreadGuardrails: [...silent.limits] }),
      ...(covers === undefined ? {} : { policyCovers: covers }),
      ...(of.properties?.(found, facts) ?? {}),
    },
  })
}

function answerHolds(facts: FactsBuilder, record: CallRecord, field: string): boolean {
  const value = valueAt(record.body, [field])
  const isList = Array.isArray(value) && value.every((item) => isObject(item) || typeof item === 'string')
  if (isList || isObject(value) || typeof value === 'boolean') return true
  addGap(facts, {
    scope: record.account,
    region: record.region,
    call: `${record.service} ${record.operation}`,
    reason: 'failed',
    message: `\`${record.file}\` holds no \`${field}\``,
  })
  return false
}

function createdAt(entry: JsonObject): string | null {
  for (const field of ['CreationDate', 'CreatedAt', 'CreatedDate', 'CreationTime', 'createdAt', 'creationTime']) {
    const date = dateField(entry, field)
    if (date !== null) return date
  }
  return null
}

function itemsOf(
  records: Records,
  record: CallRecord,
  list: ListCall,
  of: ListedResource,
  facts: FactsBuilder,
): { item: ListedItem; arn: string; record: CallRecord }[] {
  if (record.status !== 'ok') return []
  const value = isObject(record.body) ? record.body[list.field] : record.body
  const damaged = (what: string): void => {
    addGap(facts, {
      scope: record.account,
      region: record.region,
      call: list.call,
      reason: 'failed',
      message: `\`${record.file}\` ${what}`,
    })
  }
  const entries = list.entries?.(record.body) ?? value
  if (!Array.isArray(entries)) {
    damaged(`holds no list \`${list.field}\``)
    return []
  }
  let nameless = 0
  const items = entries.flatMap((entry) => {
    const name = typeof entry === 'string' && entry !== '' ? entry : textField(entry, list.name ?? 'Name')
    const { account, region } = record
    const partition = records.partition(account)
    const item = name === null ? null : { partition, region, account, name, entry: isObject(entry) ? entry : {} }
    if (item === null) nameless += 1
    const arn = item === null ? null : of.arn(item)
    return item === null || arn === null ? [] : [{ item, arn, record }]
  })
  if (nameless > 0) damaged(`holds ${nameless} entries of \`${list.field}\` without \`${list.name ?? 'Name'}\``)
  return items
}
