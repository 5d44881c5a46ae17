import type { GcpDecisionRequest } from '../record.js'

/** Is the request's resource this one, or below it? Ancestors are as given; a full resource name tells its parents. */
export function isWithin(above: string, request: GcpDecisionRequest): boolean {
  return request.resource === above || request.resource.startsWith(`${above}/`) || request.ancestors.includes(above)
}
