import { parseEmbeddedJson, type CallRecord, type FactsBuilder } from '../../../src/connector/index.js'
import { globMatches, isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { scopeId } from '../arn.js'
import { apiName } from '../call-name.js'
import { declared } from '../collect/declaration.js'
import { dateField, objectField, objectsField, textField, textsField } from '../fields.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion, attachShares, encryption, type Share } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const COLLECTIONS = 'opensearchserverless list-collections'
const DETAILS = 'opensearchserverless batch-get-collection'
const ACCESS_LIST = 'opensearchserverless list-access-policies'
const ACCESS = 'opensearchserverless get-access-policy'
const SECURITY_LIST = 'opensearchserverless list-security-policies'
const SECURITY = 'opensearchserverless get-security-policy'
/** So many collections one request may name. */
const BATCH = 100

/** Policies of one account and Region. `unread` names calls that tell nothing of a policy that is there. */
interface Policies {
  data: JsonObject[]
  network: JsonObject[] | null
  unread: Set<string>
}

/**
 * Collections of OpenSearch Serverless. Data access policies name principals and patterns of collections and indexes;
 * network policies say whether a collection is reached from the internet (`publicNetwork`), else from which endpoints.
 *
 * LIMIT: which index permissions a principal has is not told apart: IAM has one action for all of them. Access to a
 * collection without any of its indexes is not listed.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html
 */
export const opensearchServerlessCollection: ResourceType = {
  type: 'aws_opensearchserverless_collection',
  calls: [COLLECTIONS, DETAILS, ACCESS_LIST, ACCESS, SECURITY_LIST, SECURITY],
  asksEach: [ACCESS],
  collect: declared(
    {
      [COLLECTIONS]: { needs: 'aoss:ListCollections', input: { maxResults: 100 } },
      [DETAILS]: {
        needs: 'aoss:BatchGetCollection',
        of: COLLECTIONS,
        each: (body) => {
          const ids = objectsField(body, 'collectionSummaries').flatMap((entry) => textField(entry, 'id') ?? [])
          return ids.flatMap((name, at) =>
            at % BATCH === 0 ? [{ name, entry: { ids: ids.slice(at, at + BATCH) } }] : [],
          )
        },
        input: ({ entry }) => entry,
      },
      [ACCESS_LIST]: { needs: 'aoss:ListAccessPolicies', input: { type: 'data', maxResults: 100 } },
      [ACCESS]: {
        needs: 'aoss:GetAccessPolicy',
        of: ACCESS_LIST,
        input: ({ name }) => ({ type: 'data', name }),
      },
      [SECURITY_LIST]: { needs: 'aoss:ListSecurityPolicies', input: { type: 'network', maxResults: 100 } },
      [SECURITY]: {
        needs: 'aoss:GetSecurityPolicy',
        of: SECURITY_LIST,
        input: ({ name }) => ({ type: 'network', name }),
      },
    },
    [
      { call: ACCESS_LIST, field: 'accessPolicySummaries', name: 'name' },
      { call: SECURITY_LIST, field: 'securityPolicySummaries', name: 'name' },
    ],
  ),
  normalize(records, facts) {
    const places = new Map<string, CallRecord>()
    for (const call of this.calls)
      for (const record of records.of(call)) {
        const place = `${record.account} ${record.region}`
        if (!places.has(place)) places.set(place, record)
      }
    for (const at of places.values()) {
      const policies = readPolicies(records, at, facts)
      const collections = readCollections(records, at)
      const lists = inPlace(records.answered(COLLECTIONS, at.account), at)
      const isListed = lists.length > 0 && lists.every((record) => isWhole(record, 'collectionSummaries'))
      if (!isListed) {
        addGap(
          facts,
          gapAt(at, COLLECTIONS, 'not-collected', 'the collections that policies speak about were not listed'),
        )
        if (policies.data.length > 0) collections.set('*', {})
      }
      for (const [name, entry] of collections) addCollection(records, facts, at, name, entry, policies)
    }
  },
}

function addCollection(
  records: Records,
  facts: FactsBuilder,
  at: CallRecord,
  name: string,
  entry: JsonObject,
  policies: Policies,
): void {
  const partition = records.partition(at.account)
  const id = textField(entry, 'id') ?? '*'
  const arn = textField(entry, 'arn') ?? `arn:${partition}:aoss:${arnRegion(at)}:${at.account}:collection/${id}`
  const network = policies.network?.filter((policy) => speaksOf(policy, name, ['collection'])) ?? null
  const isPublic = network?.some((policy) => policy['AllowFromPublic'] === true) ?? null
  const endpoints = network?.flatMap((policy) => textsField(policy, 'SourceVPCEs')) ?? []
  const isInside = isPublic === false && endpoints.length > 0
  const shares: Share[] = policies.data
    .filter((policy) => speaksOf(policy, name, ['index']))
    .map((policy) => ({
      names: textsField(policy, 'Principal'),
      actions: ['aoss:APIAccessAll'],
      ...(isInside ? { condition: { StringEquals: { 'aws:SourceVpce': endpoints } } } : {}),
    }))
  const unread = new Set(policies.unread)
  const wrong = attachShares(facts, arn, shares, { as: 'grant', id: `${arn}#grant/data`, name: 'data access policies' })
  if (wrong !== null) {
    unread.add('GetAccessPolicy')
    addGap(facts, gapAt(at, ACCESS, 'not-modelled', `\`${arn}\` ${wrong}`))
  }
  const item = { partition, region: at.region, account: at.account, name, entry }
  facts.node({
    id: arn,
    type: 'aws_opensearchserverless_collection',
    cloud: 'aws',
    scope: scopeId(at.account),
    name,
    kind: 'Resource',
    properties: {
      createdAt: dateField({ at: millis(entry['createdDate']) }, 'at'),
      status: textField(entry, 'status'),
      publicNetwork: isPublic,
      unread: [...unread],
      ...encryption(undefined, textField(entry, 'kmsKeyArn'), item),
    },
  })
}

/** Is an answer with content a list of things with names? */
function isWhole({ status, body }: CallRecord, field: string): boolean {
  return status === 'none' || wholeNames(body, field, ['name']) !== null
}

function millis(value: Json | undefined): number | null {
  return typeof value === 'number' ? value / 1000 : null
}

function gapAt(
  { account, region }: CallRecord,
  call: string,
  reason: 'failed' | 'not-collected' | 'not-modelled',
  message: string,
): Parameters<typeof addGap>[1] {
  return { scope: account, region, call, reason, message }
}

function inPlace(list: CallRecord[], at: CallRecord): CallRecord[] {
  return list.filter(({ region, account }) => region === at.region && account === at.account)
}

function readCollections(records: Records, at: CallRecord): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>()
  const lists = [
    ...inPlace(records.answered(COLLECTIONS, at.account), at).map((record) => [record, 'collectionSummaries'] as const),
    ...inPlace(records.answered(DETAILS, at.account), at).map((record) => [record, 'collectionDetails'] as const),
  ]
  for (const [{ body }, field] of lists)
    for (const entry of objectsField(body, field)) {
      const name = textField(entry, 'name')
      if (name !== null) found.set(name, { ...found.get(name), ...entry })
    }
  return found
}

