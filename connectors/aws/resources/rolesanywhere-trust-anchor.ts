import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { accountOf, lastName, scopeId } from '../arn.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, objectField, objectsField, textField } from '../fields.js'
import { addGap, type ResourceType } from '../resource-type.js'

const LIST = 'rolesanywhere list-trust-anchors'
const GET = 'rolesanywhere get-trust-anchor'

/**
 * Trust anchors of IAM Roles Anywhere: certificate authorities whose certificates become sessions of roles. A role takes
 * them by trusting `rolesanywhere.amazonaws.com`, best from one anchor (`aws:SourceArn`).
 *
 * LIMIT: what a certificate bundle holds is not read; whose authority it is nobody tells.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_TrustAnchorDetail.html
 */
export const rolesanywhereTrustAnchor: ResourceType = {
  type: 'aws_rolesanywhere_trust_anchor',
  calls: [LIST, GET],
  permissions: ['rolesanywhere:ListTrustAnchors', 'rolesanywhere:GetTrustAnchor'],
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST, 'trustAnchors', 'list', 'trustAnchorArn'],
      [GET, 'trustAnchor', 'object'],
    ])
    for (const { body } of records.answered(LIST))
      for (const anchor of objectsField(body, 'trustAnchors')) addAnchor(facts, anchor)
    for (const { body } of records.answered(GET)) addAnchor(facts, objectField(body, 'trustAnchor') ?? {})
  },
}

function addAnchor(facts: FactsBuilder, anchor: JsonObject): void {
  const arn = textField(anchor, 'trustAnchorArn')
  const account = accountOf(arn ?? '')
  if (arn === null || account === null) return
  // LIMIT: which roles a certificate of the authority becomes is not worked out.
  if (anchor['enabled'] === true) {
    addGap(facts, {
      scope: account,
      call: LIST,
      reason: 'not-modelled',
      message: `certificates of trust anchor \`${arn}\` can become roles: which ones is not worked out`,
    })
  }
  const source = objectField(anchor, 'source') ?? undefined
  const authority = textField(objectField(source, 'sourceData') ?? undefined, 'acmPcaArn')
  facts.node({
    id: arn,
    type: rolesanywhereTrustAnchor.type,
    cloud: 'aws',
    scope: scopeId(account),
    name: textField(anchor, 'name') ?? lastName(arn),
    kind: 'IdentityProvider',
    properties: {
      createdAt: dateField(anchor, 'createdAt'),
      enabled: anchor['enabled'] === true,
      sourceType: textField(source, 'sourceType'),
      certificateAuthority: authority,
      authorityAccount: authority === null ? null : accountOf(authority),
    },
  })
}
