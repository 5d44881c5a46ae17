import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  AWS_OWNED_ACCOUNTS,
  identify,
  KNOWN_VENDORS,
  ownIdentities,
  parseRegistry,
  partiesOfDoor,
  partyDirectory,
  type PartyDirectory,
} from '../../../src/party/index.js'

const GITHUB = 'https://token.actions.githubusercontent.com'

const REGISTRY = `
own:
  aws: ["111122223333"]
  domains: [example.com]
  oidc: [{ issuer: ${GITHUB}, subject: "repo:ours/*" }]
  saml: [https://idp.example.com/metadata]
parties:
  - id: acme
    name: Acme Corp
    kind: vendor
    identifiers:
      aws: { accounts: ["999988887777"], organizations: [o-acmeacmeac] }
      domains: [acme.example]
      oidc: [{ issuer: ${GITHUB}, subject: "repo:acme/*" }]
      saml: [urn:acme:sso]
  - id: kim-consulting
    identifiers: { aws: { users: ["arn:aws:iam::111122223333:user/kim"], accessKeys: [AKIAIOSFODNN7EXAMPLE] } }
  - id: store
    identifiers:
      azure: { tenants: [8f2b4d1a-0000-4000-8000-000000000001] }
      gcp: { projects: [store-prod], serviceAccounts: [bot@other.iam.gserviceaccount.com] }
`

let directory: PartyDirectory

beforeAll(async () => {
  const registry = await parseRegistry(REGISTRY, 'parties.yaml')
  const detected = { awsAccounts: ['222233334444', 'aws:333344445555'], awsOrganizations: ['aws:o-oursoursou'] }
  directory = partyDirectory(registry, ownIdentities(detected, registry.own))
})

