import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import type { FactNode, JsonObject } from '../../src/model/index.js'
import { AUTHORIZATION_DETAILS, principalArn, principalName, type PrincipalKind } from './authorization-details.js'
import { accountOf, lastName, scopeId } from './arn.js'
import { dateField, objectField, objectsField, tagsField, textField } from './fields.js'
import { policyDocument } from './policy-text.js'
import { addGap } from './resource-type.js'

/** What users, groups and roles have alike. Null, with a gap, for an entry that cannot be told from others. */
export function principalNode(
  entry: JsonObject,
  record: CallRecord,
  facts: FactsBuilder,
  of: { type: string; kind: PrincipalKind; idField: string },
): FactNode | null {
  const arn = principalArn(entry, record, of.kind)
  const account = accountOf(arn ?? '')
  if (arn === null || account === null) {
    addGap(facts, {
      scope: record.account,
      call: AUTHORIZATION_DETAILS,
      reason: 'failed',
      message: `a ${of.kind} in \`${record.file}\` has neither \`Arn\` nor name: it is left out`,
    })
    return null
  }
  return {
    id: arn,
    type: of.type,
    cloud: 'aws',
    scope: scopeId(account),
    name: principalName(entry, of.kind) ?? lastName(arn),
    kind: 'Principal',
    properties: {
      uniqueId: textField(entry, of.idField),
      path: textField(entry, 'Path') ?? '/',
      tags: tagsField(entry),
      createdAt: dateField(entry, 'CreateDate'),
    },
  }
}

/**
 * Inline and attached policies of a user, group or role, and its permissions boundary.
 *
 * An attachment whose document is not in the dump stays, so that nobody takes the layer for absent.
 */
export function attachPolicies(
  entry: JsonObject,
  record: CallRecord,
  facts: FactsBuilder,
  of: { owner: string; inlineList: string },
): void {
  for (const inline of objectsField(entry, of.inlineList)) {
    const name = textField(inline, 'PolicyName') ?? 'unnamed'
    const id = `${of.owner}#inline/${name}`
    addDocument(facts, record, { id, name, document: inline['PolicyDocument'] })
    facts.attach({ document: id, to: of.owner, as: 'identity-policy' })
  }
  for (const attached of objectsField(entry, 'AttachedManagedPolicies')) {
    const arn = textField(attached, 'PolicyArn')
    if (arn !== null) facts.attach({ document: arn, to: of.owner, as: 'identity-policy' })
  }
  const boundary =
    textField(objectField(entry, 'PermissionsBoundary') ?? undefined, 'PermissionsBoundaryArn') ??
    textField(entry, 'PermissionsBoundary')
  if (boundary !== null) facts.attach({ document: boundary, to: of.owner, as: 'boundary' })
}

/** Adds a policy text as a dump holds it; text that is none, or differs from what another file says, is a gap. */
export function addDocument(
  facts: FactsBuilder,
  record: CallRecord,
  of: { id: string; name: string; document: JsonObject[string] | undefined; scope?: string },
): void {
  const document = policyDocument(of.document)
  const problem =
    document === null
      ? 'cannot be read'
      : facts.document({ id: of.id, name: of.name, document })
        ? null
        : 'differs between two files: the first one is used'
  if (problem === null) return
  addGap(facts, {
    scope: of.scope ?? record.account,
    region: record.region,
    call: `${record.service} ${record.operation}`,
    reason: 'failed',
    message: `policy \`${of.id}\` in \`${record.file}\` ${problem}`,
  })
}
