import { alternatives, evidenceList, layerList, outcome, record, requirementList, schemaDocument } from './pieces.js'

export const decideSchema = schemaDocument('decide', 'One line of the output of `inroads decide`', {
  anyOf: [
    record(
      {
        id: { type: 'string' },
        outcome,
        because: evidenceList,
        deniedBy: evidenceList,
        requires: requirementList,
        alternatives,
        layers: layerList,
      },
      ['alternatives'],
    ),
    record({ id: { type: ['string', 'null'] }, error: { type: 'string' } }),
  ],
})
