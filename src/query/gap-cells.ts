import type { Gap } from '../model/index.js'
import { compareValues } from './order.js'

/**
 * Gaps as they were before they were published, in an order that every engine gives.
 *
 * @param cells per gap: cloud, scope, region, service, call, reason, message
 */
export function sortedGaps(cells: readonly (readonly string[])[]): Gap[] {
  const sorted = [...cells].sort(compareValues)
  return sorted.map(([cloud = '', scope = '', region = '', service = '', call = '', reason = '', message = '']) => ({
    cloud: cloud as Gap['cloud'],
    scope,
    region,
    service,
    call,
    reason: reason as Gap['reason'],
    message,
  }))
}
