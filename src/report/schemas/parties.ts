import { answerFields, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const
const textOrNull = { type: ['string', 'null'] } as const

const door = record({ id: text, entries: { type: 'integer', minimum: 0 }, samples: { type: 'array', items: text } })

export const partiesSchema = schemaDocument(
  'parties',
  'The outside parties of a snapshot and the doors by which they come in',
  record({
    ...answerFields('parties'),
    parties: {
      type: 'array',
      items: record({
        party: { $ref: '#/$defs/node' },
        kind: textOrNull,
        registered: { type: 'boolean' },
        source: textOrNull,
        contractEnd: textOrNull,
        doors: { type: 'array', items: door },
      }),
    },
  }),
)
