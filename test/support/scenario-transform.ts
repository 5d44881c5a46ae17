// What it is: changes to a world's files of which it is known how they must and must not change the answer.
// May import: the world's files.
// Never does: ask a question.
import { createHash } from 'node:crypto'
import { isObject, type JsonObject } from '../../src/model/index.js'
import type { WorldFiles } from './aws-world.js'

export type PolicyLayerName = 'identity' | 'trust' | 'scp' | 'rcp'

/** Where a policy document stands: its number in the world, and the layer it belongs to. */
export interface DocumentPlace {
  index: number
  layer: PolicyLayerName
}

type Change = (document: JsonObject, place: DocumentPlace) => JsonObject

/** The files with every policy document that is in force replaced by what `change` makes of it. */
export function changeDocuments(files: WorldFiles, change: Change): WorldFiles {
  let index = 0
  const changed = (document: JsonObject, layer: PolicyLayerName): JsonObject =>
    change(document, { index: index++, layer })

  const walk = (value: unknown, key: string, type: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, key, type))
    if (typeof value === 'string') {
      if (key === 'Content') return JSON.stringify(walk(JSON.parse(value), key, type))
      return value.startsWith('%7B')
        ? encodeURIComponent(JSON.stringify(walk(JSON.parse(decodeURIComponent(value)), key, type)))
        : value
    }
    if (!isObject(value)) return value
    // Versions that are not the default say nothing: a change there would prove nothing.
    if (value['IsDefaultVersion'] === false) return value
    if (Object.hasOwn(value, 'Statement')) return changed(value, layerOf(key, type))
    const summary = value['PolicySummary']
    const inner = isObject(summary) ? summary['Type'] : type
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name, inner)]))
  }
  return new Map(
    [...files].map(([path, content]) => [path, typeof content === 'string' ? content : walk(content, '', null)]),
  )
}

function layerOf(key: string, type: unknown): PolicyLayerName {
  if (key === 'AssumeRolePolicyDocument') return 'trust'
  if (key !== 'Content') return 'identity'
  return type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp'
}

function statementsOf(document: JsonObject): JsonObject[] {
  const statements = document['Statement']
  return (Array.isArray(statements) ? statements : [statements]).filter((each) => isObject(each))
}

/** How many policy documents are in force. */
export function countDocuments(files: WorldFiles): number {
  let count = 0
  changeDocuments(files, (document) => {
    count += 1
    return document
  })
  return count
}

const DENIED: readonly { actions: string[]; resource: string; when: JsonObject | null }[] = [
  { actions: ['*'], resource: '*', when: null },
  { actions: ['s3:Get*', 'sqs:*'], resource: 'arn:aws:*:*:*:*s*', when: null },
  { actions: ['s3:*', 'sts:AssumeRole'], resource: '*', when: { StringEquals: { 'aws:UserAgent': 'curl' } } },
  { actions: ['*'], resource: '*', when: { IpAddress: { 'aws:SourceIp': '203.0.113.128/25' } } },
]

/** One more Deny in one document, of a kind that its layer can hold. */
export function withDeny(files: WorldFiles, index: number): WorldFiles {
  return changeDocuments(files, (document, place) => {
    if (place.index !== index) return document
    const { actions, resource, when } = DENIED[index % DENIED.length] ?? { actions: ['*'], resource: '*', when: null }
    const trust = place.layer === 'trust'
    const deny: JsonObject = {
      Effect: 'Deny',
      ...(trust || place.layer === 'rcp' ? { Principal: '*' } : {}),
      Action: trust ? 'sts:*' : actions.map((action) => (place.layer === 'rcp' && action === '*' ? 's3:*' : action)),
      ...(trust ? {} : { Resource: resource }),
      ...(when === null ? {} : { Condition: when }),
    }
    return { ...document, Statement: [...statementsOf(document), deny] }
  })
}

/** One document without its first Allow. */
export function withoutAllow(files: WorldFiles, index: number): WorldFiles {
  return changeDocuments(files, (document, place) => {
    if (place.index !== index) return document
    const statements = statementsOf(document)
    const first = statements.findIndex((statement) => statement['Effect'] === 'Allow')
    return { ...document, Statement: statements.filter((_, at) => at !== first) }
  })
}

/**
 * The same world told in another order: statements turned round and under other Sids, principals turned round and in
 * two pages, files under other names.
 */
export function reordered(files: WorldFiles): WorldFiles {
  const turned = changeDocuments(files, (document) => ({
    ...document,
    Statement: statementsOf(document)
      .map((statement, at) => ({ ...statement, Sid: `Renamed${String(at)}` }))
      .reverse(),
  }))
  const told: WorldFiles = new Map()
  for (const [path, content] of [...turned].reverse()) {
    if (!path.endsWith('/iam-get-account-authorization-details.json') || !isObject(content)) told.set(path, content)
    else
      for (const [at, page] of pagesOf(content).entries())
        told.set(path.replace('.json', `/page-${String(2 - at)}.json`), page)
  }
  return told
}

function pagesOf(details: JsonObject): JsonObject[] {
  const half = (from: 0 | 1): JsonObject =>
    Object.fromEntries(
      Object.entries(details).map(([name, value]) => [
        name,
        Array.isArray(value) ? [...value].reverse().filter((_, at) => at % 2 === from) : value,
      ]),
    )
  return [half(0), half(1)]
}

/** A number that is the same for the same text, for choosing among many without choosing always the first. */
export function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt16BE(0)
}
