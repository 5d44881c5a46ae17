import {
  alternatives,
  evidenceList,
  gapList,
  layerList,
  outcome,
  record,
  requirementList,
  schemaDocument,
} from './pieces.js'

export const explainSchema = schemaDocument(
  'explain',
  'Whether a principal may perform an action on a resource, and why',
  record(
    {
      schema: { const: 'inroads/explain/1' },
      principal: { type: 'string' },
      action: { type: 'string' },
      resource: { type: 'string' },
      snapshot: { $ref: '#/$defs/snapshot' },
      outcome,
      because: evidenceList,
      deniedBy: evidenceList,
      requires: requirementList,
      alternatives,
      layers: layerList,
      gaps: gapList,
    },
    ['alternatives'],
  ),
)