function readPolicies(records: Records, at: CallRecord, facts: FactsBuilder): Policies {
  const unread = new Set<string>()
  const read = (list: string, summaries: string, get: string, detail: string, type: string): JsonObject[] | null => {
    const listed = inPlace(records.answered(list, at.account), at).filter((record) => isWhole(record, summaries))
    const rules = new Map<string, JsonObject[]>()
    for (const { body, file } of inPlace(records.answered(get, at.account), at)) {
      const policy = objectField(body, detail)
      if (policy === null || (textField(policy, 'type') ?? type) !== type) continue
      const parsed = ruleSets(policy['policy'])
      if (parsed !== null) rules.set(textField(policy, 'name') ?? file, parsed)
    }
    const names = listed
      .flatMap(({ body }) => objectsField(body, summaries))
      .filter((entry) => (textField(entry, 'type') ?? type) === type)
      .flatMap((entry) => textField(entry, 'name') ?? [])
    const missing = names.filter((name) => !rules.has(name))
    for (const name of missing)
      addGap(facts, gapAt(at, get, 'not-collected', `the text of policy \`${name}\` was not read`))
    if (missing.length > 0) unread.add(apiName(get.slice(get.indexOf(' ') + 1)))
    if (listed.length === 0) {
      unread.add(apiName(list.slice(list.indexOf(' ') + 1)))
      addGap(facts, gapAt(at, list, 'not-collected', `which policies of type \`${type}\` there are was not read`))
    }
    return listed.length === 0 && rules.size === 0 ? null : [...rules.values()].flat()
  }
  const data = read(ACCESS_LIST, 'accessPolicySummaries', ACCESS, 'accessPolicyDetail', 'data') ?? []
  const bearing = new Set(unread)
  const network = read(SECURITY_LIST, 'securityPolicySummaries', SECURITY, 'securityPolicyDetail', 'network')
  return { data, network, unread: bearing }
}

/** A policy of OpenSearch Serverless is a list; some tools store it as JSON text. */
function ruleSets(value: Json | undefined): JsonObject[] | null {
  const parsed = typeof value === 'string' ? (parseEmbeddedJson(value) ?? null) : (value ?? null)
  if (Array.isArray(parsed)) return parsed.filter(isObject)
  return isObject(parsed) ? [parsed] : null
}

/** Does a rule of these types (`index/<collection>/<index>`, `collection/<collection>`) speak of the collection? */
function speaksOf(policy: JsonObject, collection: string, types: readonly string[]): boolean {
  return objectsField(policy, 'Rules').some(
    (rule) =>
      types.includes(textField(rule, 'ResourceType') ?? '') &&
      textsField(rule, 'Resource').some((resource) => {
        const [, pattern = ''] = resource.split('/')
        return collection === '*' || globMatches(pattern, collection)
      }),
  )
}
