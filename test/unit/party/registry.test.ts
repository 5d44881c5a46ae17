import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/model/index.js'
import { emptyRegistry, parseRegistry } from '../../../src/party/index.js'

const WHOLE = `
own: { aws: ["111122223333", o-exampleorgid], domains: [Example.com], azure: [], gcp: ["123456"] }
parties:
  - id: datadog
    name: Datadog
    kind: vendor # the monitoring vendor
    identifiers:
      aws: { accounts: ["464622532012"], organizations: [], users: [], accessKeys: [] }
      azure: { tenants: [8F2B4D1A-0000-4000-8000-000000000001], apps: [] }
      gcp: { domains: [], projects: [], serviceAccounts: [], customers: [] }
      domains: [datadoghq.com]
      oidc: [{ issuer: Token.Actions.GithubUserContent.com/, subject: "repo:datadog/*" }]
      saml: []
    owner: platform@example.com
    justification: metrics
    approvedBy: ciso@example.com
    contractEnd: 2027-03-31
    reviewBy: 2027-01-15
    allow: { scopes: ["aws:111122223333"], access: [list, read], data: false }
    require: { externalId: true, mfa: false, sourceIp: ["203.0.113.0/24"], maxSessionHours: 1 }
    ranges: ["203.0.113.0/24", "2001:db8::/32"]
  - id: kim
    kind:
    owner:
`

async function problemsOf(source: string): Promise<string[]> {
  try {
    await parseRegistry(source, 'parties.yaml')
    return []
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [error.message, ...(error.hint?.split('\n') ?? [])]
  }
}

