import { describe, expect, it } from 'vitest'
import {
  emptyRegistry,
  identify,
  listParties,
  ownIdentities,
  parseRegistry,
  partyDirectory,
  suggestParties,
  type PartyRegistry,
} from '../../../src/party/index.js'

const GITHUB = 'https://token.actions.githubusercontent.com'

function directoryOf(registry: PartyRegistry) {
  return partyDirectory(registry, ownIdentities({ awsAccounts: ['111122223333'] }, registry.own))
}

const door = (id: string, evidenceCount = 1, sampleTargets: string[] = []) => ({ id, evidenceCount, sampleTargets })

const DOORS = [
  door('arn:aws:iam::464622532012:role/x', 2, ['arn:aws:iam::111122223333:role/Metrics']),
  door('aws:888877776666', 1, ['arn:aws:iam::111122223333:role/A', 'arn:aws:iam::111122223333:role/B']),
  door('arn:aws:iam::888877776666:user/bob', 3),
  door('aws:967800896805'),
  door('aws:202754554539'),
  door('aws:o-othersothe'),
  door(`oidc:${GITHUB}#repo:zed/web:*`),
  door(`oidc:${GITHUB}#repo:zed/api:ref:refs/heads/main`),
  door(`oidc:${GITHUB}#repo:*`),
  door('oidc:https://gitlab.com#project_path:zed/web:ref:main'),
  door('oidc:https://login.other.example/t#agent-7'),
  door('oidc:https://login.other.example/t#*'),
  door('user:pat@studio.example'),
  door('user:pat@gmail.com'),
  door('saml:https://login.other.example/saml'),
  door('public', 9),
  door('authenticated:aws', 9),
  door('aws:111122223333'),
]

describe('suggested stubs', () => {
  it('read as a person would write them', () => {
    const few = [DOORS[0], DOORS[1], DOORS[2], DOORS[6], DOORS[8]].filter((each) => each !== undefined)
    expect(suggestParties(few, directoryOf(emptyRegistry()))).toBe(`parties:
  # named in 4 statements, for arn:aws:iam::111122223333:role/A, arn:aws:iam::111122223333:role/B
  - id: aws-account-888877776666
    name: "AWS account 888877776666"
    kind: vendor
    identifiers:
      aws: { accounts: ["888877776666"] }
    owner:
    justification:
    approvedBy:
    reviewBy:

  # Datadog names this account at https://docs.datadoghq.com/integrations/guide/aws-manual-setup/
  # named in 2 statements, for arn:aws:iam::111122223333:role/Metrics
  - id: datadog
    name: "Datadog"
    kind: vendor
    identifiers:
      aws: { accounts: ["464622532012"] }
    owner:
    justification:
    approvedBy:
    reviewBy:

  # named in 1 statement
  - id: zed-github
    name: "zed (GitHub)"
    kind: vendor
    identifiers:
      oidc:
        - { issuer: "https://token.actions.githubusercontent.com", subject: "repo:zed/*" }
    owner:
    justification:
    approvedBy:
    reviewBy:

# no party can be named for oidc:https://token.actions.githubusercontent.com#repo:*: named in 1 statement
`)
  })

  it('pasted, they name every door but those nobody in particular stands behind', async () => {
    const text = suggestParties(DOORS, directoryOf(emptyRegistry()))
    const directory = directoryOf(await parseRegistry(text, 'parties.yaml'))
    const unknown = DOORS.filter(
      ({ id }) => identify(directory, id)?.match !== 'covers' || !identify(directory, id)?.registered,
    )
    expect(unknown.map(({ id }) => id)).toEqual([
      `oidc:${GITHUB}#repo:*`,
      'oidc:https://login.other.example/t#*',
      'user:pat@gmail.com',
      'public',
      'authenticated:aws',
      'aws:111122223333',
    ])
    expect(identify(directory, 'aws:967800896805')?.party).toEqual(identify(directory, 'aws:202754554539')?.party)
    expect(identify(directory, `oidc:${GITHUB}#repo:zed/new:x`)?.party.name).toBe('zed (GitHub)')
    const again = suggestParties(DOORS, directory)
    expect(again.startsWith('parties: []\n')).toBe(true)
  })

  it('do not depend on the order of the doors', () => {
    const directory = directoryOf(emptyRegistry())
    expect(suggestParties([...DOORS].reverse(), directory)).toBe(suggestParties(DOORS, directory))
  })

  it('do not take an id that is in use', async () => {
    const registry = await parseRegistry('parties: [{ id: datadog }]', 'parties.yaml')
    expect(suggestParties(DOORS.slice(0, 1), directoryOf(registry))).toContain('- id: datadog-2\n')
  })

  it.each([
    'saml:https://x\n  - id: injected',
    'saml:"}, { x: \u2028\u0085\u202e',
    'oidc:https://x.example#a"\n: {}\t&*!',
    'saml:# no comment',
    'saml:emoji \u{1f600}',
  ])('stay one stub with hostile text %j', async (id) => {
    const text = suggestParties([door(id, 1, ['target\n- id: evil', '\u001b[31m'])], directoryOf(emptyRegistry()))
    expect(text).toMatch(/^[\x20-\x7e\n]*$/)
    const registry = await parseRegistry(text, 'parties.yaml')
    expect(registry.parties).toHaveLength(1)
    expect(identify(directoryOf(registry), id)?.registered).not.toBeNull()
  })
})

describe('the list of parties', () => {
  it('shows registered and unknown parties with their doors', async () => {
    const registry = await parseRegistry(
      `parties:
  - { id: zed, kind: partner, identifiers: { oidc: [{ issuer: ${GITHUB}, subject: "repo:zed/*" }] } }
  - { id: idle }`,
      'parties.yaml',
    )
    const doors = [
      `oidc:${GITHUB}#repo:zed/web`,
      `oidc:${GITHUB}#repo:*`,
      'aws:464622532012',
      'public',
      'aws:111122223333',
    ]
    const rows = listParties(
      doors.map((id) => ({ id, entries: 1, samples: [] })),
      directoryOf(registry),
    )
    expect(
      rows.map((row) => [row.party.id, row.kind, row.registered, row.source, row.doors.map(({ id }) => id)]),
    ).toEqual([
      [
        'aws:464622532012',
        null,
        false,
        'https://docs.datadoghq.com/integrations/guide/aws-manual-setup/',
        ['aws:464622532012'],
      ],
      ['idle', null, true, null, []],
      [`oidc:${GITHUB}#repo:*`, null, false, null, [`oidc:${GITHUB}#repo:*`]],
      ['public', null, false, null, ['public']],
      ['zed', 'partner', true, null, [`oidc:${GITHUB}#repo:*`, `oidc:${GITHUB}#repo:zed/web`]],
    ])
  })
})
