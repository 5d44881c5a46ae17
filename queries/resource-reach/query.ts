import { EDGE_KINDS } from '../../src/graph/index.js'
import { defineQuery, isA, reachRow, text, walkFrom } from '../../src/query/index.js'

export const resourceReach = defineQuery({
  id: 'resource-reach',
  group: 'external-reach',
  title: 'Who outside reaches one resource, also through what holds it',
  params: {
    resource: {
      type: 'string',
      required: true,
      default: null,
      example: 'arn:aws:s3:::northwind-customer-records',
      description: 'the id of a resource, principal or scope',
    },
  },
  columns: ['party', 'entry', 'target', 'relation', 'access', 'data', 'actions', 'outcome', 'requires'],
  order: ['party', 'entry', 'target', 'relation', 'outcome', 'requires', 'actions', 'access', 'data'],
  twin: (graph, { resource }) => {
    const named = EDGE_KINDS.CONTAINS.to.flatMap((label) =>
      [resource, before(resource, '/')].flatMap((id) => graph.node(label, id) ?? []),
    )
    const holders = walkFrom(graph, named, { types: ['CONTAINS'], backwards: true, hops: 16 })
    return graph.links('CAN_REACH').flatMap((link) => {
      const { id } = link.to
      const pattern = text(link, 'covers') === 'pattern'
      const relation =
        id === resource
          ? 'itself'
          : holders.has(link.to) && isA(link.to, 'Scope')
            ? 'holds it'
            : id.startsWith(`${resource}/`)
              ? 'inside it'
              : pattern && resource.startsWith(before(before(id, '*'), '?'))
                ? 'may match'
                : null
      return relation === null ? [] : [{ ...reachRow(link), relation }]
    })
  },
})

function before(whole: string, sign: string): string {
  return whole.split(sign)[0] ?? ''
}
