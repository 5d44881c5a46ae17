import { answerFields, count, record, schemaDocument } from './pieces.js'

export const mergeSchema = schemaDocument(
  'merge',
  'What snapshots were joined into one',
  record({
    ...answerFields('merge'),
    merged: { type: 'array', items: { type: 'string' } },
    records: count,
    conflicts: count,
  }),
)
