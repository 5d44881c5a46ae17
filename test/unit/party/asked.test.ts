import { beforeAll, describe, expect, it } from 'vitest'
import {
  ownIdentities,
  parseRegistry,
  partyDirectory,
  resolveAsked,
  type PartyDirectory,
} from '../../../src/party/index.js'

const GITHUB = 'https://token.actions.githubusercontent.com'

const REGISTRY = `
own: { aws: ["111122223333"], domains: [example.com] }
parties:
  - id: acme
    name: Acme Corp
    identifiers:
      aws: { accounts: ["999988887777", "777766665555"], organizations: [o-acmeacmeac] }
      domains: [acme.example]
      oidc: [{ issuer: ${GITHUB}, subject: "repo:acme/*" }]
      saml: [https://sso.acme.example]
  - id: kim-consulting
    name: Kim Consulting
    identifiers: { aws: { users: ["arn:aws:iam::111122223333:user/kim"] } }
`

const DOORS = [
  'public',
  'authenticated:aws',
  'aws:999988887777',
  'aws:888877776666',
  'aws:464622532012',
  'aws:o-acmeacmeac',
  'aws:o-othersothe',
  'arn:aws:iam::111122223333:user/kim',
  'arn:aws:iam::777766665555:role/Sync',
  'arn:aws:iam::888877776666:role/path/Collector',
  'arn:aws:iam::888877776666:role/Other',
  'arn:aws:sts::888877776666:assumed-role/Collector/nightly',
  'arn:aws:sts::888877776666:assumed-role/Collector/daily',
  'domain:studio.example',
  'user:pat@studio.example',
  'user:sam@studio.example',
  'user:pat@gmail.com',
  'user:ann@acme.example',
  `oidc:${GITHUB}#repo:acme/web:*`,
  `oidc:${GITHUB}#repo:acme/web:ref:refs/heads/main`,
  `oidc:${GITHUB}#repo:*`,
  `oidc:${GITHUB}#repo:zed/*`,
  'oidc:https://gitlab.com#project_path:zed/*',
  'saml:https://sso.acme.example',
  'saml:https://login.other.example',
]

let directory: PartyDirectory

beforeAll(async () => {
  const registry = await parseRegistry(REGISTRY, 'parties.yaml')
  directory = partyDirectory(registry, ownIdentities({}, registry.own))
})

function ask(text: string, organizationOf?: (account: string) => string | null) {
  const asked = resolveAsked(text, directory, DOORS, organizationOf ? { organizationOf } : {})
  if (asked.kind === 'error') return { error: asked.message }
  return { id: asked.id, identity: asked.identity, doors: DOORS.filter(asked.matches) }
}

const ACME_DOORS = [
  'aws:999988887777',
  'aws:o-acmeacmeac',
  'arn:aws:iam::777766665555:role/Sync',
  'user:ann@acme.example',
  `oidc:${GITHUB}#repo:acme/web:*`,
  `oidc:${GITHUB}#repo:acme/web:ref:refs/heads/main`,
  `oidc:${GITHUB}#repo:*`,
  'saml:https://sso.acme.example',
]

const ROLE = 'arn:aws:iam::888877776666:role/path/Collector'
const NIGHTLY = 'arn:aws:sts::888877776666:assumed-role/Collector/nightly'
const DAILY = 'arn:aws:sts::888877776666:assumed-role/Collector/daily'

describe('asking about a registered party', () => {
  it.each([
    'acme',
    'ACME',
    'Acme Corp',
    ' acme corp ',
    '999988887777',
    'aws:999988887777',
    'arn:aws:iam::777766665555:root',
    'o-acmeacmeac',
    'aws:o-acmeacmeac',
    'acme.example',
    'domain:acme.example',
    'https://sso.acme.example',
    'saml:https://sso.acme.example',
  ])('%j means all of it', (text) => {
    expect(ask(text)).toEqual({ id: 'acme', identity: null, doors: ACME_DOORS })
  })

  it('a user of ours that was handed out is a door', () => {
    expect(ask('kim-consulting')).toMatchObject({ doors: ['arn:aws:iam::111122223333:user/kim'] })
  })

  it('knows the organization of its accounts', () => {
    const organizationOf = (account: string): string | null => (account === '777766665555' ? 'o-othersothe' : null)
    expect(ask('acme', organizationOf)).toMatchObject({ doors: expect.arrayContaining(['aws:o-othersothe']) })
  })
})

