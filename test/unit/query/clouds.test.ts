import { describe, expect, it } from 'vitest'
import { access, assume, becoming, direct, member, party, rowsOf, type Links, type Nodes } from './small-graph-rows.js'

describe('between clouds', () => {
  it('a bridge joins two clouds, and who becomes its near end walks onto it', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['Principal', 'role', { cloud: 'aws' }],
      ['Principal', 'account', { cloud: 'gcp' }],
      ['Principal', 'next', { cloud: 'gcp' }],
      ['Resource', 't', { cloud: 'gcp' }],
    ]
    const row = (via: string[]) => ({ ...direct, entry: 'role', hops: via.length - 1, via })
    const links: Links = [
      ['CAN_ASSUME', 'role', 'account', assume],
      ['CAN_ASSUME', 'account', 'next', assume],
      ['CAN_REACH', 'p', 'role', becoming],
      ['CAN_REACH', 'p', 't', row(['i', 'role', 'account', 't'])],
      ['CAN_REACH', 'p', 't', row(['i', 'account', 'next', 't'])],
    ]
    expect(
      await rowsOf('cross-cloud-hops', ['principal', 'cloud', 'becomes', 'into', 'parties'], nodes, links),
    ).toEqual(['role aws account gcp p'])
    expect(await rowsOf('cross-cloud-reach', ['target', 'via'], nodes, links)).toEqual(['t i+role+account+t'])
  })

  it('branches of one repository in several clouds are one login, another repository is not', async () => {
    const login = (subject: string) => ({ issuer: 'https://i.example', subject })
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['OutsideIdentity', 'any', login('repo:acme/shop:*')],
      ['OutsideIdentity', 'main', login('repo:acme/shop:ref:refs/heads/main')],
      ['OutsideIdentity', 'other', login('repo:acme/tools:*')],
      ['OutsideIdentity', 'ours', login('repo:acme/shop:environment:test')],
      ['Principal', 'role', { cloud: 'aws' }],
      ['Principal', 'app', { cloud: 'azure' }],
      ['Principal', 'set', { cloud: 'gcp' }],
    ]
    const links: Links = [
      ['HAS_IDENTITY', 'p', 'any'],
      ['HAS_IDENTITY', 'p', 'main'],
      ['HAS_IDENTITY', 'p', 'other'],
      ['CAN_ASSUME', 'any', 'set', member],
      ['CAN_ASSUME', 'main', 'role', assume],
      ['CAN_ASSUME', 'other', 'role', assume],
      ['CAN_ASSUME', 'ours', 'app', assume],
    ]
    const columns = ['login', 'clouds', 'subjects', 'opens']
    expect(await rowsOf('repository-in-several-clouds', columns, nodes, links)).toEqual(['repo:acme/shop aws+gcp 2 2'])
    expect(await rowsOf('repository-in-several-clouds', columns, nodes, links, ['clouds=3'])).toEqual([])
    expect(await rowsOf('federated-outsiders', ['identity', 'clouds', 'opens'], nodes, links)).toEqual([
      'any gcp 1',
      'main aws 1',
      'other aws 1',
    ])
  })

  it('one party stands in each place once', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['ExternalParty', 'q', party],
      ['Scope', 'subscription', { cloud: 'azure' }],
      ['Resource', 'a', { cloud: 'aws', scope: 'aws:1' }],
      ['Resource', 'b', { cloud: 'aws', scope: 'aws:1' }],
    ]
    const links: Links = [
      ['CAN_REACH', 'p', 'a', { ...direct, entry: 'e1' }],
      ['CAN_REACH', 'p', 'b', { ...direct, entry: 'e2', data: false, access: ['write'] }],
      ['CAN_REACH', 'p', 'subscription', { ...direct, covers: 'scope', data: false, outcome: 'conditional' }],
      ['CAN_REACH', 'q', 'a', direct],
    ]
    const columns = ['cloud', 'scope', 'entries', 'targets', 'data', 'writing', 'unconditional']
    expect(await rowsOf('party-across-clouds', columns, nodes, links, ['party=p'])).toEqual([
      'aws aws:1 2 2 1 1 2',
      'azure subscription 1 1 0 0 0',
    ])
    expect(await rowsOf('parties-by-cloud', ['party', 'clouds', 'aws', 'azure', 'gcp', 'data'], nodes, links)).toEqual([
      'p 2 2 1 0 1',
      'q 1 1 0 0 1',
    ])
  })
})

