import type { Json } from '../../../src/model/index.js'
import { objectField, textField } from '../fields.js'
import { attachHeldPolicy, eitherOf } from '../held-policy.js'
import { listedResource, type AskedOfEach, type FoundResource } from '../listed-resource.js'
import { valueAt } from '../answers.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const STATUS = ['opensearch describe-domain', 'es describe-elasticsearch-domain']
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
 * OpenSearch and Elasticsearch domains. A domain in a VPC is reached only from there, whatever its policy says: `network`.
 *
 * LIMIT: users of a domain's own user database (fine-grained access control) are not seen.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 */
export const opensearchDomain: ResourceType = listedResource({
  type: 'aws_opensearch_domain',
  list: [
    { call: 'opensearch describe-domains', field: 'DomainStatusList', name: 'DomainName' },
    { call: 'es describe-elasticsearch-domains', field: 'DomainStatusList', name: 'DomainName' },
    { call: 'opensearch list-domain-names', field: 'DomainNames', name: 'DomainName' },
    { call: 'es list-domain-names', field: 'DomainNames', name: 'DomainName' },
  ],
  arn: (item) =>
    textField(item.entry, 'ARN') ?? `arn:${item.partition}:es:${arnRegion(item)}:${item.account}:domain/${item.name}`,
  asks: [
    ...eitherOf([
      ...STATUS.map((call) => describe(call, 'DomainStatus', ['DomainStatus', 'AccessPolicies'])),
      ...CONFIG.map((call) => describe(call, 'DomainConfig', ['DomainConfig', 'AccessPolicies', 'Options'])),
    ]),
    { call: 'opensearch list-vpc-endpoint-access', bears: 'nothing' },
  ],
  readEntry: (found, facts) => attachHeldPolicy(facts, found.arn, found.entry['AccessPolicies']),
  covers: (arn) => [arn, `${arn}/*`],
  properties: (found) => {
    const status = statusOf(found)
    return {
      network: status === null ? null : objectField(status, 'VPCOptions') === null ? 'public' : 'vpc',
      vpcId: textField(objectField(status ?? {}, 'VPCOptions') ?? {}, 'VPCId'),
      fineGrainedAccess: objectField(status ?? {}, 'AdvancedSecurityOptions')?.['Enabled'] ?? null,
      vpcEndpointAccess:
        valueAt(found.body('opensearch list-vpc-endpoint-access'), ['AuthorizedPrincipalList']) ?? null,
    }
  },
  permissions: ['es:ListDomainNames', 'es:DescribeDomain', 'es:DescribeDomainConfig', 'es:ListVpcEndpointAccess'],
})

function statusOf(found: FoundResource): Json {
  if (found.entry['AccessPolicies'] !== undefined || found.entry['ARN'] !== undefined) return found.entry
  for (const call of STATUS) {
    const status = objectField(found.body(call), 'DomainStatus')
    if (status !== null) return status
  }
  return null
}
