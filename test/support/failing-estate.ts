import { CallFailure } from '../../src/connector/collect/contract.js'
import { estate, ScriptedCollector } from './scripted-collector.js'

/**
 * An estate in which some things are denied, some are not there, some fail for good, some fail or are throttled at the
 * first attempt, and one list breaks off: always the same ones, so that every run of it comes to the same records.
 */
export function failingEstate(accounts: number): ScriptedCollector {
  return new ScriptedCollector([estate(accounts)], ({ cell, page, attempt }) => {
    const index = Number(cell.subject[0] ?? NaN)
    const call = `${cell.service} ${cell.operation}`
    if (call === 'two list-things' && cell.scope === 'account1' && page === 1)
      throw new CallFailure('denied', '(AccessDenied) no')
    if (index === 2) throw new CallFailure('denied', '(AccessDenied) no')
    if (index === 4) throw new CallFailure('none', '(NoSuchThing) none')
    if (index === 6) throw new CallFailure('failed', '(ValidationError) bad')
    if (index === 8 && attempt === 1) throw new CallFailure('failed', '(InternalError) oops', { isTransient: true })
    if (index === 10 && attempt <= 2) throw new CallFailure('throttled', '(Throttling) slow', { retryAfterMs: 1 })
    return null
  })
}
