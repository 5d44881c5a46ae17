import { describe, expect, it } from 'vitest'
import { lastUsedOf } from '../../../src/model/last-used.js'

const seen = { at: '2026-10-01T08:00:00Z', region: 'eu-west-1', source: 'RoleLastUsed', daysBack: 400 }

describe('when somebody was last used', () => {
  it.each([
    ['no source told', {}, null],
    ['a role that was used', { lastUsed: seen }, seen],
    [
      'a role that IAM never saw in use',
      { lastUsed: { at: null, region: null, source: 'RoleLastUsed', daysBack: 400 } },
      { at: null, source: 'RoleLastUsed', daysBack: 400 },
    ],
    [
      'an access key',
      { accessKeyId: 'AKIAEXAMPLE', lastUsedAt: '2026-01-02T00:00:00Z', lastUsedRegion: 'us-east-1' },
      { at: '2026-01-02T00:00:00Z', source: 'AccessKeyLastUsed', region: 'us-east-1' },
    ],
    [
      'an access key that was never used',
      { accessKeyId: 'AKIAEXAMPLE', lastUsedAt: null },
      { at: null, source: 'AccessKeyLastUsed' },
    ],
    ['an access key whose use nobody asked for', { accessKeyId: 'AKIAEXAMPLE', status: 'Active' }, null],
    [
      'a user of the credential report: the newest of password and keys',
      {
        passwordLastUsed: '2026-02-01T00:00:00Z',
        accessKeys: [
          { active: true, lastUsedAt: '2026-03-01T00:00:00Z', lastUsedRegion: 'eu-west-1' },
          { active: false, lastUsedAt: null, lastUsedRegion: null },
        ],
      },
      { at: '2026-03-01T00:00:00Z', source: 'CredentialReport', region: 'eu-west-1' },
    ],
    [
      'a user that the report never saw, and events of 90 days neither: the report sees further',
      { lastUsed: { at: null, source: 'LookupEvents', daysBack: 90 }, passwordLastUsed: null, accessKeys: [] },
      { at: null, source: 'CredentialReport' },
    ],
  ])('%s', (_, properties, expected) => {
    expect(lastUsedOf(properties)).toEqual(expected)
  })

  const assumedBy = [
    { caller: 'arn:aws:iam::999988887777:role/deploy', at: '2026-09-01T00:00:00Z', call: 'AssumeRole' },
    { caller: 'aws:888877776666', at: '2026-11-01T00:00:00Z', call: 'AssumeRole' },
  ]
  it.each([
    [
      'its own use before a newer one of somebody else',
      '999988887777',
      { at: '2026-09-01T00:00:00Z', source: 'LookupEvents' },
    ],
    ['the use by anybody where events show none of its own', '777766665555', seen],
  ])('of one caller: %s', (_, account, expected) => {
    expect(lastUsedOf({ lastUsed: seen, assumedBy }, (caller) => caller.includes(account))).toEqual(expected)
  })
})
