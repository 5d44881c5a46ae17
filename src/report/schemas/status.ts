import { gapList, record, schemaDocument } from './pieces.js'

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
    gaps: gapList,
  }),
)
