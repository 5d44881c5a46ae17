import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import type { CallDeclaration } from '../collect/declaration.js'
import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { Records } from '../records.js'
import { attachResourcePolicy } from '../resource-policy.js'
import { addGap, someOf, type ResourceType } from '../resource-type.js'

const POLICY = 'lambda get-policy'
const NEW_POLICY = 'lambda get-resource-policy'
const ALIASES = 'lambda list-aliases'
const VERSIONS = 'lambda list-versions-by-function'
const URLS = 'lambda list-function-url-configs'
const URL = 'lambda get-function-url-config'
const UNQUALIFIED = '$LATEST'
const LIST = 'lambda list-functions'

/** The policy of an alias or version: the entry holds the parameters of the call. */
const OF_QUALIFIER: Omit<CallDeclaration, 'of' | 'each'> = {
  needs: 'lambda:GetPolicy',
  input: ({ entry }) => entry,
  subject: ({ entry }) => [textField(entry, 'FunctionName') ?? '', textField(entry, 'Qualifier') ?? ''],
}

const functions = listedResource({
  type: 'aws_lambda_function',
  list: { call: LIST, field: 'Functions', name: 'FunctionName' },
  arn: ({ partition, region, account, name, entry }) =>
    functionArn(textField(entry, 'FunctionArn') ?? '') ??
    (/^[A-Za-z0-9_-]{1,140}$/.test(name) ? `arn:${partition}:lambda:${region}:${account}:function:${name}` : null),
  policy: { call: POLICY, path: ['Policy'], alone: true, when: ({ answer }) => !tells(answer(NEW_POLICY)) },
  asks: [
    { call: NEW_POLICY, bears: 'nothing', alone: true },
    { call: URLS, bears: 'limits', holds: 'FunctionUrlConfigs', when: ({ answer }) => !tells(answer(URL)) },
    { call: URL, bears: 'nothing', alone: true },
  ],
  twoParameters: true,
  reads: [ALIASES, VERSIONS],
  covers: (arn) => [arn, `${arn}:*`],
  properties: ({ entry, answer }) => ({
    role: textField(entry, 'Role'),
    ...(tells(answer(URLS)) || tells(answer(URL)) ? { urlAuthType: {} } : {}),
  }),
  collect: {
    [LIST]: 'lambda:ListFunctions',
    [ALIASES]: { needs: 'lambda:ListAliases', input: ({ name }) => ({ FunctionName: name }) },
    [VERSIONS]: { needs: 'lambda:ListVersionsByFunction', input: ({ name }) => ({ FunctionName: name }) },
    [POLICY]: [
      { needs: 'lambda:GetPolicy', input: ({ name }) => ({ FunctionName: name }) },
      { ...OF_QUALIFIER, of: ALIASES, each: (body) => qualifiedIn(body, 'Aliases', 'AliasArn') },
      { ...OF_QUALIFIER, of: VERSIONS, each: (body) => qualifiedIn(body, 'Versions', 'FunctionArn') },
    ],
    [URLS]: { needs: 'lambda:ListFunctionUrlConfigs', input: ({ name }) => ({ FunctionName: name, MaxItems: 50 }) },
  },
})

/**
 * Functions. Each alias and version has a policy of its own (documents `<function ARN>:<qualifier>#policy`) and may have
 * a URL: `urlAuthType` says how callers of each URL are authenticated, by qualifier (`$LATEST` without one). It is empty
 * where the function has no URL, and absent where that is not known.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const lambdaFunction: ResourceType = {
  ...functions,
  normalize(records, facts) {
    functions.normalize(records, facts)
    const asked = addPolicies(records, facts)
    addUrls(records, facts)
    addQualifierGaps(records, facts, asked)
  },
}

function tells(record: CallRecord | null): boolean {
  return record?.status === 'ok' || record?.status === 'none'
}

/** The function of an ARN that may name a qualifier. */
function functionArn(text: string): string | null {
  const parts = text.split(':')
  return parts[0] === 'arn' && parts[5] === 'function' && parts.length >= 7 ? parts.slice(0, 7).join(':') : null
}

/** Aliases or versions in a list, by the ARNs that name them; `$LATEST` has the policy of the function. */
function qualifiedIn(body: Json, field: string, arnField: string): { name: string; entry: JsonObject }[] {
  return objectsField(body, field).flatMap((entry) => {
    const arn = textField(entry, arnField) ?? ''
    const [, , , , , , name, qualifier] = arn.split(':')
    if (functionArn(arn) === null || name === undefined || qualifier === undefined || qualifier === UNQUALIFIED)
      return []
    return [{ name: arn, entry: { FunctionName: name, Qualifier: qualifier } }]
  })
}

