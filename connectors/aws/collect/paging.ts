import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { textField } from '../fields.js'

/** A field of an answer that says where it goes on, and the parameter that takes it. */
type Token = readonly [field: string, parameter: string]

/** The first field that an answer has counts. */
const TOKENS: readonly Token[] = [
  ['NextToken', 'NextToken'],
  ['nextToken', 'nextToken'],
  ['NextMarker', 'Marker'],
  ['nextMarker', 'marker'],
  ['NextPageToken', 'PageToken'],
  ['nextPageToken', 'pageToken'],
  ['NextContinuationToken', 'ContinuationToken'],
  ['ContinuationToken', 'ContinuationToken'],
  ['continuationToken', 'continuationToken'],
  ['LastEvaluatedTableName', 'ExclusiveStartTableName'],
  ['LastEvaluatedStreamArn', 'ExclusiveStartStreamArn'],
  ['Marker', 'Marker'],
  ['marker', 'marker'],
  ['position', 'position'],
]

/** Calls whose token goes elsewhere, or whose answer repeats the token that was asked with. */
const OTHER_TOKENS: ReadonlyMap<string, Token> = new Map<string, Token>([
  ['efs describe-file-systems', ['NextMarker', 'Marker']],
  ['glacier list-vaults', ['Marker', 'marker']],
  ['route53 list-hosted-zones', ['NextMarker', 'Marker']],
  ['wafv2 list-rule-groups', ['NextMarker', 'NextMarker']],
])

/** Fields that say whether there is more. */
const SWITCHES = ['IsTruncated', 'isTruncated', 'Truncated', 'HasMoreStreams']

/** Fields that are about the paging alone: the CLI, which puts pages together, does not print them. */
const PAGING_FIELDS: ReadonlySet<string> = new Set([...TOKENS.map(([field]) => field), ...SWITCHES])

/**
 * Parameters that the size of a page hangs on, where pages are small otherwise, or come only to those who ask for them.
 * Parameters of the declaration win.
 */
const PAGE_SIZES: Readonly<Record<string, JsonObject>> = {
  'cognito-identity list-identity-pools': { MaxResults: 60 },
  'ecr describe-repositories': { maxResults: 1000 },
  'iam get-account-authorization-details': { MaxItems: 500 },
  'iam list-instance-profiles': { MaxItems: 1000 },
  'kms list-aliases': { Limit: 100 },
  'kms list-grants': { Limit: 100 },
  'kms list-keys': { Limit: 1000 },
  's3api list-buckets': { MaxBuckets: 1000 },
  'secretsmanager list-secrets': { MaxResults: 100 },
  'sqs list-queues': { MaxResults: 1000 },
  'ssm describe-parameters': { MaxResults: 50 },
  'ssm list-documents': { MaxResults: 50 },
}

/** Lists of EC2 that come in pages only if asked for, and not where their things are named. */
const EC2_PAGED = new Set(
  `describe-fpga-images describe-images describe-snapshots describe-transit-gateway-attachments
  describe-vpc-endpoint-connections describe-vpc-endpoint-service-configurations
  describe-vpc-endpoint-service-permissions describe-vpc-endpoints describe-vpc-peering-connections
  describe-vpcs`.split(/\s+/),
)

/** The parameters of a call with those that its pages need. */
export function pagedInput(service: string, operation: string, input: JsonObject): JsonObject {
  if (service === 'ec2' && EC2_PAGED.has(operation))
    return Object.keys(input).some((name) => name.endsWith('Ids')) ? input : { MaxResults: 1000, ...input }
  return { ...PAGE_SIZES[`${service} ${operation}`], ...input }
}

/**
 * The parameters that ask for the page after this answer, as JSON text; null if it was the last.
 *
 * @throws Error if the answer says that there is more and not where
 */
export function nextPage(call: string, answer: Json): string | null {
  if (!isObject(answer)) return null
  const said = SWITCHES.map((name) => answer[name]).find((value) => typeof value === 'boolean')
  if (said === false) return null
  const other = OTHER_TOKENS.get(call)
  for (const [field, parameter] of other === undefined ? TOKENS : [other]) {
    const token = textField(answer, field)
    if (token !== null) return JSON.stringify({ [parameter]: token })
  }
  if (said === true) throw new Error('the answer says that it goes on and not where')
  return null
}

/** The parameters that `nextPage` named. */
export function pageInput(page: string | null): JsonObject {
  const parsed: unknown = page === null ? {} : JSON.parse(page)
  return isObject(parsed) ? parsed : {}
}

/**
 * The answer without what is about paging. A page that is stored by itself keeps one mark that it goes on: where the
 * next one is not there, that is seen.
 */
export function withoutTokens(body: Json, goesOn: boolean): Json {
  if (!isObject(body)) return body
  const kept = Object.entries(body).filter(([name]) => !PAGING_FIELDS.has(name))
  return { ...Object.fromEntries(kept), ...(goesOn ? { IsTruncated: true } : {}) }
}

/** Pages as one answer: lists of the same field follow each other, of anything else the first page's is kept. */
export function mergedPages(pages: readonly Json[]): Json {
  const [first = {}, ...others] = pages
  if (!isObject(first)) return first
  const merged = new Map<string, Json>(Object.entries(first))
  const lists = new Map<string, Json[]>()
  for (const page of others)
    for (const [name, value] of Object.entries(isObject(page) ? page : {})) {
      const before = merged.get(name)
      if (Array.isArray(value) && Array.isArray(before)) {
        const list = lists.get(name) ?? [...before]
        for (const item of value) list.push(item)
        lists.set(name, list)
        merged.set(name, list)
      } else if (isObject(value) && isObject(before)) merged.set(name, mergedPages([before, value]))
      else if (before === undefined || before === null) merged.set(name, value)
    }
  return Object.fromEntries(merged)
}
