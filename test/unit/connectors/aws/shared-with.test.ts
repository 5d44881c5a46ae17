import { describe, expect, it } from 'vitest'
import { withFullArns } from '../../../../connectors/aws/api-gateway-policy.js'
import {
  permissionsFor,
  resourceTypesOf,
  sharedResources,
  sharedResourceType,
} from '../../../../connectors/aws/ram-permissions.js'
import { bothConditions, keyArn, sharedPrincipal, shareStatements } from '../../../../connectors/aws/shared-with.js'
import { factsOfDump, type Dump } from './dump.js'

const ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-otherorg001' } }
const unit = (organization: string): object => ({
  'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organization}/*/ou-ab12-11223344/*` },
})

describe('whom a share names', () => {
  it.each<[string, string, object | null]>([
    ['an account', '999988887777', { principal: { AWS: '999988887777' } }],
    ['its root', 'arn:aws:iam::999988887777:root', { principal: { AWS: 'arn:aws:iam::999988887777:root' } }],
    ['a role', 'arn:aws:iam::999988887777:role/a', { principal: { AWS: 'arn:aws:iam::999988887777:role/a' } }],
    ['an organization', 'o-otherorg001', { principal: '*', condition: ORGANIZATION }],
    [
      'an organization by ARN',
      'arn:aws:organizations::999988887777:organization/o-otherorg001',
      { principal: '*', condition: ORGANIZATION },
    ],
    [
      'the root of an organization',
      'arn:aws:organizations::999988887777:root/o-otherorg001/r-ab12',
      { principal: '*', condition: ORGANIZATION },
    ],
    [
      'an organizational unit',
      'arn:aws:organizations::999988887777:ou/o-otherorg001/ou-ab12-11223344',
      { principal: '*', condition: unit('o-otherorg001') },
    ],
    ['a unit whose organization is not said', 'ou-ab12-11223344', { principal: '*', condition: unit('o-*') }],
    [
      'an account of an organization',
      'arn:aws:organizations::999988887777:account/o-otherorg001/222233334444',
      { principal: { AWS: '222233334444' } },
    ],
    ['a service', 'appmesh.amazonaws.com', { principal: { Service: 'appmesh.amazonaws.com' } }],
    [
      'everybody',
      'all',
      { principal: { AWS: '*' }, condition: { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } } },
    ],
    ['a role that names no account', 'arn:aws:iam::aws:role/a', null],
    ['a directory group', 'arn:aws:identitystore:::group/1234', null],
    ['a host that only looks like a service', 'amazonaws.com.example.com', null],
    ['eleven digits', '99998888777', null],
    ['nothing', '', null],
  ])('%s', (_, name, expected) => {
    expect(sharedPrincipal(name)).toEqual(expected)
  })
})

describe('statements of shares', () => {
  it('name accounts together, each organization by itself, and what means nothing apart', () => {
    const share = { names: ['999988887777', 'o-otherorg001', '222233334444', 'who'], actions: ['ec2:CopySnapshot'] }
    const { grants, unknown } = shareStatements([share], 'arn:x')
    expect(grants.map(({ principal }) => principal)).toEqual([{ AWS: ['999988887777', '222233334444'] }, '*'])
    expect(unknown).toEqual(['who'])
  })

  it('do not drop a condition for another on the same key', () => {
    const asked = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
    const share = { names: ['o-otherorg001'], actions: ['a:B'], condition: asked }
    expect(shareStatements([share], 'arn:x')).toEqual({ grants: [], unknown: ['o-otherorg001'] })
  })

  it.each<[string, Parameters<typeof bothConditions>, object | null]>([
    ['two keys of one operator', [{ A: { x: '1' } }, { A: { y: '2' } }], { A: { x: '1', y: '2' } }],
    ['two operators', [{ A: { x: '1' } }, { B: { x: '2' } }], { A: { x: '1' }, B: { x: '2' } }],
    ['one key of one operator', [{ A: { x: '1' } }, { A: { x: '2' } }], null],
    ['none', [undefined, undefined], {}],
  ])('join conditions: %s', (_, [a, b], expected) => {
    expect(bothConditions(a, b)).toEqual(expected)
  })
})

