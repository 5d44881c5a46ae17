// What it is: the organization's files of a world: tree, policies, and where they are attached.
// May import: the vocabulary and its policy part.
// Never does: run the product.
import { DEFAULT_ORGANIZATION, ROOT, type AwsOrganization, type AwsUnit } from './aws-world-format.js'
import { policyDocumentOf, type Document } from './aws-world-policy.js'

const TYPES = { scps: 'SERVICE_CONTROL_POLICY', rcps: 'RESOURCE_CONTROL_POLICY' } as const

/** What the management account would be told by AWS Organizations. */
export function organizationFiles(organization: AwsOrganization): Map<string, unknown> {
  const id = organization.id ?? DEFAULT_ORGANIZATION
  const { management } = organization
  const files = new Map<string, unknown>()
  const put = (call: string, content: unknown): void =>
    void files.set(`${management}/global/organizations-${call}.json`, content)
  const arn = (kind: string, ...parts: string[]): string =>
    `arn:aws:organizations::${management}:${kind}/${[id, ...parts].join('/')}`
  const accountEntry = (account: string): Document => ({
    Id: account,
    Arn: arn('account', account),
    Email: `account-${account}@example.com`,
    Name: `account-${account}`,
    Status: 'ACTIVE',
    JoinedMethod: 'CREATED',
    JoinedTimestamp: '2025-03-04T09:00:00+00:00',
  })

  put('describe-organization', {
    Organization: {
      Id: id,
      Arn: arn('organization').replace(/\/$/, ''),
      FeatureSet: 'ALL',
      MasterAccountArn: arn('account', management),
      MasterAccountId: management,
      MasterAccountEmail: 'management@example.com',
    },
  })
  const enabled = Object.values(TYPES).map((Type) => ({ Type, Status: 'ENABLED' }))
  put('list-roots', { Roots: [{ Id: ROOT, Arn: arn('root', ROOT), Name: 'Root', PolicyTypes: enabled }] })

  const targets = new Map<string, string>([[ROOT, 'ROOT']])
  const accounts: string[] = []
  const walk = (parent: string, unit: AwsUnit): void => {
    const units = Object.entries(unit.units ?? {})
    put(`list-organizational-units-for-parent/${parent}`, {
      OrganizationalUnits: units.map(([Id]) => ({ Id, Arn: arn('ou', Id), Name: Id })),
    })
    put(`list-accounts-for-parent/${parent}`, { Accounts: (unit.accounts ?? []).map(accountEntry) })
    for (const account of unit.accounts ?? []) {
      accounts.push(account)
      targets.set(account, 'ACCOUNT')
    }
    for (const [child, inner] of units) {
      targets.set(child, 'ORGANIZATIONAL_UNIT')
      walk(child, inner)
    }
  }
  const { accounts: atRoot = [], units } = organization
  walk(ROOT, { accounts: atRoot.includes(management) ? atRoot : [management, ...atRoot], units })
  put('list-accounts', { Accounts: accounts.map(accountEntry) })

  for (const kind of ['scps', 'rcps'] as const) {
    const type = TYPES[kind]
    const summary = (policy: string, name: string, managed: boolean): Document => ({
      Id: policy,
      Arn: managed
        ? `arn:aws:organizations::aws:policy/${type.toLowerCase()}/${policy}`
        : arn('policy', type.toLowerCase(), policy),
      Name: name,
      Description: '',
      Type: type,
      AwsManaged: managed,
    })
    const without = organization.withoutFullAccess ?? []
    const full = kind === 'scps' ? 'FullAWSAccess' : 'RCPFullAWSAccess'
    const everywhere = [...targets.keys()].filter((target) => kind === 'rcps' || !without.includes(target))
    const policies = [
      {
        summary: summary(`p-${full}`, full, true),
        content: policyDocumentOf({ allow: ['*'] }, kind === 'rcps' ? '*' : undefined),
        at: everywhere,
      },
      ...Object.entries(organization[kind] ?? {}).map(([name, policy]) => ({
        summary: summary(`p-${name.toLowerCase()}`, name, false),
        content: policyDocumentOf('document' in policy ? policy.document : policy, kind === 'rcps' ? '*' : undefined),
        at: policy.at,
      })),
    ]
    put(`list-policies/${type}`, { Policies: policies.map((policy) => policy.summary) })
    for (const { summary: about, content, at } of policies) {
      const policyId = String(about['Id'])
      put(`describe-policy/${policyId}`, { Policy: { PolicySummary: about, Content: JSON.stringify(content) } })
      put(`list-targets-for-policy/${policyId}`, {
        Targets: at.map((target) => {
          const of = targets.get(target)
          if (of === undefined)
            throw new Error(`policy \`${String(about['Name'])}\` is attached to \`${target}\`, which is nowhere`)
          return { TargetId: target, Arn: arn(of.toLowerCase(), target), Name: target, Type: of }
        }),
      })
    }
  }
  return files
}
