import { cloud, record, schemaDocument } from './pieces.js'

const text = { type: 'string' } as const

export const planSchema = schemaDocument(
  'plan',
  'The calls that a collection would make, as far as they are known before asking',
  record({
    schema: { const: 'inroads/plan/1' },
    clouds: { type: 'array', items: cloud },
    calls: {
      type: 'array',
      items: record({
        cloud,
        service: text,
        operation: text,
        where: text,
        permissions: { type: 'array', items: text },
        optIn: { type: ['string', 'null'] },
      }),
    },
  }),
)
