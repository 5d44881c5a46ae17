import { X509Certificate } from 'node:crypto'
import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { accountOf, lastName, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, objectField, objectsField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'rolesanywhere list-trust-anchors'
const GET = 'rolesanywhere get-trust-anchor'

/**
 * Trust anchors of IAM Roles Anywhere: certificate authorities whose certificates become sessions of roles. A role takes
 * them by trusting `rolesanywhere.amazonaws.com`, best from one anchor (`aws:SourceArn`).
 * Of a certificate bundle the subject and the fingerprint of each authority are kept, never the certificate.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_TrustAnchorDetail.html
 */
export const rolesanywhereTrustAnchor: ResourceType = {
  type: 'aws_rolesanywhere_trust_anchor',
  calls: [LIST, GET],
  collect: declared({ [LIST]: 'rolesanywhere:ListTrustAnchors' }),
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
  const source = objectField(anchor, 'source') ?? undefined
  const data = objectField(source, 'sourceData') ?? undefined
  const authority = textField(data, 'acmPcaArn')
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
      authorities: authoritiesOf(textField(data, 'x509CertificateData') ?? ''),
    },
  })
}

const MOST_AUTHORITIES = 16
const BEGIN = '-----BEGIN CERTIFICATE-----'
const END = '-----END CERTIFICATE-----'

/** Subject and SHA-256 fingerprint of each certificate of a bundle; those that cannot be read are left out. */
function authoritiesOf(bundle: string): JsonObject[] {
  const found: JsonObject[] = []
  for (let at = bundle.indexOf(BEGIN); at >= 0 && found.length < MOST_AUTHORITIES; at = bundle.indexOf(BEGIN, at + 1)) {
    const end = bundle.indexOf(END, at)
    if (end < 0) break
    try {
      const { subject, fingerprint256 } = new X509Certificate(bundle.slice(at, end + END.length))
      found.push({
        fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
        subject: subject.split('\n').join(', '),
      })
    } catch {
      continue
    }
  }
  return found
}
