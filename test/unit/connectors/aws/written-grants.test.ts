import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { globMatches, isObject, type Facts, type Json } from '../../../../src/model/index.js'
import { awsCatalogue } from '../../../../src/policy/aws/catalogue.js'

const folder = fileURLToPath(new URL('../../../golden/aws/', import.meta.url))
const catalogue = awsCatalogue()
const WRITTEN = new Set(['share', 'acl', 'grant', 'ram-share'])

/** Shares whose actions the other side uses on something of its own, or on what lies around the shared resource. */
const ELSEWHERE = new Set(['config-aggregation-authorization', 'lake-formation-permission', 'vpc-endpoint-service'])

const texts = (value: Json | undefined): string[] =>
  [value ?? []].flat().filter((item): item is string => typeof item === 'string')

function writtenStatements(type: string): { [name: string]: Json }[] {
  const facts = JSON.parse(readFileSync(`${folder}${type}/normalized.json`, 'utf8')) as Facts
  const written = new Set(facts.attachments.filter(({ as }) => WRITTEN.has(as)).map(({ document }) => document))
  return facts.documents
    .filter(({ id }) => written.has(id))
    .flatMap(({ document }) =>
      isObject(document) && Array.isArray(document['Statement']) ? document['Statement'] : [],
    )
    .filter(isObject)
}

/** Actions of a statement that take a resource, and none of the kind that they are granted on. */
function unfit(statement: { [name: string]: Json }): string[] {
  const resources = texts(statement['Resource'])
  if (resources.includes('*')) return []
  return texts(statement['Action']).filter((action) => {
    const id = catalogue.idOf(action)
    const types = id < 0 ? [] : catalogue.resourceTypes(id)
    return !types.some(({ patterns }) =>
      resources.some((resource) => patterns.split('|').some((pattern) => globMatches(pattern, resource))),
    )
  })
}

it.each(readdirSync(folder).filter((type) => !ELSEWHERE.has(type) && writtenStatements(type).length > 0))(
  'actions that %s grants can act on what they are granted on',
  (type) => {
    expect(writtenStatements(type).flatMap(unfit)).toEqual([])
  },
)
