import { gapList, record, schemaDocument } from './pieces.js'

const count = { type: 'integer', minimum: 0 } as const

export const publishSchema = schemaDocument(
  'publish',
  'What a Neo4j server holds after publishing',
  record({
    schema: { const: 'inroads/publish/1' },
    snapshot: { $ref: '#/$defs/snapshot' },
    server: { type: 'string' },
    today: { type: 'string' },
    method: { enum: ['unchanged', 'difference', 'replaced'] },
    nodes: count,
    relationships: count,
    changes: count,
    gaps: gapList,
    complete: { type: 'boolean' },
  }),
)
