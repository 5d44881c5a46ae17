import type { Json, JsonObject } from '../../../src/model/index.js'
import { valueAt } from '../answers.js'
import { lastName } from '../arn.js'
import type { CallDeclaration } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, objectField, textField, textsField } from '../fields.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { attachGrants, type GrantStatement } from '../resource-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const DESCRIBE = 'eks describe-cluster'
const ENTRIES = 'eks list-access-entries'
const DESCRIBE_ENTRY = 'eks describe-access-entry'
const POLICIES = 'eks list-associated-access-policies'

/** A call about an access entry: the list of entries is asked about a cluster, and names the principals alone. */
const OF_EACH_ENTRY: Omit<CallDeclaration, 'needs'> = {
  of: ENTRIES,
  each: (body, _, [cluster = '']) =>
    textsField(body, 'accessEntries').map((principalArn) => ({
      name: principalArn,
      entry: { clusterName: cluster, principalArn },
    })),
  input: ({ entry }) => entry,
  subject: ({ name, entry }) => [textField(entry, 'clusterName') ?? '', name],
}

const clusters = listedResource({
  type: 'aws_eks_cluster',
  list: { call: 'eks list-clusters', field: 'clusters' },
  arn: (item) => `arn:${item.partition}:eks:${arnRegion(item)}:${item.account}:cluster/${item.name}`,
  asks: [
    { call: DESCRIBE, bears: 'nothing', holds: 'cluster', named: [['cluster', 'name']] },
    {
      call: ENTRIES,
      bears: 'access',
      holds: 'accessEntries',
      when: (found) => mode(found) !== 'CONFIG_MAP',
      read(bodies, found, facts) {
        const { arn } = found
        const listed = bodies.flatMap((body) => valueAt(body, ['accessEntries']) ?? [])
        const principals = new Set(listed.filter((entry) => typeof entry === 'string'))
        const grants = [...principals].sort().flatMap((principal) => entryGrants(found, principal))
        attachGrants(facts, { id: `${arn}#grant/access-entries`, name: 'access entries', to: arn, as: 'grant', grants })
        return listed.every((entry) => typeof entry === 'string') ? null : 'lists an entry that names nobody'
      },
    },
  ],
  readEntry(found, facts) {
    const { arn, account, region } = found
    const authentication = mode(found)
    if (authentication !== null && authentication !== 'API')
      addGap(facts, {
        scope: account,
        region,
        call: DESCRIBE,
        reason: 'not-modelled',
        message: `\`${arn}\` also lets in whom its \`aws-auth\` map names, which no call of AWS tells`,
      })
    return null
  },
  properties(found) {
    const cluster = clusterOf(found)
    const network = objectField(cluster ?? undefined, 'resourcesVpcConfig') ?? undefined
    const login = objectField(objectField(cluster ?? undefined, 'identity') ?? undefined, 'oidc') ?? undefined
    return {
      createdAt: dateField(cluster ?? undefined, 'createdAt'),
      status: textField(cluster ?? undefined, 'status'),
      oidcIssuer: textField(login, 'issuer'),
      authenticationMode: mode(found),
      publicEndpoint: network?.['endpointPublicAccess'] ?? null,
      publicEndpointRanges: textsField(network, 'publicAccessCidrs'),
      clusterRole: textField(cluster ?? undefined, 'roleArn'),
    }
  },
  collect: {
    'eks list-clusters': { needs: 'eks:ListClusters', input: { maxResults: 100 } },
    [DESCRIBE]: { needs: 'eks:DescribeCluster', input: ({ name }) => ({ name }) },
    [ENTRIES]: {
      needs: 'eks:ListAccessEntries',
      of: DESCRIBE,
      // Clusters that let nobody in by access entries refuse to list them.
      each: (body) => {
        const cluster = objectField(body, 'cluster')
        const name = textField(cluster ?? undefined, 'name')
        return cluster === null || name === null || modeOf(cluster) === 'CONFIG_MAP' ? [] : [{ name, entry: cluster }]
      },
      input: ({ name }) => ({ clusterName: name, maxResults: 100 }),
    },
    [DESCRIBE_ENTRY]: { needs: 'eks:DescribeAccessEntry', ...OF_EACH_ENTRY },
    [POLICIES]: { needs: 'eks:ListAssociatedAccessPolicies', ...OF_EACH_ENTRY },
  },
})

/**
 * EKS clusters: the issuer of their service accounts, how open their endpoint is, and the access entries that let IAM
 * principals of any account in. An entry without groups and without access policies lets nobody do anything.
 *
 * LIMIT: what Kubernetes lets somebody do, and service accounts with pod identities, are not modelled.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export const eksCluster: ResourceType = {
  ...clusters,
  calls: [...clusters.calls, DESCRIBE_ENTRY, POLICIES],
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [DESCRIBE_ENTRY, 'accessEntry', 'object', 'principalArn'],
      [POLICIES, 'associatedAccessPolicies', 'list', 'policyArn'],
    ])
    clusters.normalize(records, facts)
  },
}

function clusterOf({ body }: FoundResource): JsonObject | null {
  return objectField(body(DESCRIBE), 'cluster')
}

/** `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`; null if the cluster was not described. */
function mode(found: FoundResource): string | null {
  const cluster = clusterOf(found)
  return cluster === null ? null : modeOf(cluster)
}

function modeOf(cluster: JsonObject): string {
  return textField(objectField(cluster, 'accessConfig') ?? undefined, 'authenticationMode') ?? 'CONFIG_MAP'
}

/** The answer about one entry: `<cluster>--<principal ARN>`, or by what the answer itself names. */
function answerAbout(found: FoundResource, call: string, principal: string, inside: (body: Json) => Json): Json {
  const { records, account, region, name } = found
  const record = records.answered(call, account).find((candidate) => {
    if (candidate.region !== region) return false
    const named = inside(candidate.body)
    if (textField(named, 'principalArn') !== null)
      return textField(named, 'principalArn') === principal && textField(named, 'clusterName') === name
    const [cluster, ...rest] = candidate.subject
    return cluster === name && [principal, lastName(principal)].includes(rest.join('--'))
  })
  return record?.status === 'ok' ? record.body : record === undefined ? null : {}
}

function entryGrants(found: FoundResource, principal: string): GrantStatement[] {
  const entry = objectField(
    answerAbout(found, DESCRIBE_ENTRY, principal, (body) => objectField(body, 'accessEntry')),
    'accessEntry',
  )
  const associated = answerAbout(found, POLICIES, principal, (body) => body)
  const groups = entry === null ? null : textsField(entry, 'kubernetesGroups')
  const listed = valueAt(associated, ['associatedAccessPolicies'])
  const policies = Array.isArray(listed) ? listed : null
  const type = textField(entry ?? undefined, 'type') ?? 'STANDARD'
  if (type === 'STANDARD' && groups?.length === 0 && policies?.length === 0) return []
  return [{ principal: { AWS: principal }, actions: ['eks:AccessKubernetesApi'], resources: [found.arn] }]
}
