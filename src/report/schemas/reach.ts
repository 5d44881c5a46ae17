import { ACCESS_FIELDS, answerFields, record, schemaDocument } from './pieces.js'

export const reachSchema = schemaDocument(
  'reach',
  'What an outside party can reach',
  record({
    ...answerFields('reach'),
    rows: { type: 'array', items: record({ party: { $ref: '#/$defs/node' }, ...ACCESS_FIELDS }, ['alternatives']) },
  }),
)
