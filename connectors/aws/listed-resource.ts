import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { lastName, scopeId } from './arn.js'
import { apiName } from './call-name.js'
import { dateField, textField } from './fields.js'
import { addDocument } from './principal-policies.js'
import type { Records } from './records.js'
import { addGap, type ResourceType } from './resource-type.js'

/** What is known of one resource when its ARN is made. */
export interface ListedItem {
  partition: string
  region: string
  account: string
  name: string
  entry: JsonObject
}

/** A resource type as data: a list call, how an entry names its resource, and the call that holds its policy. */
export interface ListedResource {
  type: string
  /** `field` of the answer holds the entries: objects with a `name` field, or plain texts (`name` left out). */
  list: { call: string; field: string; name?: string }
  /** The ARN, from a field of the entry or made of what is known. */
  arn: (item: ListedItem) => string
  /** The policy document stands at `path` of the answer to `call`, whose file is named by the resource's name or ARN. */
  policy?: { call: string; path: readonly string[] }
  /** Names are unique across Regions: an answer counts wherever its file stands. */
  acrossRegions?: boolean
  /** Calls about each resource that bear on who has access and are not read by this type. */
  unread?: readonly string[]
}

/**
 * A resource type that is "a policy document on an ARN".
 *
 * Each node says in `unread` which calls about it tell nothing (vendor's names): not asked, refused, or stored but not
 * understood. A call that was never asked is a gap that names the resource.
 */
export function listedResource(of: ListedResource): ResourceType {
  const { list, policy, unread = [] } = of
  return {
    type: of.type,
    calls: policy === undefined ? [list.call] : [list.call, policy.call],
    normalize(records, facts) {
      const asked = [...(policy === undefined ? [] : [policy.call]), ...unread].map(
        (call) => [call, bySubject(records, call)] as const,
      )
      for (const record of records.answered(list.call))
        for (const item of itemsOf(records, record, list)) {
          const arn = of.arn(item)
          const silent: string[] = []
          for (const [call, found] of asked) {
            const answer = namesOf(item, arn)
              .flatMap((name) => found.get(`${record.account} ${name}`) ?? [])
              .find(
                ({ region, subject }) => of.acrossRegions === true || region === item.region || subject.includes(arn),
              )
            if (call === policy?.call && answer?.status === 'ok') attachPolicy(facts, answer, arn, policy.path)
            else if (answer?.status !== 'none') silent.push(apiName(call.split(' ')[1] ?? ''))
            if (answer === undefined)
              addGap(facts, {
                scope: record.account,
                region: record.region,
                call,
                reason: 'not-collected',
                message: `not asked about \`${arn}\``,
              })
          }
          facts.node({
            id: arn,
            type: of.type,
            cloud: 'aws',
            scope: scopeId(record.account),
            name: item.name,
            kind: 'Resource',
            properties: { createdAt: dateField(item.entry, 'CreationDate'), unread: silent },
          })
        }
    },
  }
}

/** How a file may name the resource: as listed, by its ARN, or by the last part of either. */
function namesOf({ name }: ListedItem, arn: string): string[] {
  return [name, lastName(name), arn, lastName(arn), arn.slice(arn.lastIndexOf(':') + 1)]
}

function bySubject(records: Records, call: string): Map<string, CallRecord[]> {
  const found = new Map<string, CallRecord[]>()
  for (const record of records.of(call))
    for (const name of new Set([record.subject[0] ?? '', record.subject.join('--')])) {
      const key = `${record.account} ${name}`
      found.set(key, [...(found.get(key) ?? []), record])
    }
  return found
}

function itemsOf(records: Records, record: CallRecord, list: ListedResource['list']): ListedItem[] {
  const value = isObject(record.body) ? record.body[list.field] : undefined
  return (Array.isArray(value) ? value : []).flatMap((item) => {
    const name = typeof item === 'string' ? item : textField(item, list.name ?? 'Name')
    if (name === null) return []
    const partition = records.partition(record.account)
    return [{ partition, region: record.region, account: record.account, name, entry: isObject(item) ? item : {} }]
  })
}

function attachPolicy(facts: FactsBuilder, record: CallRecord, arn: string, path: readonly string[]): void {
  let value: Json | undefined = record.body
  for (const name of path) value = isObject(value) ? value[name] : undefined
  if (value === undefined || value === null || value === '') return
  const id = `${arn}#policy`
  addDocument(facts, record, { id, name: 'resource policy', document: value })
  facts.attach({ document: id, to: arn, as: 'resource-policy' })
}
