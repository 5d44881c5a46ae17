import { record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const

export const doctorSchema = schemaDocument(
  'doctor',
  'What a collection needs, and whether it is there',
  record({
    schema: { const: 'inroads/doctor/1' },
    checks: {
      type: 'array',
      items: record({
        cloud: { enum: ['aws', 'azure', 'gcp', null] },
        what: text,
        status: { enum: ['ok', 'warning', 'failed'] },
        found: text,
        fix: { type: ['string', 'null'] },
      }),
    },
    ok: { type: 'boolean' },
  }),
)
