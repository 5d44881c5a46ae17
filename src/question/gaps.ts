import { canonicalJson, compareText, type Gap } from '../model/index.js'
import type { CloudMeaning } from '../policy/cloud.js'

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

/** The gaps that could change an answer about one action: of its cloud, and of how others come into it. */
export function gapsForAction(gaps: readonly Gap[], cloud: CloudMeaning, action: string): Gap[] {
  return sortedGaps(gaps.filter((gap) => gap.cloud === cloud.cloud && cloud.concerns(gap, action)))
}