describe('in the directory', () => {
  const nodes: Nodes = [
    ['ExternalParty', 'p', party],
    ['OutsideIdentity', 'user:ann@vendor.example'],
    ['OutsideIdentity', 'azure:t2/app'],
    ['OutsideIdentity', 'sa', { type: 'google_service_account' }],
    ['Principal', 'ann', { userType: 'Guest', accountEnabled: true, type: 'azuread_user', mail: 'ann@vendor.example' }],
    ['Principal', 'left', { userType: 'Guest', accountEnabled: false, type: 'azuread_user' }],
    ['Principal', 'app', { scope: 'azure:t1', appOwnerOrganizationId: 't2', type: 'azuread_service_principal' }],
    ['Principal', 'own', { scope: 'azure:t1', appOwnerOrganizationId: 't1', type: 'azuread_service_principal' }],
    ['Principal', 'inner', { type: 'azuread_group' }],
    ['Principal', 'outer', { type: 'azuread_group' }],
    ['Principal', 'employee', { userType: 'Member', type: 'azuread_user' }],
    ['Principal', 'robot', { type: 'google_service_account', scope: 'project' }],
    ['Resource', 't'],
    ['Resource', 'seen'],
    ['Grant', 'g', { kind: 'role-assignment' }],
  ]
  const row = (entry: string, access: string[], data = false) => ({ ...direct, entry, access, data, hops: 2, via: [] })
  const links: Links = [
    ['HAS_IDENTITY', 'p', 'user:ann@vendor.example'],
    ['HAS_IDENTITY', 'p', 'azure:t2/app'],
    ['HAS_IDENTITY', 'p', 'sa'],
    ['CAN_ASSUME', 'user:ann@vendor.example', 'ann', assume],
    ['CAN_ASSUME', 'azure:t2/app', 'app', assume],
    ['CAN_ASSUME', 'azure:t2/app', 'own', assume],
    ['CAN_ASSUME', 'ann', 'inner', member],
    ['CAN_ASSUME', 'employee', 'inner', member],
    ['CAN_ASSUME', 'inner', 'outer', member],
    ['MEMBER_OF', 'inner', 'outer'],
    ['HAS_GRANT', 'left', 'g'],
    ['OWNS', 'ann', 'own'],
    ['OWNS', 'employee', 'outer'],
    ['CAN_ACCESS', 'outer', 't', access],
    ['CAN_ACCESS', 'robot', 't', access],
    ['CAN_ACCESS', 'robot', 'seen', { ...access, data: false }],
    ['CAN_REACH', 'p', 'ann', { ...becoming, entry: 'ann' }],
    ['CAN_REACH', 'p', 't', row('ann', ['read', 'write'])],
    ['CAN_REACH', 'p', 'seen', row('ann', ['read'])],
    ['CAN_REACH', 'p', 'seen', row('app', ['read'], true)],
    ['CAN_REACH', 'p', 'robot', { ...becoming, entry: 'robot', hops: 3, via: ['sa', 'x', 'y', 'robot'] }],
    [
      'CAN_REACH',
      'p',
      'robot',
      { ...becoming, entry: 'robot', hops: 2, outcome: 'conditional', via: ['sa', 'x', 'robot'] },
    ],
  ]

  it.each<[string, string[], string[], string[]?]>([
    ['directory-guests', ['guest', 'enabled', 'parties', 'grants', 'targets'], ['ann true p 0 2', 'left false  1 0']],
    ['guests-with-privilege', ['party', 'guest', 'target'], ['p ann t']],
    ['outside-applications', ['application', 'tenant', 'party', 'targets', 'data', 'writing'], ['app t2 p 1 1 0']],
    [
      'groups-with-outsiders',
      ['principal', 'member', 'parties', 'depth', 'targets'],
      ['inner ann p 1 0', 'outer ann p 2 1'],
    ],
    ['owned-by-outsiders', ['party', 'owner', 'owned', 'hops'], ['p ann own 1']],
    ['outside-service-accounts', ['identity', 'party', 'entry', 'hops'], ['sa p robot 3', 'sa p robot 2']],
    [
      'impersonation-chains',
      ['party', 'principal', 'hops', 'unconditional', 'targets', 'data'],
      ['p robot 2 true 2 1'],
    ],
    ['impersonation-chains', ['principal'], [], ['hops=3']],
  ])('%s %j', async (id, columns, expected, given = []) => {
    expect(await rowsOf(id, columns, nodes, links, given)).toEqual(expected)
  })
})
