import type { Json, JsonObject } from '../../../src/model/index.js'
import { objectField, textField } from '../fields.js'
import { canonicalMember } from '../full-name.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'

/**
 * Datasets of BigQuery, with their own access entries.
 *
 * @see https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets
 */
export const bigqueryDataset: ResourceType = {
  type: 'google_bigquery_dataset',
  assetTypes: ['bigquery.googleapis.com/Dataset'],
  listed: {
    call: 'bigquery datasets-list',
    list: 'datasets',
    paths: ['datasets', 'bigquery-datasets'],
    nameOf: (item) => {
      const reference = objectField(item, 'datasetReference') ?? undefined
      const project = textField(reference, 'projectId')
      const dataset = textField(reference, 'datasetId')
      if (project !== null && dataset !== null && item['tableReference'] === undefined)
        return `//bigquery.googleapis.com/projects/${project}/datasets/${dataset}`
      const name = textField(item, 'name') ?? ''
      return /^\/\/bigquery\.googleapis\.com\/projects\/[^/]+\/datasets\/[^/]+$/.test(name) ? name : null
    },
  },
  collect: {
    calls: {
      'bigquery datasets-list': {
        url: 'bigquery.googleapis.com/bigquery/v2/{parent}/datasets',
        query: { all: 'true', maxResults: '1000' },
        needs: ['bigquery.datasets.get'],
        of: ['projects'],
        isFallback: true,
        isIndex: true,
      },
      'bigquery datasets-get': {
        url: 'bigquery.googleapis.com/bigquery/v2/{name}',
        needs: ['bigquery.datasets.get'],
        of: 'bigquery datasets-list',
        list: null,
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    const { data, id } = asset
    addResource(asset, inventory, facts, { type: this.type })
    if (data === null) return
    const said = data['access']
    if (said === undefined && asset.record.operation !== 'datasets-list') return
    const access = Array.isArray(said) ? said.flatMap((entry) => entryOf(entry) ?? []) : []
    if (!Array.isArray(said) || access.length < said.length)
      addGap(facts, {
        scope: id,
        service: 'bigquery',
        call: 'datasets.get',
        reason: said === undefined ? 'not-collected' : 'failed',
        message:
          said === undefined
            ? `the access entries of \`${id}\` are not in the list: get them with \`bq show --format=json\``
            : `some access entries of \`${id}\` could not be read`,
      })
    if (access.length === 0) return
    if (!facts.document({ id: `${id}#access`, name: 'access entries', document: { access } }))
      addGap(facts, {
        scope: id,
        service: 'bigquery',
        call: 'datasets.get',
        reason: 'failed',
        message: `two different lists of access entries of \`${id}\` were imported: only one of them counts`,
      })
    facts.attach({ document: `${id}#access`, to: id, as: 'acl' })
  },
}

const MAILS = new Set(['userByEmail', 'groupByEmail', 'domain'])

function entryOf(entry: Json): JsonObject | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value]
      return [name, MAILS.has(name) ? value.toLowerCase() : name === 'iamMember' ? canonicalMember(value) : value]
    }),
  )
}