describe('a registry', () => {
  it('is read whole', async () => {
    const { own, parties } = await parseRegistry(WHOLE, 'parties.yaml')
    expect(own.aws).toEqual(['111122223333', 'o-exampleorgid'])
    expect(own.domains).toEqual(['example.com'])
    expect(parties[0]).toEqual({
      id: 'datadog',
      name: 'Datadog',
      kind: 'vendor',
      identifiers: {
        aws: { accounts: ['464622532012'], organizations: [], users: [], accessKeys: [] },
        azure: { tenants: ['8f2b4d1a-0000-4000-8000-000000000001'], apps: [] },
        gcp: { domains: [], projects: [], serviceAccounts: [], customers: [] },
        domains: ['datadoghq.com'],
        oidc: [{ issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:datadog/*' }],
        saml: [],
      },
      owner: 'platform@example.com',
      justification: 'metrics',
      approvedBy: 'ciso@example.com',
      contractEnd: '2027-03-31',
      reviewBy: '2027-01-15',
      allow: { scopes: ['aws:111122223333'], access: ['list', 'read'], data: false },
      require: { externalId: true, mfa: false, sourceIp: ['203.0.113.0/24'], maxSessionHours: 1 },
      ranges: ['203.0.113.0/24', '2001:db8::/32'],
    })
    expect(parties[1]).toMatchObject({ id: 'kim', name: 'kim', kind: null, owner: null, allow: null, ranges: [] })
  })

  it('is the same as JSON', async () => {
    const json = '{"parties":[{"id":"a","identifiers":{"aws":{"accounts":["012345678901"]}}}]}'
    const yaml = 'parties: [{ id: a, identifiers: { aws: { accounts: ["012345678901"] } } }]'
    expect(await parseRegistry(json, 'a.json')).toEqual(await parseRegistry(yaml, 'a.yaml'))
  })

  it.each(['', '# nothing yet\n', 'null', '{}', 'parties:\n', 'parties: []\nown:\n'])(
    'may be empty: %j',
    async (source) => {
      expect(await parseRegistry(source, 'parties.yaml')).toEqual(emptyRegistry())
    },
  )

  it('keeps keys named __proto__ data', async () => {
    expect(await problemsOf('parties: [{ id: a, __proto__: { name: b } }]')).toEqual([
      expect.stringMatching(/^parties\.yaml:1:20: unknown key `__proto__`/),
    ])
  })
})

describe('what is wrong in a registry is said with its place', () => {
  it.each([
    ['partys: []', 'parties.yaml:1:1: unknown key `partys`: did you mean `parties`?'],
    [
      'parties:\n  - id: a\n    identifiers: { aws: { acounts: [] } }',
      'parties.yaml:3:27: unknown key `acounts`: did you mean `accounts`?',
    ],
    [
      'parties:\n  - id: a\n    colour: red',
      'parties.yaml:3:5: unknown key `colour`: known are `id`, `name`, `kind`, `identifiers`, `owner`, `justification`, `approvedBy`, `contractEnd`, `reviewBy`, `allow`, `require`, `ranges`',
    ],
    ['parties:\n  - name: A', 'parties.yaml:2:5: `id` is missing'],
    ['- id: a', 'parties.yaml:1:1: expected a map with `own`, `parties`, found a list'],
    ['parties: { id: a }', 'parties.yaml:1:10: expected a list of parties, found a map'],
    [
      'parties: [{ id: a, kind: friend }]',
      'parties.yaml:1:26: expected one of `vendor`, `contractor`, `customer`, `partner`, `subsidiary`, `tool`, found `friend`',
    ],
    [
      'own: { aws: [12345678901] }',
      'parties.yaml:1:14: `12345678901` is a number, which loses leading zeros: write the account id in quotes, "012345678901"',
    ],
    [
      'own: { aws: [012345678901] }',
      'parties.yaml:1:14: `012345678901` is a number, which loses leading zeros: write the account id in quotes, "012345678901"',
    ],
    [
      'own: { aws: [1.1e11] }',
      'parties.yaml:1:14: `1.1e11` is a number, which loses leading zeros: write the account id in quotes, all 12 digits',
    ],
    ['own: { aws: ["1234"] }', 'parties.yaml:1:14: expected an AWS account id of 12 digits, found `1234`'],
    [
      'parties: [{ id: 7 }]',
      'parties.yaml:1:17: expected an id of letters, digits, `.`, `_` and `-`, found `7`: put it in quotes',
    ],
    [
      'parties: [{ id: a, contractEnd: 2027-02-30 }]',
      'parties.yaml:1:33: expected a date like `2027-03-31`, found `2027-02-30`',
    ],
    ['parties: [{ id: a, reviewBy: soon }]', 'parties.yaml:1:30: expected a date like `2027-03-31`, found `soon`'],
    [
      'parties: [{ id: a, ranges: ["203.0.113.0/33"] }]',
      'parties.yaml:1:29: expected a network like `203.0.113.0/24` or one address, found `203.0.113.0/33`',
    ],
    ['parties: [{ id: a, identifiers: { oidc: [{ issuer: x.example }] } }]', 'parties.yaml:1:42: `subject` is missing'],
    [
      'parties: [{ id: a, identifiers: { aws: { users: ["arn:aws:iam::111122223333:role/r"] } } }]',
      'parties.yaml:1:50: expected the ARN of an IAM user, found `arn:aws:iam::111122223333:role/r`',
    ],
    [
      'parties: [{ id: public }]',
      'parties.yaml:1:11: `public` cannot be the id of a party: it reads as an identifier of another kind',
    ],
    [
      'parties: [{ id: "999988887777" }]',
      'parties.yaml:1:11: `999988887777` cannot be the id of a party: it reads as an identifier of another kind',
    ],
    ['parties: [{ id: a }, { id: A }]', 'parties.yaml:1:22: a party called `a` stands already at line 1'],
    ['parties: [{ id: a, name: B }, { id: b }]', 'parties.yaml:1:31: a party called `b` stands already at line 1'],
    [
      'own: { aws: ["111122223333"] }\nparties: [{ id: a, identifiers: { aws: { accounts: ["111122223333"] } } }]',
      'parties.yaml:2:53: `111122223333` already belongs to `own` (line 1)',
    ],
    [
      'parties:\n  - { id: a, identifiers: { domains: [x.example] } }\n  - { id: b, identifiers: { gcp: { domains: [X.example] } } }',
      'parties.yaml:3:46: `X.example` already belongs to `a` (line 2)',
    ],
    ['parties: &p [{ id: a }]\nown: *p', 'parties.yaml:2:6: `*p` refers to another place: write the value out'],
    ['parties: []\nparties: []', 'parties.yaml:2:1: map keys must be unique'],
  ])('%j', async (source, message) => {
    expect(await problemsOf(source)).toEqual([message])
  })

  it('names every problem, in the order of the text', async () => {
    const found = await problemsOf('parties:\n  - id: a\n    kind: x\n  - id: b\n    data: 1\nown: 7')
    expect(found.map((line) => line.split(' ')[0])).toEqual([
      'parties.yaml:3:11:',
      'parties.yaml:5:5:',
      'parties.yaml:6:6:',
    ])
  })

  it('stops counting at twenty', async () => {
    const found = await problemsOf(`parties:\n${'  - name: x\n'.repeat(30)}`)
    expect(found).toHaveLength(21)
    expect(found.at(-1)).toBe('... and 10 more')
  })

  it.each([
    ['an unclosed bracket', 'parties: [{ id: a'],
    ['deep nesting', '['.repeat(50_000)],
    ['deep but closed nesting', `parties: ${'['.repeat(100)}${']'.repeat(100)}`],
  ])('refuses %s', async (_what, source) => {
    const found = await problemsOf(source)
    expect(found[0]).toMatch(/^parties\.yaml:\d+:\d+: /)
  })

  it('prints no control characters of the text', async () => {
    const found = await problemsOf('parties: [{ id: "a\\u001b[31m\\u202eb" }]')
    expect(found.join('')).not.toMatch(/[\u001b\u202e]/)
  })
})
