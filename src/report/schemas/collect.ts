import { answerCounts, answerFields, cloud, count, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const
const texts = { type: 'array', items: text } as const

export const collectSchema = schemaDocument(
  'collect',
  'What a live collection read, and what it could not',
  record({
    ...answerFields('collect'),
    cells: answerCounts,
    scopes: {
      type: 'array',
      items: record({ cloud, scope: text, ok: count, none: count, denied: count, throttled: count, failed: count }),
    },
    missing: {
      type: 'array',
      items: record({
        cloud,
        service: text,
        operation: text,
        status: { enum: ['denied', 'throttled', 'failed'] },
        cells: count,
        scopes: texts,
        permissions: texts,
        message: text,
      }),
    },
    stale: { type: 'array', items: record({ cloud, scope: text, since: text }) },
  }),
)
