import { ACCESS_FIELDS, answerFields, record, schemaDocument } from './pieces.js'

const row = {
  principal: { $ref: '#/$defs/node' },
  party: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
  ...ACCESS_FIELDS,
}

export const whoCanSchema = schemaDocument(
  'who-can',
  'Who can perform an action on a resource',
  record({ ...answerFields('who-can'), rows: { type: 'array', items: record(row, ['alternatives']) } }),
)
