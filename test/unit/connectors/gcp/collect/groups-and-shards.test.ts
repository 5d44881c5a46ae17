import { describe, expect, it } from 'vitest'
import { endpointFrom } from '../../../../../connectors/gcp/collect/endpoint.js'
import { groupsNamedIn, nestedGroupsIn } from '../../../../../connectors/gcp/collect/named-groups.js'
import { isOwn } from '../../../../../connectors/gcp/collect/shards.js'

describe('groups that an answer names', () => {
  it('in policies, deny rules, access entries and access control lists', () => {
    const body = [
      { bindings: [{ members: ['group:B@x.example', 'user:u@x.example', 'deleted:group:gone@x.example?uid=1'] }] },
      { rules: [{ denyRule: { deniedPrincipals: ['principalSet://goog/group/c@x.example'] } }] },
      { access: [{ groupByEmail: 'd@x.example' }, { userByEmail: 'e@x.example' }] },
      { acl: [{ entity: 'group-f@x.example' }, { entity: 'user-g@x.example' }] },
    ]
    expect(groupsNamedIn(body)).toEqual(['b@x.example', 'c@x.example', 'd@x.example', 'f@x.example'])
  })

  it('only where they have an address', () => {
    expect(
      groupsNamedIn(['group:', 'group:nobody', 'group:a@b/../c', 'group:a@b@c', `group:${'x'.repeat(999)}@y`]),
    ).toEqual([])
  })

  it('as members of a group', () => {
    const member = (id: string, type?: string): object => ({
      preferredMemberKey: { id },
      ...(type === undefined ? {} : { type }),
    })
    const memberships = [member('in@x.example', 'GROUP'), member('u@x.example', 'USER'), member('s@x.example')]
    expect(nestedGroupsIn({ memberships } as never)).toEqual(['in@x.example'])
    expect(nestedGroupsIn({})).toEqual([])
  })
})

describe('parts', () => {
  const containers = Array.from({ length: 3000 }, (_, at) => `projects/corp-${at}`)

  it('each container belongs to exactly one', () => {
    for (const count of [1, 2, 7])
      for (const container of containers) {
        const owners = Array.from({ length: count }, (_, at) => at + 1).filter((index) =>
          isOwn(container, { index, count }),
        )
        expect(owners).toHaveLength(1)
      }
  })

  it('are about as large as each other', () => {
    const sizes = [1, 2, 3, 4].map((index) => containers.filter((name) => isOwn(name, { index, count: 4 })).length)
    expect(Math.min(...sizes)).toBeGreaterThan(600)
  })
})

describe('endpoints', () => {
  it('are the public ones unless told otherwise', () => {
    expect(endpointFrom(undefined)('iam.googleapis.com')).toBe('https://iam.googleapis.com')
    expect(endpointFrom(' ')('iam.googleapis.com')).toBe('https://iam.googleapis.com')
  })

  it('one for all, or one each', () => {
    expect(endpointFrom('https://gate.example/g/')('iam.googleapis.com')).toBe(
      'https://gate.example/g/iam.googleapis.com',
    )
    const some = endpointFrom(
      'iam.googleapis.com=https://iam-x.p.googleapis.com, run.googleapis.com=http://127.0.0.1:1',
    )
    expect(some('iam.googleapis.com')).toBe('https://iam-x.p.googleapis.com')
    expect(some('run.googleapis.com')).toBe('http://127.0.0.1:1')
    expect(some('storage.googleapis.com')).toBe('https://storage.googleapis.com')
  })

  it.each(['http://gate.example', 'nonsense', '=https://x.example', 'iam.googleapis.com=ftp://x'])(
    '%s is refused',
    (text) => {
      expect(() => endpointFrom(text)).toThrow(/INROADS_GCP_ENDPOINT/)
    },
  )
})
