import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import { canonicalJson, isObject } from '../../../src/model/index.js'
import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { objectsField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { policyDocument } from '../policy-text.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const ONE = 'glue get-resource-policy'
const ALL = 'glue get-resource-policies'

/** What a policy of the catalog may speak about. */
const HOLDS = ['catalog/*', 'database/*', 'table/*', 'userDefinedFunction/*', 'connection/*']

/** The node of a Region's Data Catalog; several resource types hang things on it. */
export function catalogNode(records: Records, facts: FactsBuilder, record: CallRecord): string {
  const { account } = record
  const base = `arn:${records.partition(account)}:glue:${arnRegion(record)}:${account}:`
  facts.node({
    id: `${base}catalog`,
    type: 'aws_glue_catalog',
    cloud: 'aws',
    scope: scopeId(account),
    name: account,
    kind: 'Resource',
    properties: { unread: [], policyCovers: [`${base}catalog`, ...HOLDS.map((part) => base + part)] },
  })
  return `${base}catalog`
}

/**
 * The Data Catalog's resource policy. `GetResourcePolicies` answers with it too, and with those that AWS RAM wrote.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetResourcePolicies.html
 */
export const glueCatalog: ResourceType = {
  type: 'aws_glue_catalog',
  calls: [ONE, ALL],
  // The second leaves the catalog's own policy out where metadata is encrypted with a key that the caller may not use.
  collect: declared({
    [ONE]: 'glue:GetResourcePolicy',
    [ALL]: { needs: 'glue:GetResourcePolicies', input: { MaxResults: 1000 } },
  }),
  normalize(records, facts) {
    const seen = new Map<string, Set<string>>()
    const attach = (record: CallRecord, arn: string, value: unknown, call: string): void => {
      const document = policyDocument(typeof value === 'string' || isObject(value) ? value : null)
      const texts = seen.get(arn) ?? new Set<string>()
      const text = canonicalJson(document)
      if (document !== null && texts.has(text)) return
      seen.set(arn, texts.add(text))
      const id = texts.size === 1 ? `${arn}#policy` : `${arn}#policy/${texts.size}`
      const wrong =
        typeof value === 'string' || isObject(value)
          ? attachHeldPolicy(facts, arn, value, { id })
          : 'holds no `PolicyInJson`'
      if (wrong === null) return
      const { account: scope, region, file } = record
      addGap(facts, { scope, region, call, reason: 'failed', message: `\`${file}\` ${wrong}` })
      const node = facts.get(arn)
      if (node !== undefined) node.properties['unread'] = ['GetResourcePolicy']
    }
    for (const record of records.answered(ONE)) {
      const [subject = ''] = record.subject
      const catalog = catalogNode(records, facts, record)
      const arn = subject.startsWith('arn:') && facts.get(subject) !== undefined ? subject : catalog
      if (record.status === 'ok') attach(record, arn, isObject(record.body) ? record.body['PolicyInJson'] : null, ONE)
    }
    for (const record of records.answered(ALL)) {
      const arn = catalogNode(records, facts, record)
      const list = objectsField(record.body, 'GetResourcePoliciesResponseList')
      for (const entry of list) attach(record, arn, entry['PolicyInJson'], ALL)
      if (record.status === 'ok' && list.length === 0) attach(record, arn, null, ALL)
    }
  },
}
