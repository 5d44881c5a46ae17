import { isObject, type Json, type Outcome } from '../../../model/index.js'
import type { GcpDecideRecord } from '../record.js'

/** More requests than this are not tried: the answer is then left as it is. */
const MOST_TRIED = 4000
const SECOND = 1000

/**
 * The outcome by trying: every open attribute is given each value that a condition could tell from others, and is left
 * out once. Allowed where all of these requests are, denied where none is. Null where there would be too many.
 *
 * LIMIT: values that no text of a condition gives away (a number, a part of a time) are not tried, so that only
 * contradictions and certainties between texts, moments and tags are found.
 *
 * @param open names of the attributes that the conditions ask for and the request leaves open
 * @param decide the decision on a request of which nothing is open
 */
export function outcomeByTrying(
  record: GcpDecideRecord,
  open: readonly string[],
  decide: (record: GcpDecideRecord) => Outcome,
): Outcome | null {
  const texts = quotedTexts([record.allow ?? {}, record.deny ?? {}])
  const choices = open.map((name) => [name, candidates(name, texts)] as const)
  const count = choices.reduce((product, [, values]) => product * values.length, 1)
  if (count > MOST_TRIED) return null
  let attributes: { [attribute: string]: Json }[] = [{ ...record.request.attributes }]
  for (const [name, values] of choices) {
    attributes = attributes.flatMap((known) =>
      values.map((value) => (value === undefined ? known : { ...known, [name]: value })),
    )
  }
  const outcomes = new Set(
    attributes.map((known) =>
      decide({ ...record, request: { ...record.request, attributes: known, contextOpen: false } }),
    ),
  )
  if (outcomes.size === 1) return [...outcomes][0] ?? null
  return outcomes.has('allowed') ? 'conditional' : outcomes.has('unknown') ? 'unknown' : 'denied'
}

/** Values of one attribute, `undefined` for its absence. */
function candidates(name: string, texts: readonly string[]): (Json | undefined)[] {
  if (name === 'request.time') {
    const moments = texts.map((text) => Date.parse(text)).filter((at) => !Number.isNaN(at))
    const near = [0, ...moments].flatMap((at) => [at - SECOND, at, at + SECOND, at + 12 * 3600 * SECOND])
    return [undefined, ...near.map((at) => new Date(at).toISOString())]
  }
  if (name === 'resource.tags') return [undefined, ...tagSets(texts)]
  return [undefined, ...texts.flatMap((text) => [text, `${text}x`, `x${text}`]), 'x']
}

/** Sets of tags of up to two of the keys that are named, each with each value that is named. */
function tagSets(texts: readonly string[]): Json[] {
  const keys = texts.filter((text) => /^[^/]+\/[^/]+$/.test(text)).slice(0, 4)
  const values = ['other', ...texts.filter((text) => /^[\w-]+$/.test(text))].slice(0, 8)
  return keys.reduce<{ [key: string]: Json }[]>(
    (sets, key) => sets.flatMap((set) => [set, ...values.map((value) => ({ ...set, [key]: `${key}/${value}` }))]),
    [{}],
  )
}

/** Texts in quotes in any condition. */
function quotedTexts(value: Json): string[] {
  const found = new Set<string>()
  const walk = (inner: Json): void => {
    if (Array.isArray(inner)) inner.forEach(walk)
    else if (isObject(inner)) {
      const { expression } = inner
      if (typeof expression === 'string') {
        for (const [, single, double] of expression.matchAll(/'([^']*)'|"([^"]*)"/g)) found.add(single ?? double ?? '')
      }
      Object.values(inner).forEach(walk)
    }
  }
  walk(value)
  return [...found]
}