describe('keys', () => {
  const item = { partition: 'aws', region: 'eu-west-1', account: '111122223333', name: 'x', entry: {} }
  it.each<[string, string | null | undefined]>([
    ['arn:aws:kms:eu-west-1:111122223333:key/0a', 'arn:aws:kms:eu-west-1:111122223333:key/0a'],
    ['0ab1c2d3-1111-4222', 'arn:aws:kms:eu-west-1:111122223333:key/0ab1c2d3-1111-4222'],
    ['alias/aws/ssm', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/ssm'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs'],
    ['auto', null],
    ['alias/orders', undefined],
  ])('%s', (key, expected) => {
    expect(keyArn(key, item)).toBe(expected)
  })
})

describe('permissions of a resource share', () => {
  const permission = (resourceType: string): Parameters<typeof permissionsFor>[1][number] => ({
    arn: `arn:aws:ram::aws:permission/${resourceType}`,
    version: '1',
    resourceType,
  })
  const subnet = 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1'
  const gateway = 'arn:aws:ec2:us-east-1:111122223333:transit-gateway/tgw-1'
  const application = 'arn:aws:servicecatalog:us-east-1:111122223333:/applications/1'
  const all = ['ec2:Subnet', 'ec2:TransitGateway', 'servicecatalog-appregistry:Application'].map(permission)

  it.each<[string, string, string[]]>([
    ['one word', subnet, ['ec2:Subnet']],
    ['two words', gateway, ['ec2:TransitGateway']],
    ['a type that RAM names otherwise', application, ['servicecatalog-appregistry:Application']],
  ])('are those for its type: %s', (_, arn, expected) => {
    const types = resourceTypesOf([subnet, gateway, application])
    expect(permissionsFor(arn, all, types).map(({ resourceType }) => resourceType)).toEqual(expected)
  })

  it('speak of the tables of a shared database', () => {
    expect(sharedResources('arn:aws:glue:us-east-1:111122223333:database/sales')).toEqual([
      'arn:aws:glue:us-east-1:111122223333:database/sales',
      'arn:aws:glue:us-east-1:111122223333:table/sales/*',
    ])
  })

  it.each([
    [subnet, 'aws_subnet'],
    ['arn:aws:rds:us-east-1:111122223333:cluster:orders', 'aws_rds_cluster'],
    ['arn:aws:networkmanager::111122223333:core-network/1', 'aws_networkmanager_core_network'],
  ])('are on a resource with a type: %s', (arn, type) => {
    expect(sharedResourceType(arn)).toBe(type)
  })
})

describe('a policy of API Gateway', () => {
  it('names the API where it says `execute-api:/`, in resources alone', () => {
    const statement = { Effect: 'Deny', Action: 'execute-api:/x', NotResource: ['execute-api:/prod/*', '*'] }
    expect(withFullArns({ Statement: statement }, 'arn:api')).toEqual({
      Statement: [{ Effect: 'Deny', Action: 'execute-api:/x', NotResource: ['arn:api/prod/*', '*'] }],
    })
  })
})

describe('a call that tells what another one tells', () => {
  const details = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }
  const iam = { '111122223333/global/iam-get-account-authorization-details.json': details }
  const isOpen = async (dump: Dump): Promise<boolean> =>
    (await factsOfDump({ ...iam, ...dump })).gaps.some(({ call }) => call === 'DescribeDomain')

  it.each<[string, Dump, boolean]>([
    ['nothing', {}, true],
    ['an empty list', { '111122223333/us-east-1/opensearch-list-domain-names.json': { DomainNames: [] } }, false],
    [
      'an empty list of the old name',
      { '111122223333/us-east-1/es-list-domain-names.json': { DomainNames: [] } },
      false,
    ],
    [
      'a domain that nobody asked about',
      { '111122223333/us-east-1/es-list-domain-names.json': { DomainNames: [{ DomainName: 'a' }] } },
      true,
    ],
  ])('%s', async (_, dump, expected) => {
    expect(await isOpen(dump)).toBe(expected)
  })
})
