import { countDistinct, defineQuery, flag, grouped, integer, isA, text, withoutIf } from '../../src/query/index.js'

export const impersonationChains = defineQuery({
  id: 'impersonation-chains',
  group: 'path-finding',
  title: 'Service accounts that outsiders get to, directly or by way of others',
  params: {
    hops: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      required: false,
      default: 1,
      example: 2,
      description: 'the fewest steps from the identity outside',
    },
  },
  columns: ['party', 'principal', 'scope', 'hops', 'unconditional', 'targets', 'data'],
  order: ['-hops', 'party', 'principal'],
  twin: (graph, { hops: fewest }) => {
    const become = graph
      .links('CAN_REACH')
      .filter((link) => text(link, 'covers') === 'principal' && isA(link.to, 'Principal'))
      .filter((link) => text(link.to, 'type')?.includes('service_account') === true)
    return [...grouped(become, ({ from, to }) => JSON.stringify([from.id, to.id])).values()].flatMap((links) => {
      const [first] = links
      const hops = Math.min(...links.map((link) => integer(link, 'hops') ?? 0))
      if (first === undefined || hops < fewest) return []
      const access = graph.out(first.to, 'CAN_ACCESS')
      return {
        party: first.from.id,
        principal: first.to.id,
        scope: text(first.to, 'scope'),
        hops,
        unconditional: withoutIf(links) > 0,
        targets: countDistinct(access.map(({ to }) => to)),
        data: countDistinct(access.flatMap((link) => (flag(link, 'data') === true ? [link.to] : []))),
      }
    })
  },
})