describe('asking about somebody nobody registered', () => {
  it.each([
    [
      '888877776666',
      'aws:888877776666',
      ['aws:888877776666', ROLE, 'arn:aws:iam::888877776666:role/Other', NIGHTLY, DAILY],
    ],
    ['aws:123412341234', 'aws:123412341234', []],
    ['o-othersothe', 'aws:o-othersothe', ['aws:o-othersothe']],
    [
      'studio.example',
      'domain:studio.example',
      ['domain:studio.example', 'user:pat@studio.example', 'user:sam@studio.example'],
    ],
    ['gmail.com', 'domain:gmail.com', ['user:pat@gmail.com']],
    ['public', 'public', ['public', 'authenticated:aws']],
    ['authenticated:aws', 'authenticated:aws', ['authenticated:aws']],
    ['https://gitlab.com', 'oidc:https://gitlab.com#*', ['oidc:https://gitlab.com#project_path:zed/*']],
    ['https://login.other.example', 'oidc:https://login.other.example#*', ['saml:https://login.other.example']],
    ['8F2B4D1A-0000-4000-8000-000000000001', 'azure:8f2b4d1a-0000-4000-8000-000000000001', []],
    ['111122223333', 'aws:111122223333', []],
    ['AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE', []],
    ['gcp:some-project', 'gcp:some-project', []],
    ['Datadog', 'aws:464622532012', ['aws:464622532012']],
  ])('%s is %s', (text, id, doors) => {
    expect(ask(text)).toEqual({ id, identity: null, doors })
  })

  it('an account comes in by its organization where that is known', () => {
    const organizationOf = (account: string): string | null => (account === '888877776666' ? 'aws:o-othersothe' : null)
    expect(ask('888877776666', organizationOf)).toMatchObject({ doors: expect.arrayContaining(['aws:o-othersothe']) })
  })
})

describe('asking about a single identity', () => {
  it.each([
    [ROLE, 'aws:888877776666', ['aws:888877776666', ROLE, NIGHTLY, DAILY]],
    [NIGHTLY, 'aws:888877776666', ['aws:888877776666', ROLE, NIGHTLY]],
    ['arn:aws:iam::888877776666:user/bob', 'aws:888877776666', ['aws:888877776666']],
    ['arn:aws:iam::999988887777:role/Any', 'acme', ['aws:999988887777', 'aws:o-acmeacmeac']],
    ['arn:aws:iam::111122223333:user/kim', 'kim-consulting', ['arn:aws:iam::111122223333:user/kim']],
    ['arn:aws:iam::111122223333:user/ann', 'aws:111122223333', []],
    ['user:pat@studio.example', 'domain:studio.example', ['domain:studio.example', 'user:pat@studio.example']],
    ['user:ann@acme.example', 'acme', ['user:ann@acme.example']],
    ['user:pat@gmail.com', 'user:pat@gmail.com', ['user:pat@gmail.com']],
    ['group:all@studio.example', 'domain:studio.example', ['domain:studio.example']],
    ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket', []],
  ])('%s belongs to %s', (text, id, doors) => {
    expect(ask(text)).toEqual({ id, identity: text, doors })
  })

  it('a plain mail address is its user', () => {
    expect(ask('Pat@Studio.example')).toMatchObject({ identity: 'user:pat@studio.example' })
  })

  it.each([
    [
      `${GITHUB}#repo:acme/web:ref:refs/heads/main`,
      'acme',
      [`oidc:${GITHUB}#repo:acme/web:*`, `oidc:${GITHUB}#repo:acme/web:ref:refs/heads/main`, `oidc:${GITHUB}#repo:*`],
    ],
    [
      'oidc:token.actions.githubusercontent.com#repo:acme/web:pull_request',
      'acme',
      [`oidc:${GITHUB}#repo:acme/web:*`, `oidc:${GITHUB}#repo:*`],
    ],
    [
      'token.actions.githubusercontent.com#repo:zed/x:y',
      `oidc:${GITHUB}#repo:zed/x:y`,
      [`oidc:${GITHUB}#repo:*`, `oidc:${GITHUB}#repo:zed/*`],
    ],
    [`${GITHUB}#repo:z*`, `oidc:${GITHUB}#repo:z*`, [`oidc:${GITHUB}#repo:*`, `oidc:${GITHUB}#repo:zed/*`]],
    ['https://gitlab.com#project_path:other/x', 'oidc:https://gitlab.com#project_path:other/x', []],
  ])('subject %s belongs to %s', (text, id, doors) => {
    const asked = ask(text)
    expect(asked).toMatchObject({ id, doors })
    expect(asked.identity).toMatch(/^oidc:https:\/\//)
  })
})

describe('a word that names nobody', () => {
  it.each([
    ['amce', 'no party is called `amce`: did you mean `acme`?'],
    ['Datadgo', 'no party is called `Datadgo`: did you mean `Datadog`?'],
    ['consulting', 'no party is called `consulting`: did you mean `Kim Consulting` or `kim-consulting`?'],
    ['zzzzzzzz', 'no party is called `zzzzzzzz`'],
    ['aws:99998888777', 'no party is called `aws:99998888777`: did you mean `aws:999988887771`?'],
    ['', 'no party is called ``'],
    ['repo:acme/*', 'no party is called `repo:acme/*`'],
  ])('%j', (text, message) => {
    const asked = resolveAsked(text, directory, [...DOORS, 'aws:999988887771'])
    expect(asked.kind).toBe('error')
    if (asked.kind === 'error') {
      expect(asked.message).toBe(message)
      expect(asked.hint).toContain('`inroads parties`')
    }
  })

  it('is shortened and cleaned in the message', () => {
    const asked = resolveAsked(`\u001b[31m${'x'.repeat(10_000)}`, directory, [])
    expect(asked.kind === 'error' && asked.message.length < 150 && !asked.message.includes('\u001b')).toBe(true)
  })
})
