import { describe, expect, it } from 'vitest'
import { access, assume, direct, member, party, rowsOf, type Links, type Nodes } from './small-graph-rows.js'

describe('doors', () => {
  it.each([
    ['a share', { type: 'aws_ebs_snapshot' }, [direct], 'yes'],
    ['a share whose key is not shared', { type: 'aws_ebs_snapshot' }, [{ ...direct, data: false }], 'no'],
    [
      'a share whose key was not read',
      { type: 'aws_db_snapshot' },
      [
        { ...direct, data: false },
        { ...direct, outcome: 'unknown' },
      ],
      'unknown',
    ],
    [
      'a share with conditions',
      { type: 'google_compute_image' },
      [{ ...direct, outcome: 'conditional' }],
      'conditional',
    ],
  ])('the content of %s', async (_name, resource, rows, content) => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['Resource', 't', resource],
    ]
    const links: Links = rows.map((row) => ['CAN_REACH', 'p', 't', row])
    expect(await rowsOf('shared-copies', ['party', 'target', 'content'], nodes, links)).toEqual([`p t ${content}`])
  })

  it('what is no copy, and what is reached as a role, is no shared copy', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['Resource', 'bucket', { type: 'aws_s3_bucket' }],
      ['Resource', 't', { type: 'aws_ami' }],
    ]
    const asRole = { ...direct, hops: 2, via: ['i', 'role', 't'], steps: ['CAN_ASSUME', 'CAN_ACCESS'] }
    const links: Links = [
      ['CAN_REACH', 'p', 'bucket', direct],
      ['CAN_REACH', 'p', 't', asRole],
    ]
    expect(await rowsOf('shared-copies', ['target'], nodes, links)).toEqual([])
  })

  it('being in a group is not becoming somebody, being a role or a held user is', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['OutsideIdentity', 'i'],
      ['Principal', 'group'],
      ['Principal', 'role'],
      ['Resource', 'a', { type: 'google_storage_bucket' }],
      ['Resource', 'b', { type: 'aws_s3_bucket' }],
      ['Resource', 'c', { type: 'aws_dynamodb_table' }],
    ]
    const through = (node: string, to: string, first: string) => ({
      ...direct,
      hops: 2,
      via: ['i', node, to],
      steps: [first, 'CAN_ACCESS'],
    })
    const links: Links = [
      ['CAN_ASSUME', 'i', 'group', member],
      ['CAN_ASSUME', 'i', 'role', assume],
      ['CAN_REACH', 'p', 'a', through('group', 'a', 'CAN_ASSUME')],
      ['CAN_REACH', 'p', 'b', through('role', 'b', 'CAN_ASSUME')],
      ['CAN_REACH', 'p', 'c', { ...through('user', 'c', 'HOLDS'), via: ['p', 'user', 'c'] }],
    ]
    expect(await rowsOf('data-granted-directly', ['target'], nodes, links)).toEqual(['a'])
    expect(await rowsOf('access-without-becoming', ['type', 'party', 'data'], nodes, links)).toEqual([
      'google_storage_bucket p 1',
    ])
  })

  it('public data stands under each kind of grant that opens it, and unread policies with it', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'public', { ...party, everybody: true }],
      ['ExternalParty', 'p', party],
      ['Resource', 't', { type: 'aws_s3_bucket' }],
      ['Resource', 'unread', { type: 'aws_s3_bucket' }],
      ['Grant', 'g1', { kind: 'acl' }],
      ['Grant', 'g2', { kind: 'resource-policy' }],
    ]
    const links: Links = [
      ['CAN_REACH', 'public', 't', { ...direct, because: ['g1', 'g2'] }],
      ['CAN_REACH', 'public', 't', { ...direct, data: false, because: ['g1'] }],
      ['CAN_REACH', 'public', 'unread', { ...direct, data: false, outcome: 'unknown', because: ['g2'] }],
      ['CAN_REACH', 'p', 't', { ...direct, because: ['g1'] }],
    ]
    expect(await rowsOf('public-data-by-door', ['door', 'party', 'target', 'outcome'], nodes, links)).toEqual([
      'acl public t allowed',
      'resource-policy public t allowed',
      'resource-policy public unread unknown',
    ])
  })

  it('anybody with an account is not anybody', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'authenticated:aws', { ...party, everybody: true, cloud: 'aws' }],
      ['ExternalParty', 'public', { ...party, everybody: true }],
      ['Resource', 't'],
      ['Grant', 'g', { kind: 'share' }],
    ]
    const links: Links = [
      ['CAN_REACH', 'authenticated:aws', 't', { ...direct, because: ['g'] }],
      ['CAN_REACH', 'public', 't', { ...direct, because: ['g'] }],
    ]
    const columns = ['party', 'kind', 'grant', 'targets', 'data', 'unconditional']
    expect(await rowsOf('open-to-any-account', columns, nodes, links)).toEqual(['authenticated:aws share g 1 1 1'])
  })

  it('a guest comes in by the directory, a role by its trust', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['OutsideIdentity', 'i'],
      ['Principal', 'guest'],
      ['Principal', 'role'],
      ['Grant', 'g', { kind: 'trust' }],
    ]
    const links: Links = [
      ['HAS_IDENTITY', 'p', 'i'],
      ['CAN_ASSUME', 'i', 'guest', assume],
      ['CAN_ASSUME', 'i', 'role', { ...assume, because: ['g'] }],
    ]
    expect(await rowsOf('doors-by-kind', ['door', 'targets', 'unconditional'], nodes, links)).toEqual([
      'directory 1 1',
      'trust 1 1',
    ])
  })

  it.each([
    ['a grant on a key', 'Resource', { type: 'aws_kms_key' }, ['kms:Decrypt'], 'the key'],
    ['key actions on an account', 'Scope', { type: 'aws_account' }, ['s3:*', 'kms:*'], 'keys inside'],
    ['everything in a project', 'Scope', { type: 'gcp_project' }, ['*'], 'everything inside'],
    ['a denied key action', 'Scope', { type: 'aws_account' }, ['s3:*', '!kms:*'], null],
  ] as const)('%s: %s', async (_name, kind, properties, actions, relation) => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      [kind, 't', properties],
    ]
    const rows = await rowsOf('outside-key-use', ['relation'], nodes, [['CAN_REACH', 'p', 't', { ...direct, actions }]])
    expect(rows).toEqual(relation === null ? [] : [relation])
  })

  it('what waits is told from what does not, and by what', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['Resource', 'offered'],
      ['Resource', 'eligible'],
      ['Resource', 'plain'],
    ]
    const waiting = (requiresKeys: string[]) => ({ ...direct, outcome: 'conditional', requiresKeys })
    const links: Links = [
      ['CAN_REACH', 'p', 'offered', waiting(['acceptance'])],
      ['CAN_REACH', 'p', 'eligible', waiting(['activation', 'approval', 'mfa'])],
      ['CAN_REACH', 'p', 'plain', waiting(['sts:ExternalId'])],
    ]
    expect(await rowsOf('pending-acceptance', ['target'], nodes, links)).toEqual(['offered'])
    expect(await rowsOf('access-by-approval', ['target', 'waits'], nodes, links)).toEqual([
      'eligible activation+approval',
      'offered acceptance',
    ])
  })

  it('a pool is open unless a condition or a switch closes it', async () => {
    const pool = 'iam.example/pools/builds'
    const nodes: Nodes = [
      ['IdentityProvider', 'open', { pool, issuer: 'https://i.example' }],
      ['IdentityProvider', 'narrow', { pool, issuer: 'https://i.example', attributeCondition: 'x == y' }],
      ['IdentityProvider', 'off', { pool, issuer: 'https://i.example', disabled: true }],
      ['IdentityProvider', 'no-pool', { issuer: 'https://i.example' }],
      ['OutsideIdentity', 'login'],
      ['Principal', `set://${pool}/*`],
    ]
    const links: Links = [['CAN_ASSUME', 'login', `set://${pool}/*`, member]]
    expect(await rowsOf('pools-without-condition', ['provider', 'source', 'outsiders'], nodes, links)).toEqual([
      'open https://i.example login',
    ])
  })

  it('a perimeter alone shuts, an access level does not', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['OutsideIdentity', 'i'],
      ['Principal', 'ours'],
      ['Resource', 'a'],
      ['Resource', 'b'],
      ['Resource', 'c'],
      ['Resource', 'd'],
    ]
    const gated = (requiresKeys: string[]) => ({ ...access, outcome: 'conditional', requiresKeys })
    const links: Links = [
      ['HAS_IDENTITY', 'p', 'i'],
      ['CAN_ACCESS', 'i', 'a', gated(['perimeter'])],
      ['CAN_ACCESS', 'i', 'b', { ...gated(['accessLevel', 'perimeter', 'resource.name']), alternatives: '[]' }],
      ['CAN_ACCESS', 'i', 'c', { ...gated(['perimeter', 'request.method']), alternatives: '[]' }],
      ['CAN_ACCESS', 'i', 'd', gated(['perimeter', 'resource.name'])],
      ['CAN_ACCESS', 'ours', 'a', gated(['perimeter'])],
    ]
    expect(await rowsOf('perimeter-gates', ['holder', 'target', 'gates', 'shut'], nodes, links)).toEqual([
      'i a perimeter true',
      'i b accessLevel+perimeter false',
      'i c perimeter+request.method false',
      'i d perimeter true',
    ])
  })

  it('a delegation of Lighthouse is told from other grants of the same identity', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['OutsideIdentity', 'i', { type: 'azuread_principal' }],
      ['Scope', 'subscription'],
      ['Resource', 'vault'],
      ['Grant', 'offer', { kind: 'lighthouse', sid: 'Operations' }],
      ['Grant', 'other', { kind: 'resource-policy' }],
    ]
    const links: Links = [
      ['HAS_IDENTITY', 'p', 'i'],
      ['HAS_GRANT', 'i', 'offer'],
      ['HAS_GRANT', 'i', 'other'],
      ['CAN_ACCESS', 'i', 'subscription', { ...access, because: ['offer'] }],
      ['CAN_ACCESS', 'i', 'vault', { ...access, because: ['other'] }],
    ]
    expect(await rowsOf('lighthouse-delegations', ['parties', 'offer', 'target'], nodes, links)).toEqual([
      'p Operations subscription',
    ])
  })

  it('a role that was not read is named, an unread policy of a bucket is another matter', async () => {
    const nodes: Nodes = [
      ['ExternalParty', 'p', party],
      ['Scope', 'project'],
      ['Resource', 'bucket'],
      ['Grant', 'binding', { kind: 'binding', text: '{"role":"custom"}' }],
      ['Grant', 'unread', { kind: 'resource-policy', text: '{}' }],
    ]
    const unknown = { ...direct, outcome: 'unknown', actions: [], data: false }
    const links: Links = [
      ['CAN_REACH', 'p', 'project', { ...unknown, because: ['binding'] }],
      ['CAN_REACH', 'p', 'bucket', { ...unknown, because: ['unread'] }],
    ]
    expect(await rowsOf('unknown-roles', ['party', 'target', 'grant', 'text'], nodes, links)).toEqual([
      'p project binding {"role":"custom"}',
    ])
  })
})
