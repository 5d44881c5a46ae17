import type { Json, JsonObject } from '../../src/model/index.js'
import { isAccountId, scopeId } from './arn.js'
import { apiName } from './call-name.js'
import { declared, type Collect } from './collect/declaration.js'
import { addDamagedGaps } from './damaged-answers.js'
import { objectField, objectsField, textField } from './fields.js'
import { attachGrants } from './resource-policy.js'
import { addGap, type ResourceType } from './resource-type.js'

/** A security service that one account runs for others, as data. */
export interface SecurityAdministrator {
  type: string
  call: string
  /** Its prefix in IAM. */
  service: string
  /** The field of an answer that tells of administrators: one, or a list. */
  field: string
  kind: 'object' | 'list'
  /** Fields of such an entry: the administrator's account number, and the state of the relation. */
  account: string
  status: string
  /** What the administrator can do with the findings of its members. */
  actions: readonly string[]
  /** How a live collection makes the call, where it is not made without parameters once in each Region. */
  collect?: Collect
}

/**
 * A resource type for "another account runs this service for us": a grant on the account to its administrator while
 * the relation stands. An invitation that waits for us gives nothing.
 *
 * LIMIT: the relation is one of a single Region; the grant does not say which.
 */
export function securityAdministrator(of: SecurityAdministrator): ResourceType {
  return {
    type: of.type,
    calls: [of.call],
    collect: declared(of.collect ?? { [of.call]: `${of.service}:${apiName(of.call.split(' ')[1] ?? '')}` }),
    normalize(records, facts) {
      addDamagedGaps(records, facts, [[of.call, of.field, of.kind, of.account]])
      for (const record of records.answered(of.call))
        for (const entry of entriesOf(record.body, of)) {
          const administrator = textField(entry, of.account)
          const status = textField(entry, of.status)
          const scope = scopeId(record.account)
          if (administrator === null || !isAccountId(administrator) || status === null) {
            addGap(facts, {
              scope: record.account,
              region: record.region,
              call: of.call,
              reason: 'failed',
              message: `\`${record.file}\` does not say who administers \`${of.service}\`, or whether it does`,
            })
            continue
          }
          if (status.toLowerCase() !== 'enabled') continue
          attachGrants(facts, {
            id: `${scope}#grant/${of.service}/${record.region}/${administrator}`,
            name: `administrator of ${of.service}`,
            to: scope,
            as: 'grant',
            grants: [{ principal: { AWS: administrator }, actions: of.actions, resources: ['*'] }],
          })
        }
    },
  }
}

function entriesOf(body: Json, { field, kind }: SecurityAdministrator): JsonObject[] {
  if (kind === 'list') return objectsField(body, field)
  const entry = objectField(body, field)
  return entry === null ? [] : [entry]
}
