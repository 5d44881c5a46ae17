import {
  countDistinct,
  defineQuery,
  distinct,
  grouped,
  isA,
  partiesOf,
  text,
  type Link,
} from '../../src/query/index.js'

export const repositoryInSeveralClouds = defineQuery({
  id: 'repository-in-several-clouds',
  group: 'cross-cloud',
  title: 'Repositories and workspaces whose logins enter several clouds',
  params: {
    clouds: {
      type: 'integer',
      minimum: 1,
      maximum: 3,
      required: false,
      default: 2,
      example: 3,
      description: 'the fewest clouds',
    },
  },
  columns: ['issuer', 'login', 'clouds', 'parties', 'subjects', 'opens'],
  order: ['-opens', 'issuer', 'login'],
  twin: (graph, { clouds: fewest }) => {
    const opened = [...graph.links('CAN_ASSUME'), ...graph.links('CAN_ACCESS')].filter(
      ({ from, to }) =>
        isA(from, 'OutsideIdentity') &&
        text(from, 'issuer') !== null &&
        text(to, 'cloud') !== null &&
        graph.into(from, 'HAS_IDENTITY').length > 0,
    )
    return [...grouped(opened, (link) => JSON.stringify(loginOf(link))).values()].flatMap((links) => {
      const clouds = distinct(links.map((link) => text(link.to, 'cloud')))
      const [first] = links
      if (first === undefined || clouds.length < fewest) return []
      const [issuer, login] = loginOf(first)
      return {
        issuer,
        login,
        clouds,
        parties: distinct(links.flatMap((link) => partiesOf(graph, link.from))),
        subjects: countDistinct(links.map((link) => link.from)),
        opens: countDistinct(links.map((link) => link.to)),
      }
    })
  },
})

/** The issuer, and the subject without branch, environment and the like: `repo:acme/shop:ref:...` is `repo:acme/shop`. */
function loginOf({ from }: Link): [issuer: string | null, login: string] {
  const parts = (text(from, 'subject') ?? '').split(':')
  return [text(from, 'issuer'), parts.slice(0, 2).join(':')]
}
