import { defineQuery, givesEverything, isA, reachRow, text, texts, type Link } from '../../src/query/index.js'

const SERVICES = ['kms:', 'cloudkms.', 'Microsoft.KeyVault/']

export const outsideKeyUse = defineQuery({
  id: 'outside-key-use',
  group: 'external-reach',
  title: 'Keys that outsiders may use or manage',
  params: {},
  columns: ['party', 'entry', 'target', 'relation', 'actions', 'data', 'outcome', 'requires'],
  order: ['party', 'entry', 'target', 'relation', 'outcome', 'requires', 'actions', 'data'],
  twin: (graph) =>
    graph.links('CAN_REACH').flatMap((link) => {
      const relation = text(link, 'covers') === 'principal' ? null : relationOf(link)
      return relation === null ? [] : [{ ...reachRow(link), relation }]
    }),
})

function relationOf(link: Link): string | null {
  const type = text(link.to, 'type') ?? ''
  if (isA(link.to, 'Resource') && (type.includes('_key') || type.includes('_kms_'))) return 'the key'
  const actions = texts(link, 'actions') ?? []
  if (actions.some((action) => SERVICES.some((service) => action.startsWith(service)))) return 'keys inside'
  return givesEverything(link) ? 'everything inside' : null
}
