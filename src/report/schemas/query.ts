import { gapList, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const

export const querySchema = schemaDocument(
  'query',
  'Rows of a canned query, or of Cypher of your own (`id` null)',
  record({
    schema: { const: 'inroads/query/1' },
    id: { type: ['string', 'null'] },
    engine: { enum: ['embedded', 'neo4j'] },
    columns: { type: 'array', items: text },
    rows: { type: 'array', items: { type: 'array' } },
    truncated: { type: 'boolean' },
    gaps: gapList,
  }),
)
