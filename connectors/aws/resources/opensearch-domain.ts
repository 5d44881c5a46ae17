import type { FactsBuilder } from '../../../src/connector/index.js'
import type { Json } from '../../../src/model/index.js'
import { objectField, textField } from '../fields.js'
import { attachHeldPolicy, eitherOf } from '../held-policy.js'
import { listedResource, type AskedOfEach, type FoundResource } from '../listed-resource.js'
import { valueAt } from '../answers.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const LIST = 'opensearch list-domain-names'
const DESCRIBE = 'opensearch describe-domain'
const ENDPOINTS = 'opensearch list-vpc-endpoint-access'
const STATUS = [DESCRIBE, 'es describe-elasticsearch-domain']
const CONFIG = ['opensearch describe-domain-config', 'es describe-elasticsearch-domain-config']

const describe = (call: string, holder: string, path: readonly string[]): AskedOfEach => ({
  call,
  named: [['DomainStatus', 'DomainName']],
  bears: 'access',
  when: ({ entry }) => entry['AccessPolicies'] === undefined,
  read: ([body], found, facts) =>
    objectField(body, holder) === null
      ? `holds no \`${holder}\``
      : attachHeldPolicy(facts, found.arn, valueAt(body, path)),
})

/**
 * OpenSearch and Elasticsearch domains. A domain in a VPC is reached only from there, whatever its policy says: a
 * statement that denies everything else stands for that.
 *
 * LIMIT: users of a domain's own user database (fine-grained access control) are not seen.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
 */
export const opensearchDomain: ResourceType = listedResource({
  type: 'aws_opensearch_domain',
  list: [
    { call: 'opensearch describe-domains', field: 'DomainStatusList', name: 'DomainName' },
    { call: 'es describe-elasticsearch-domains', field: 'DomainStatusList', name: 'DomainName' },
    { call: LIST, field: 'DomainNames', name: 'DomainName' },
    { call: 'es list-domain-names', field: 'DomainNames', name: 'DomainName' },
  ],
  arn: (item) =>
    textField(item.entry, 'ARN') ?? `arn:${item.partition}:es:${arnRegion(item)}:${item.account}:domain/${item.name}`,
  asks: [
    ...eitherOf([
      ...STATUS.map((call) => describe(call, 'DomainStatus', ['DomainStatus', 'AccessPolicies'])),
      ...CONFIG.map((call) => describe(call, 'DomainConfig', ['DomainConfig', 'AccessPolicies', 'Options'])),
    ]),
    { call: ENDPOINTS, bears: 'nothing' },
  ],
  readEntry: (found, facts) => {
    const vpc = vpcOf(found)
    if (typeof vpc === 'string') attachNetwork(facts, found.arn, vpc)
    return attachHeldPolicy(facts, found.arn, found.entry['AccessPolicies'])
  },
  covers: (arn) => [arn, `${arn}/*`],
  properties: (found) => {
    const vpc = vpcOf(found)
    return {
      network: vpc === undefined ? null : vpc === null ? 'public' : 'vpc',
      vpcId: vpc ?? null,
      fineGrainedAccess: objectField(statusOf(found), 'AdvancedSecurityOptions')?.['Enabled'] ?? null,
      vpcEndpointAccess: valueAt(found.body(ENDPOINTS), ['AuthorizedPrincipalList']) ?? null,
    }
  },
  collect: {
    [LIST]: 'es:ListDomainNames',
    [DESCRIBE]: { needs: 'es:DescribeDomain', of: LIST, input: ({ name }) => ({ DomainName: name }) },
    [ENDPOINTS]: {
      needs: 'es:ListVpcEndpointAccess',
      of: DESCRIBE,
      // Only a domain in a VPC has endpoints.
      each: (body) => {
        const status = objectField(body, 'DomainStatus')
        const name = textField(status ?? undefined, 'DomainName')
        return status === null || name === null || objectField(status, 'VPCOptions') === null
          ? []
          : [{ name, entry: status }]
      },
      input: ({ name }) => ({ DomainName: name }),
    },
  },
})

function statusOf(found: FoundResource): Json {
  if (found.entry['AccessPolicies'] !== undefined || found.entry['ARN'] !== undefined) return found.entry
  for (const call of STATUS) {
    const status = objectField(found.body(call), 'DomainStatus')
    if (status !== null) return status
  }
  return null
}

/** The VPC that the domain is in; null if it is in none, undefined if that was not read. */
function vpcOf(found: FoundResource): string | null | undefined {
  const status = statusOf(found)
  if (status !== null) return textField(objectField(status, 'VPCOptions') ?? {}, 'VPCId')
  for (const call of CONFIG) {
    const config = objectField(found.body(call), 'DomainConfig')
    if (config !== null) return textField(valueAt(config, ['VPCOptions', 'Options']), 'VPCId')
  }
  return undefined
}

function attachNetwork(facts: FactsBuilder, arn: string, vpc: string): void {
  const id = `${arn}#policy/network`
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OnlyFromItsVpc',
        Effect: 'Deny',
        Principal: '*',
        Action: ['es:ESHttp*', 'es:ESCrossClusterGet'],
        Resource: [arn, `${arn}/*`],
        Condition: { StringNotEquals: { 'aws:SourceVpc': vpc } },
      },
    ],
  }
  facts.document({ id, name: 'network of the domain', document })
  facts.attach({ document: id, to: arn, as: 'resource-policy' })
}
