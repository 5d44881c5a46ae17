import type { FactsBuilder } from '../../src/connector/index.js'
import { isObject } from '../../src/model/index.js'
import type { Records } from './records.js'
import { addGap } from './resource-type.js'

/** The field in which the answer to a call holds what was asked for: a list, or one object. */
export type Expected = readonly [call: string, field: string, kind: 'list' | 'object']

/** Adds a gap for each answer that does not hold what its call answers: it would otherwise read as "there is none". */
export function addDamagedGaps(records: Records, facts: FactsBuilder, expected: readonly Expected[]): void {
  for (const [call, field, kind] of expected)
    for (const { status, body, account, region, file } of records.answered(call)) {
      const value = isObject(body) ? body[field] : undefined
      if (status === 'none' || (kind === 'list' ? Array.isArray(value) : isObject(value))) continue
      addGap(facts, {
        scope: account,
        region,
        call,
        reason: 'failed',
        message: `\`${file}\` holds no ${kind} \`${field}\``,
      })
    }
}
