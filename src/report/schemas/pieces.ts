/** A JSON Schema (2020-12) as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

const text = { type: 'string' } as const
const textOrNull = { type: ['string', 'null'] } as const
const texts = { type: 'array', items: text } as const

export const outcome = { enum: ['allowed', 'conditional', 'denied', 'unknown'] } as const
export const evidenceList = { type: 'array', items: { $ref: '#/$defs/evidence' } } as const
export const requirementList = { type: 'array', items: { $ref: '#/$defs/requirement' } } as const
export const gapList = { type: 'array', items: { $ref: '#/$defs/gap' } } as const
export const layerList = { type: 'array', items: { $ref: '#/$defs/layer' } } as const
export const alternatives = { type: 'array', items: requirementList } as const

/** An object whose listed fields are all required; others may stand beside them. */
export function record(
  properties: { readonly [name: string]: JsonSchema },
  optional: readonly string[] = [],
): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) }
}

export const count = { type: 'integer', minimum: 0 } as const
export const cloud = { enum: ['aws', 'azure', 'gcp'] } as const

/** How many calls or cells ended in which way. */
export const answerCounts = record({ ok: count, none: count, denied: count, throttled: count, failed: count })

const node = {
  id: text,
  type: text,
  cloud: { enum: ['aws', 'azure', 'gcp', null] },
  scope: textOrNull,
  name: text,
}

/** What the answers are made of, for `$defs`. */
export const DEFINITIONS: { readonly [name: string]: JsonSchema } = {
  node: record(node),
  entry: record({
    ...node,
    lastUsed: {
      anyOf: [
        { type: 'null' },
        record({ at: textOrNull, source: text, region: text, daysBack: { type: 'integer' } }, ['region', 'daysBack']),
      ],
    },
  }),
  target: record({ ...node, covers: { enum: ['resource', 'pattern', 'scope', 'principal'] }, except: texts }, [
    'except',
  ]),
  requirement: record({
    key: text,
    operator: text,
    values: texts,
    satisfiedBy: { enum: ['caller', 'identity', 'network', 'time', 'resource', 'approval', 'unknown'] },
    text,
  }),
  evidence: record({
    id: text,
    kind: text,
    document: text,
    statement: { type: ['integer', 'null'] },
    sid: textOrNull,
    text,
  }),
  gap: record({
    cloud: { enum: ['aws', 'azure', 'gcp'] },
    scope: text,
    region: text,
    service: text,
    call: text,
    reason: { enum: ['denied', 'throttled', 'failed', 'not-collected', 'not-modelled'] },
    message: text,
  }),
  snapshot: record({ id: text, takenAt: textOrNull, scopes: texts, complete: { type: 'boolean' } }),
  step: record({ from: text, edge: text, to: text, outcome, because: evidenceList }),
  layer: record({ kind: text, outcome, because: evidenceList }),
}

/** The fields that rows of `reach` and `who-can` share. */
export const ACCESS_FIELDS: { readonly [name: string]: JsonSchema } = {
  entry: { $ref: '#/$defs/entry' },
  target: { $ref: '#/$defs/target' },
  access: { type: 'array', items: { enum: ['list', 'read', 'write', 'tag', 'permissions'] } },
  data: { type: 'boolean' },
  actions: texts,
  outcome: { enum: ['allowed', 'conditional', 'unknown'] },
  requires: requirementList,
  alternatives,
  because: evidenceList,
  path: { type: 'array', items: { $ref: '#/$defs/step' } },
  escalation: textOrNull,
}

/** A whole schema document. */
export function schemaDocument(name: string, title: string, body: JsonSchema): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `inroads/${name}/1`,
    title,
    ...body,
    $defs: DEFINITIONS,
  }
}

/** The fields of an answer that has rows. */
export function answerFields(name: string): { readonly [name: string]: JsonSchema } {
  return {
    schema: { const: `inroads/${name}/1` },
    snapshot: { $ref: '#/$defs/snapshot' },
    gaps: gapList,
    complete: { type: 'boolean' },
  }
}