describe('the party a door belongs to', () => {
  it.each([
    ['aws:999988887777', 'acme'],
    ['arn:aws:iam::999988887777:root', 'acme'],
    ['arn:aws:iam::999988887777:role/x/Collector', 'acme'],
    ['arn:aws-cn:iam::999988887777:user/bob', 'acme'],
    ['arn:aws:sts::999988887777:assumed-role/Collector/session', 'acme'],
    ['arn:aws:sts::999988887777:federated-user/bob', 'acme'],
    ['aws:o-acmeacmeac', 'acme'],
    ['arn:aws:organizations::999988887777:organization/o-acmeacmeac', 'acme'],
    ['arn:aws:organizations::888877776666:ou/o-acmeacmeac/ou-ab12-cdefghij', 'acme'],
    ['user:Ann@Acme.example', 'acme'],
    ['domain:acme.example', 'acme'],
    ['group:all@acme.example', 'acme'],
    [`oidc:${GITHUB}#repo:acme/web:ref:refs/heads/main`, 'acme'],
    ['oidc:token.actions.githubusercontent.com/#repo:acme/web:*', 'acme'],
    ['oidc:https://Token.Actions.githubusercontent.com#repo:acme/*', 'acme'],
    ['saml:urn:acme:sso', 'acme'],
    ['arn:aws:iam::111122223333:user/kim', 'kim-consulting'],
    ['AKIAIOSFODNN7EXAMPLE', 'kim-consulting'],
    ['azure:8F2B4D1A-0000-4000-8000-000000000001', 'store'],
    ['serviceAccount:ci@store-prod.iam.gserviceaccount.com', 'store'],
    ['serviceAccount:bot@other.iam.gserviceaccount.com', 'store'],
  ])('%s is of the registered %s', (door, id) => {
    expect(identify(directory, door)).toMatchObject({
      party: { id, type: 'external_party' },
      registered: { id },
      match: 'covers',
    })
  })

  it.each([
    ['aws:888877776666', 'aws:888877776666', 'aws', '888877776666'],
    ['arn:aws:iam::888877776666:role/Collector', 'aws:888877776666', 'aws', '888877776666'],
    ['arn:aws-us-gov:iam::888877776666:role/Collector', 'aws:888877776666', 'aws', '888877776666'],
    ['arn:aws:iam::464622532012:root', 'aws:464622532012', 'aws', 'Datadog'],
    ['aws:o-othersothe', 'aws:o-othersothe', 'aws', 'o-othersothe'],
    ['user:pat@studio.example', 'domain:studio.example', null, 'studio.example'],
    ['user:pat@gmail.com', 'user:pat@gmail.com', null, 'pat@gmail.com'],
    [`oidc:${GITHUB}#repo:zed/*`, `oidc:${GITHUB}#repo:zed/*`, null, 'token.actions.githubusercontent.com#repo:zed/*'],
    [
      'oidc:gitlab.com#project_path:a/b',
      'oidc:https://gitlab.com#project_path:a/b',
      null,
      'gitlab.com#project_path:a/b',
    ],
    ['saml:https://login.other.example/x', 'saml:https://login.other.example/x', null, 'https://login.other.example/x'],
    ['public', 'public', null, 'everyone'],
    ['authenticated:aws', 'authenticated:aws', 'aws', 'every AWS account'],
    [
      'azure:7f2b4d1a-0000-4000-8000-000000000002',
      'azure:7f2b4d1a-0000-4000-8000-000000000002',
      'azure',
      'azure:7f2b4d1a-0000-4000-8000-000000000002',
    ],
    ['something nobody understands', 'something nobody understands', null, 'something nobody understands'],
    ['__proto__', '__proto__', null, '__proto__'],
  ])('%s has the generated id %s', (door, id, cloud, name) => {
    expect(identify(directory, door)).toMatchObject({ party: { id, cloud, name, scope: null }, registered: null })
  })

  it.each([
    ['aws:111122223333'],
    ['arn:aws:iam::222233334444:role/Deploy'],
    ['arn:aws:sts::333344445555:assumed-role/a/b'],
    ['aws:o-oursoursou'],
    ['arn:aws:organizations::111122223333:ou/o-oursoursou/ou-ab12-cdefghij'],
    ['user:me@example.com'],
    ['domain:example.com'],
    [`oidc:${GITHUB}#repo:ours/web:*`],
    ['saml:https://idp.example.com/metadata'],
    ['aws:086441151436'],
    ['arn:aws:iam::127311923021:root'],
    ['lambda.amazonaws.com'],
    ['arn:aws:iam::aws:policy/AdministratorAccess'],
  ])('%s is not outside', (door) => {
    expect(identify(directory, door)).toBeNull()
  })

  it('a door wider than a registered subject belongs to that party and to others', () => {
    const found = partiesOfDoor(directory, `oidc:${GITHUB}#repo:a*`)
    expect(found.map(({ party, match }) => [party.id, match])).toEqual([
      ['acme', 'overlaps'],
      [`oidc:${GITHUB}#repo:a*`, 'covers'],
    ])
  })

  it('a door that our own repositories share with everybody stays outside', () => {
    const found = partiesOfDoor(directory, `oidc:${GITHUB}#repo:o*`)
    expect(found.map(({ party }) => party.id)).toEqual([`oidc:${GITHUB}#repo:o*`])
  })

  it('a registered account wins over one that was detected as ours', async () => {
    const registry = await parseRegistry(
      'parties: [{ id: sub, kind: subsidiary, identifiers: { aws: { accounts: ["222233334444"] } } }]',
      'parties.yaml',
    )
    const both = partyDirectory(registry, ownIdentities({ awsAccounts: ['222233334444'] }, registry.own))
    expect(identify(both, 'aws:222233334444')?.party.id).toBe('sub')
  })

  it('no text is dropped unless it reads as ours or the cloud’s', () => {
    const strangers = partyDirectory({ ...directory.registry, parties: [] }, ownIdentities({}, directory.registry.own))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        fc.pre(!/example|amazonaws|:aws:/i.test(text))
        return partiesOfDoor(strangers, text).length === 1
      }),
    )
  })
})

describe('the built-in tables', () => {
  const vendorAccounts = KNOWN_VENDORS.flatMap(({ accounts }) => accounts)
  const ownedAccounts = AWS_OWNED_ACCOUNTS.flatMap(({ accounts }) => accounts)

  it('hold 12-digit accounts, each once, and no account of AWS among the vendors', () => {
    const all = [...vendorAccounts, ...ownedAccounts]
    expect(all.filter((account) => !/^\d{12}$/.test(account))).toEqual([])
    expect(new Set(all).size).toBe(all.length)
    expect(KNOWN_VENDORS.length).toBeGreaterThan(50)
  })

  it('give a page for each fact, AWS pages for accounts of AWS, and other pages for vendors', () => {
    for (const { source } of KNOWN_VENDORS) {
      expect(new URL(source).protocol).toBe('https:')
      expect(source).not.toMatch(/docs\.aws\.amazon\.com|github\.com|plerion/)
    }
    for (const { source } of AWS_OWNED_ACCOUNTS) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//)
  })

  it('are sorted by name', () => {
    const names = KNOWN_VENDORS.map(({ name }) => name.toLowerCase())
    expect(names).toEqual([...names].sort())
  })
})
