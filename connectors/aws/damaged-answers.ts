import type { FactsBuilder } from '../../src/connector/index.js'
import { isObject } from '../../src/model/index.js'
import { textField } from './fields.js'
import type { Records } from './records.js'
import { addGap } from './resource-type.js'

/**
 * The field in which the answer to a call holds what was asked for: a list, or one object. With `named`, each object in
 * it has a text in that field.
 */
export type Expected = readonly [call: string, field: string, kind: 'list' | 'object', named?: string]

/** Adds a gap for each answer that does not hold what its call answers: it would otherwise read as "there is none". */
export function addDamagedGaps(records: Records, facts: FactsBuilder, expected: readonly Expected[]): void {
  for (const [call, field, kind, named] of expected)
    for (const { status, body, account, region, file } of records.answered(call)) {
      if (status === 'none') continue
      const value = isObject(body) ? body[field] : undefined
      const isKind = kind === 'list' ? Array.isArray(value) : isObject(value)
      if (isKind && (named === undefined || [value].flat().every((item) => textField(item, named) !== null))) continue
      addGap(facts, {
        scope: account,
        region,
        call,
        reason: 'failed',
        message: `\`${file}\` holds no ${kind} \`${field}\`${named === undefined ? '' : ` with \`${named}\``}`,
      })
    }
}
