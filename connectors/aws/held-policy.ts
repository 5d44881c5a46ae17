import { parseEmbeddedJson, type FactsBuilder } from '../../src/connector/index.js'
import type { Json, JsonObject } from '../../src/model/index.js'
import type { AskedOfEach, FoundResource } from './listed-resource.js'
import { policyDocument } from './policy-text.js'

/**
 * Attaches a policy that stands in the entry of a list, or among others in an answer; nothing stands there: nothing.
 * A text that is no policy keeps its attachment, so that nobody takes the layer for absent. What is wrong, else null.
 */
export function attachHeldPolicy(
  facts: FactsBuilder,
  arn: string,
  value: Json | undefined,
  of: { id?: string; name?: string; change?: (document: JsonObject) => JsonObject } = {},
): string | null {
  if (value === undefined || value === null || value === '') return null
  const { id = `${arn}#policy`, name = 'resource policy', change = (document) => document } = of
  const document = policyDocument(value) ?? unescapedPolicy(value)
  facts.attach({ document: id, to: arn, as: 'resource-policy' })
  if (document === null) return 'holds a policy that cannot be read'
  return facts.document({ id, name, document: change(document) }) ? null : 'holds another policy than a second answer'
}

/** Policy text that was escaped once more before it was put into JSON (`{\"Version\":...`). */
function unescapedPolicy(value: Json): JsonObject | null {
  return typeof value === 'string' ? policyDocument(parseEmbeddedJson(`"${value}"`) ?? null) : null
}

/** Calls each of which tells the same about a resource: one answer is enough, and the first is named if there is none. */
export function eitherOf(calls: readonly AskedOfEach[]): AskedOfEach[] {
  const answered = (found: FoundResource, call: string): boolean => {
    const status = found.answer(call)?.status
    return status === 'ok' || status === 'none'
  }
  return calls.map((asked, at) => ({
    ...asked,
    when: (found) =>
      asked.when?.(found) !== false &&
      (answered(found, asked.call) || (at === 0 && !calls.some(({ call }) => answered(found, call)))),
  }))
}