interface Target {
  arn: string
  qualifier: string | null
}

/** Function and qualifier that a call was made about: two parameters, `name:qualifier`, or an ARN. */
function targetOf(records: Records, { account, region, subject }: CallRecord): Target | null {
  const [first = '', second] = subject
  const arn = functionArn(first)
  const parts = first.split(':')
  if (arn !== null) return { arn, qualifier: parts[7] ?? second ?? null }
  const [name = '', qualifier] = parts
  if (name === '' || parts.length > 2) return null
  const made = `arn:${records.partition(account)}:lambda:${region}:${account}:function:${name}`
  return { arn: made, qualifier: qualifier ?? second ?? null }
}

/** Attaches what the generic type does not: policies of qualifiers. The `<ARN>:<qualifier>` that were asked about. */
function addPolicies(records: Records, facts: FactsBuilder): Set<string> {
  const asked = new Set<string>()
  for (const call of [POLICY, NEW_POLICY])
    for (const record of records.of(call)) {
      const target = targetOf(records, record)
      const node = target === null ? undefined : facts.get(target.arn)
      if (target === null || node === undefined) continue
      if (target.qualifier === null) {
        if (call === NEW_POLICY && record.status === 'ok')
          attachResourcePolicy(facts, record, target.arn, { call, path: ['Policy'] })
        continue
      }
      const id = `${target.arn}:${target.qualifier}`
      asked.add(id)
      const of = { id: `${id}#policy`, name: `resource policy of ${target.qualifier}` }
      const isRead =
        record.status === 'none' ||
        (record.status === 'ok' && attachResourcePolicy(facts, record, target.arn, { call, path: ['Policy'] }, of))
      if (!isRead) addUnread(node.properties, call === POLICY ? 'GetPolicy' : 'GetResourcePolicy')
    }
  return asked
}

function addUnread(properties: JsonObject, call: string): void {
  const unread = Array.isArray(properties['unread']) ? properties['unread'] : []
  if (!unread.includes(call)) properties['unread'] = [...unread, call]
}

function addUrls(records: Records, facts: FactsBuilder): void {
  const add = (entry: JsonObject): void => {
    const text = textField(entry, 'FunctionArn') ?? ''
    const arn = functionArn(text)
    const node = arn === null ? undefined : facts.get(arn)
    const type = textField(entry, 'AuthType')
    if (arn === null || node === undefined || type === null) return
    const known = isObject(node.properties['urlAuthType']) ? node.properties['urlAuthType'] : {}
    node.properties['urlAuthType'] = Object.fromEntries(
      [...Object.entries(known), [text.slice(arn.length + 1) || UNQUALIFIED, type] as const].sort(),
    )
  }
  for (const record of records.answered(URLS)) objectsField(record.body, 'FunctionUrlConfigs').forEach(add)
  for (const record of records.answered(URL)) if (isObject(record.body)) add(record.body)
}

/** Aliases and versions that were listed and whose policy nobody asked for. */
function addQualifierGaps(records: Records, facts: FactsBuilder, asked: ReadonlySet<string>): void {
  const missing = new Map<string, Set<string>>()
  const listed = [
    [ALIASES, 'Aliases', 'AliasArn'],
    [VERSIONS, 'Versions', 'FunctionArn'],
  ] as const
  for (const [call, field, arnField] of listed)
    for (const record of records.answered(call))
      for (const entry of objectsField(record.body, field)) {
        const text = textField(entry, arnField) ?? ''
        const arn = functionArn(text)
        const qualifier = text.slice((arn ?? '').length + 1)
        if (arn === null || qualifier === '' || qualifier === UNQUALIFIED || asked.has(text)) continue
        missing.set(arn, (missing.get(arn) ?? new Set()).add(qualifier))
      }
  for (const [arn, qualifiers] of missing) {
    const node = facts.get(arn)
    if (node === undefined || node.scope === null) continue
    addUnread(node.properties, 'GetPolicy')
    addGap(facts, {
      scope: node.scope,
      region: arn.split(':')[3] ?? 'global',
      call: POLICY,
      reason: 'not-collected',
      message: `not asked about ${someOf([...qualifiers].sort())} of \`${arn}\``,
    })
  }
}
