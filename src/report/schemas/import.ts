import { gapList, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const

export const importSchema = schemaDocument(
  'import',
  'What an import read, and what it could not',
  record({
    schema: { const: 'inroads/import/1' },
    snapshot: { $ref: '#/$defs/snapshot' },
    files: record({
      recognised: { type: 'integer', minimum: 0 },
      unrecognised: { type: 'array', items: text },
      malformed: { type: 'array', items: record({ path: text, message: text }) },
    }),
    gaps: gapList,
  }),
)
