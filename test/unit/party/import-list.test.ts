import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyRegistry, loadKnownAccounts, loadRegistry, parseRegistry } from '../../../src/party/index.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inroads-party-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function listed(text: string): Promise<string> {
  const path = join(folder, 'accounts.yaml')
  await writeFile(path, text)
  return path
}

const LIST = `# a list
- name: 'Northwind Metrics'
  source: ['https://docs.northwind.example/aws', ' https://docs.northwind.example/other']
  accounts: ['999988887777', '012345678901']
- name: 'Load balancer logs'
  type: 'aws'
  source: ['https://docs.aws.amazon.com/x']
  accounts: ['127311923021']
- name: 'Gone'
  accounts: ['888877776666']
  enabled: false
- name: 'Northwind Metrics'
  accounts: ['777766665555']
  deprecated_date: '2024-01-01'
- name: 'Acme'
  accounts: ['666655554444']
`

describe('importing a list of known accounts', () => {
  it('makes stubs and counts what it skips', async () => {
    const registry = await parseRegistry(
      'parties: [{ id: acme, identifiers: { aws: { accounts: ["666655554444"] } } }]',
      'parties.yaml',
    )
    const result = await loadKnownAccounts(await listed(LIST), registry)
    expect(result).toMatchObject({ imported: 2, awsServices: 1, disabled: 1, registered: 1, problems: [] })
    expect(result.yaml).toBe(`parties:
  # https://docs.northwind.example/aws
  # https://docs.northwind.example/other
  - id: northwind-metrics
    name: "Northwind Metrics"
    kind: vendor
    identifiers:
      aws: { accounts: ["999988887777", "012345678901", "777766665555"] }
`)
    expect((await parseRegistry(result.yaml, 'x')).parties).toHaveLength(1)
  })

  it.each([
    [
      '- name: a\n  accounts: [123]',
      /accounts\.yaml:2:14: expected an AWS account id of 12 digits in quotes, found `123`/,
    ],
    ['- accounts: []', /accounts\.yaml:1:3: `name` is missing/],
    ['name: a', /accounts\.yaml:1:1: expected a list/],
  ])('says where %j is wrong', async (text, message) => {
    await expect(loadKnownAccounts(await listed(text), emptyRegistry())).rejects.toThrow(message)
  })
})

describe('reading a registry file', () => {
  it('names a file that is not there', async () => {
    await expect(loadRegistry(join(folder, 'none.yaml'))).rejects.toThrow(/^cannot read `.*none\.yaml`: ENOENT/)
  })
})
