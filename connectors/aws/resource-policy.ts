import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import { isObject, type Attachment, type Json, type JsonObject } from '../../src/model/index.js'
import { textAt, valueAt, type Asked } from './answers.js'
import { policyDocument } from './policy-text.js'
import { addDocument } from './principal-policies.js'
import { addGap } from './resource-type.js'

/** Where the answer to a call holds a policy document. */
export interface PolicyPlace {
  call: string
  path: readonly string[]
  /**
   * An answer that names the resource, or holds what is above the field, says by leaving the field out that there is no
   * policy; otherwise such an answer is not understood.
   */
  mayLack?: boolean
  named?: Asked['named']
}

/**
 * Attaches the resource policy that an answer holds. False if the answer cannot be understood: then a gap says so, and
 * where a text stands that is no policy, the attachment stays so that nobody takes the layer for absent.
 */
export function attachResourcePolicy(
  facts: FactsBuilder,
  record: CallRecord,
  arn: string,
  { path, mayLack = false, named = [] }: PolicyPlace,
  of: { id?: string; name?: string } = {},
): boolean {
  const value = policyValue(record.body, path)
  const id = of.id ?? `${arn}#policy`
  if (value === undefined) {
    const holder = mayLack ? path.slice(0, 1) : path.slice(0, -1)
    if (path.length > 1 && isObject(valueAt(record.body, holder))) return true
    if (mayLack && named.some((name) => textAt(record.body, name) !== null)) return true
    addGap(facts, {
      scope: record.account,
      region: record.region,
      call: `${record.service} ${record.operation}`,
      reason: 'failed',
      message: `\`${record.file}\` holds no \`${path.join('.')}\``,
    })
    return false
  }
  const document = policyDocument(value)
  if (value === null || value === '' || (document !== null && Object.keys(document).length === 0)) return true
  addDocument(facts, record, { id, name: of.name ?? 'resource policy', document: value })
  facts.attach({ document: id, to: arn, as: 'resource-policy' })
  return document !== null
}

/** The policy at `path`; some tools store the policy itself as the answer. */
function policyValue(body: Json, path: readonly string[]): Json | undefined {
  const value = valueAt(body, path)
  return value === undefined && isObject(body) && Object.hasOwn(body, 'Statement') ? body : value
}

/** How grants that are no policies are attached. */
export type GrantKind = Extract<Attachment['as'], 'ram-share' | 'share' | 'acl' | 'grant'>

/** One grant of a share, an ACL or the like, in the words of a policy. */
export interface GrantStatement {
  sid?: string
  principal: Json
  actions: readonly string[]
  resources: readonly string[]
  condition?: JsonObject
}

/** Attaches grants that the cloud does not keep as a policy to a resource, written as one. Nothing to grant: nothing. */
export function attachGrants(
  facts: FactsBuilder,
  of: { id: string; name: string; to: string; as: GrantKind; grants: readonly GrantStatement[] },
): void {
  if (of.grants.length === 0) return
  facts.document({
    id: of.id,
    name: of.name,
    document: {
      Version: '2012-10-17',
      Statement: of.grants.map(({ sid, principal, actions, resources, condition }) => ({
        ...(sid === undefined ? {} : { Sid: sid }),
        Effect: 'Allow',
        Principal: principal,
        Action: [...actions],
        Resource: [...resources],
        ...(condition === undefined ? {} : { Condition: condition }),
      })),
    },
  })
  facts.attach({ document: of.id, to: of.to, as: of.as })
}

/** The principal that stands for everybody with an AWS identity, and the condition that leaves out anonymous callers. */
export const AUTHENTICATED: { principal: JsonObject; condition: JsonObject } = {
  principal: { AWS: '*' },
  condition: { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } },
}
