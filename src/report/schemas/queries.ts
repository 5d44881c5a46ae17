import { gapList, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const
const texts = { type: 'array', items: text } as const
const plain = { type: ['string', 'integer', 'boolean'] } as const

const param = record({
  name: text,
  type: { enum: ['string', 'integer', 'boolean', 'node'] },
  required: { type: 'boolean' },
  default: { type: ['string', 'integer', 'boolean', 'null'] },
  example: plain,
  description: text,
})

export const queriesSchema = schemaDocument(
  'queries',
  'The canned queries, with their parameters and columns',
  record({
    schema: { const: 'inroads/queries/1' },
    queries: {
      type: 'array',
      items: record(
        { id: text, group: text, title: text, params: { type: 'array', items: param }, columns: texts, cypher: text },
        ['cypher'],
      ),
    },
    gaps: gapList,
  }),
)
