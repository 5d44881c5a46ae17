import { canonicalJson, compareText, type Gap } from '../model/index.js'

/** Gaps once each, in a fixed order. */
export function sortedGaps(gaps: readonly Gap[]): Gap[] {
  const byText = new Map(gaps.map((gap) => [canonicalJson(gap), gap]))
  return [...byText.entries()]
    .sort(([a], [b]) => compareText(orderOf(a, byText), orderOf(b, byText)))
    .map(([, gap]) => gap)
}

function orderOf(text: string, byText: ReadonlyMap<string, Gap>): string {
  const gap = byText.get(text)
  return gap === undefined
    ? text
    : [gap.cloud, gap.scope, gap.service, gap.call, gap.region, gap.reason, gap.message].join('\u0000')
}

/** Services whose data decides who acts, whatever the action. */
const IDENTITY_SERVICES = new Set(['iam', 'organizations', 'sts', 'sso', 'sso-admin', 'identitystore', '*'])

/** The gaps that could change an answer about one action. */
export function gapsForAction(gaps: readonly Gap[], action: string): Gap[] {
  const service = action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase()
  return sortedGaps(
    gaps.filter((gap) => IDENTITY_SERVICES.has(gap.service) || gap.service === service || gap.service === 'ram'),
  )
}
