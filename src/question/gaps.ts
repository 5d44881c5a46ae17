import { canonicalJson, compareText, type Gap } from '../model/index.js'
import type { CloudMeaning } from '../policy/cloud.js'
import { meaningOf } from './clouds.js'

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

/** The gaps that could change who can do an action, whatever cloud they come from. */
export function gapsForChains(gaps: readonly Gap[], action: string): Gap[] {
  return sortedGaps(gaps.filter((gap) => meaningOf(gap.cloud).concerns(gap, action)))
}

/** The gaps that could change what one principal may do, as it is. */
export function gapsForAction(gaps: readonly Gap[], cloud: CloudMeaning, action: string): Gap[] {
  return sortedGaps(gaps.filter((gap) => gap.cloud === cloud.cloud && cloud.concerns(gap, action)))
}
