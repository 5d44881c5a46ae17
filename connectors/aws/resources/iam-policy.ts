import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import { compareText, type JsonObject } from '../../../src/model/index.js'
import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { accountOf, lastName, parseArn, scopeId } from '../arn.js'
import { dateField, objectField, objectsField, textField } from '../fields.js'
import { policyDocument } from '../policy-text.js'
import { addDocument } from '../principal-policies.js'
import { isAbout, type Records } from '../records.js'
import { addGap, someOf, type ResourceType } from '../resource-type.js'

/**
 * Managed policies whose text AWS has published and never changed, so that a dump without them still tells.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 */
const PUBLISHED = new Map<string, JsonObject>([
  ['AdministratorAccess', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
])

interface Version {
  entry: JsonObject
  version: JsonObject
  record: CallRecord
}

/**
 * Managed policies in their default version: all of an account's own, and those of AWS that something refers to.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html
 */
export const iamPolicy: ResourceType = {
  type: 'aws_iam_policy',
  calls: [AUTHORIZATION_DETAILS, 'iam get-policy-version'],
  normalize(records, facts) {
    const wanted = referredTo(facts)
    const ofAws = new Map<string, Version>()
    for (const { entry, record } of records.details('Policies')) {
      const arn = textField(entry, 'Arn')
      if (arn === null) continue
      const account = accountOf(arn)
      const version = defaultVersion(entry)
      if (account === null) {
        if (version !== null && wanted.has(arn) && isNewer(version, ofAws.get(arn)?.version))
          ofAws.set(arn, { entry, version, record })
        continue
      }
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: textField(entry, 'PolicyName') ?? lastName(arn),
        kind: 'Resource',
        properties: {
          uniqueId: textField(entry, 'PolicyId'),
          path: textField(entry, 'Path') ?? '/',
          createdAt: dateField(entry, 'CreateDate'),
          updatedAt: dateField(entry, 'UpdateDate'),
        },
      })
      if (version !== null) addVersion(facts, { entry, version, record })
    }
    for (const found of ofAws.values()) addVersion(facts, found)
    for (const [arn, holders] of wanted) if (!facts.hasDocument(arn)) fillIn(records, facts, arn, holders)
  },
}

/** Managed policies that are attached or serve as boundary, with those who have them. */
function referredTo(facts: FactsBuilder): Map<string, string[]> {
  const wanted = new Map<string, string[]>()
  for (const { document, to, as } of facts.attachments()) {
    if ((as !== 'identity-policy' && as !== 'boundary') || document.includes('#')) continue
    wanted.set(document, [...(wanted.get(document) ?? []), to])
  }
  return wanted
}

function defaultVersion(entry: JsonObject): JsonObject | null {
  const versions = objectsField(entry, 'PolicyVersionList')
  const byId = textField(entry, 'DefaultVersionId')
  return (
    versions.find((version) => version['IsDefaultVersion'] === true) ??
    versions.find((version) => byId !== null && textField(version, 'VersionId') === byId) ??
    (versions.length === 1 ? (versions[0] ?? null) : null)
  )
}

/** AWS updates its policies: of two dumps, the later version counts. */
function isNewer(version: JsonObject, known: JsonObject | undefined): boolean {
  const number = (of: JsonObject): number => Number((textField(of, 'VersionId') ?? 'v0').slice(1))
  return known === undefined || number(version) > number(known)
}

function addVersion(facts: FactsBuilder, { entry, version, record }: Version): void {
  const id = textField(entry, 'Arn') ?? ''
  const scope = accountOf(id) ?? record.account
  addDocument(facts, record, {
    id,
    name: textField(entry, 'PolicyName') ?? lastName(id),
    document: version['Document'],
    scope,
  })
}

/** A policy that the authorization details refer to and do not hold: from a file of its own, else a gap. */
function fillIn(records: Records, facts: FactsBuilder, arn: string, holders: string[]): void {
  const name = lastName(arn)
  for (const record of records.answered('iam get-policy-version')) {
    const version = objectField(record.body, 'PolicyVersion')
    if (version === null || version['IsDefaultVersion'] === false || !isAbout(record, arn)) continue
    if (accountOf(arn) !== null && accountOf(arn) !== record.account) continue
    const document = policyDocument(version['Document'])
    if (document !== null) facts.document({ id: arn, name, document })
  }
  const published = parseArn(arn)?.account === 'aws' ? PUBLISHED.get(name) : undefined
  if (facts.hasDocument(arn)) return
  if (published !== undefined) {
    facts.document({ id: arn, name, document: published })
    return
  }
  for (const [account, principals] of byAccount(holders))
    addGap(facts, {
      scope: account,
      call: 'iam get-policy-version',
      reason: 'not-collected',
      message: `policy \`${arn}\` of ${someOf(principals)} is not in the dump: what it allows is not known`,
    })
}

function byAccount(principals: string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const principal of [...new Set(principals)].sort(compareText)) {
    const account = accountOf(principal) ?? ''
    found.set(account, [...(found.get(account) ?? []), principal])
  }
  return found
}
