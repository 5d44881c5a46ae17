import { answerCounts, cloud, count, gapList, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const
const textOrNull = { type: ['string', 'null'] } as const

export const statusSchema = schemaDocument(
  'status',
  'What is stored and what a question would be answered from',
  record({
    schema: { const: 'inroads/status/1' },
    home: text,
    parties: textOrNull,
    snapshot: { anyOf: [{ $ref: '#/$defs/snapshot' }, { type: 'null' }] },
    snapshots: {
      type: 'array',
      items: record({ id: text, takenAt: textOrNull, current: { type: 'boolean' } }),
    },
    coverage: {
      type: 'array',
      items: record({
        cloud,
        scope: text,
        region: text,
        service: text,
        counts: answerCounts,
        stale: count,
        missing: {
          type: 'array',
          items: record({ operation: text, status: { enum: ['denied', 'throttled', 'failed'] }, count }),
        },
      }),
    },
    unfinished: {
      type: 'array',
      items: record({
        startedAt: text,
        clouds: { type: 'array', items: text },
        cells: { type: ['integer', 'null'] },
        resume: text,
      }),
    },
    gaps: gapList,
  }),
)
