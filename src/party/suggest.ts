import { compareText } from '../model/index.js'
import { CONSUMER_MAIL_DOMAINS } from './consumer-mail-domains.js'
import { partiesOfDoor, type PartyDirectory } from './identify.js'
import { parseIdentifier, type Identifier } from './identifier.js'
import { vendorOfAccount } from './known-vendors.js'
import { idMaker, plain, stubsText, type PartyStub } from './stub-text.js'

/** An outside identity that policies name, how many statements do, and a few ids of what they open. */
export interface UnknownDoor {
  id: string
  evidenceCount: number
  sampleTargets: readonly string[]
}

/** Doors that are taken for one party, and what that party would be recognised by. */
interface Cluster {
  key: string
  name: string
  stub: Pick<PartyStub, 'aws' | 'azure' | 'gcp' | 'domains' | 'oidc' | 'saml'>
  facts: string[]
}

/**
 * Stubs for `parties.yaml`, one per outsider that the registry does not know: by AWS account (all accounts of one
 * known vendor together) or organization, by the organization that a CI subject names, by mail domain, SAML entity,
 * tenant or project. Doors that nobody in particular stands behind (everybody, a login source without a subject, a
 * mailbox at a consumer provider) come as comments, because no identifier would say who it is.
 *
 * The text is YAML, the same for the same doors in any order, and reads back through the registry's own checks.
 */
export function suggestParties(doors: Iterable<UnknownDoor>, directory: PartyDirectory): string {
  const clusters = new Map<string, { cluster: Cluster; doors: UnknownDoor[] }>()
  const unnamed: string[] = []
  for (const door of [...doors].sort((a, b) => compareText(a.id, b.id))) {
    const [first] = partiesOfDoor(directory, door.id)
    if (first === undefined || (first.registered !== null && first.match === 'covers')) continue
    const identifier = parseIdentifier(door.id)
    const cluster = identifier === null ? null : clusterOf(identifier)
    if (cluster === null) {
      if (identifier?.kind === 'public' || identifier?.kind === 'authenticated') continue
      unnamed.push(`# no party can be named for ${plain(door.id)}: ${usage([door])}`)
      continue
    }
    const known = clusters.get(cluster.key)
    if (known === undefined) {
      clusters.set(cluster.key, { cluster, doors: [door] })
    } else {
      known.cluster = { ...known.cluster, stub: merged(known.cluster.stub, cluster.stub) }
      known.doors.push(door)
    }
  }
  const nextId = idMaker(directory.registry)
  const stubs = [...clusters.values()]
    .sort((a, b) => compareText(a.cluster.key, b.cluster.key))
    .map((each): PartyStub => {
      const { name, stub, facts } = each.cluster
      return { id: nextId(name), name, kind: 'vendor', ...stub, comments: [...facts, usage(each.doors)], open: true }
    })
  const notes = unnamed.length > 0 ? `\n${unnamed.join('\n')}\n` : ''
  return stubsText(stubs) + notes
}

function usage(doors: readonly UnknownDoor[]): string {
  const count = doors.reduce((sum, door) => sum + door.evidenceCount, 0)
  const targets = [...new Set(doors.flatMap((door) => door.sampleTargets))].sort(compareText)
  const shown = targets.slice(0, 3).join(', ')
  const more = targets.length > 3 ? ', ...' : ''
  return `named in ${count} ${count === 1 ? 'statement' : 'statements'}${shown === '' ? '' : `, for ${shown}${more}`}`
}

type Recognised = Cluster['stub']

function merged(one: Recognised, other: Recognised): Recognised {
  const out: Recognised = { ...one }
  if (other.aws) {
    out.aws = {
      accounts: union(one.aws?.accounts, other.aws.accounts),
      organizations: union(one.aws?.organizations, other.aws.organizations),
    }
  }
  if (other.gcp) {
    out.gcp = {
      projects: union(one.gcp?.projects, other.gcp.projects),
      serviceAccounts: union(one.gcp?.serviceAccounts, other.gcp.serviceAccounts),
    }
  }
  return out
}

function union(one: readonly string[] = [], other: readonly string[] = []): readonly string[] {
  return [...new Set([...one, ...other])]
}

/** The party behind an identifier as far as it names one; null where anybody could stand behind it. */
function clusterOf(identifier: Identifier): Cluster | null {
  switch (identifier.kind) {
    case 'aws-account':
    case 'aws-identity': {
      const { account } = identifier
      const vendor = vendorOfAccount(account)
      const stub = { aws: { accounts: [account] } }
      if (vendor === null) return { key: `aws ${account}`, name: `AWS account ${account}`, stub, facts: [] }
      const facts = [`${vendor.name} names this account at ${vendor.source}`]
      return { key: `aws vendor ${vendor.name}`, name: vendor.name, stub, facts }
    }
    case 'aws-organization': {
      const { organization } = identifier
      const stub = { aws: { organizations: [organization] } }
      return { key: `aws ${organization}`, name: `AWS organization ${organization}`, stub, facts: [] }
    }
    case 'oidc':
      return clusterOfSubject(identifier.issuer, identifier.subject)
    case 'saml': {
      const { entity } = identifier
      return { key: `saml ${entity}`, name: entity, stub: { saml: [entity] }, facts: ['a SAML login source'] }
    }
    case 'domain':
    case 'group':
    case 'mail': {
      const { domain } = identifier
      if (CONSUMER_MAIL_DOMAINS.has(domain)) return null
      return { key: `domain ${domain}`, name: domain, stub: { domains: [domain] }, facts: [] }
    }
    case 'azure-tenant':
    case 'azure-object': {
      const { tenant } = identifier
      return { key: `azure ${tenant}`, name: `tenant ${tenant}`, stub: { azure: { tenants: [tenant] } }, facts: [] }
    }
    case 'service-account': {
      const { project, mail } = identifier
      if (project === null)
        return { key: `gcp ${mail}`, name: mail, stub: { gcp: { serviceAccounts: [mail] } }, facts: [] }
      return { key: `gcp ${project}`, name: `project ${project}`, stub: { gcp: { projects: [project] } }, facts: [] }
    }
    default:
      return null
  }
}

/**
 * How a subject names the organization it belongs to, per issuer: the text before it and what ends it.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/cloud_services/
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 * @see https://buildkite.com/docs/pipelines/security/oidc
 */
const SUBJECT_OWNERS: readonly { issuer: string; service: string; before: string; after: string }[] = [
  { issuer: 'https://token.actions.githubusercontent.com', service: 'GitHub', before: 'repo:', after: '/' },
  { issuer: 'https://gitlab.com', service: 'GitLab', before: 'project_path:', after: '/' },
  { issuer: 'https://app.terraform.io', service: 'HCP Terraform', before: 'organization:', after: ':' },
  { issuer: 'https://agent.buildkite.com', service: 'Buildkite', before: 'organization:', after: ':' },
]

function clusterOfSubject(issuer: string, subject: string): Cluster | null {
  const rule = SUBJECT_OWNERS.find((each) => each.issuer === issuer)
  if (rule !== undefined) {
    if (!subject.startsWith(rule.before)) return null
    const end = subject.indexOf(rule.after, rule.before.length)
    const owner = subject.slice(rule.before.length, end < 0 ? undefined : end)
    if (end < 0 || owner === '' || owner.includes('*') || owner.includes('?')) return null
    const pattern = `${rule.before}${owner}${rule.after}*`
    return {
      key: `oidc ${issuer} ${owner}`,
      name: `${owner} (${rule.service})`,
      stub: { oidc: [{ issuer, subject: pattern }] },
      facts: [],
    }
  }
  if (/^[*?]*$/.test(subject)) return null
  return {
    key: `oidc ${issuer}#${subject}`,
    name: `${subject} at ${issuer.slice(issuer.indexOf('://') + 3)}`,
    stub: { oidc: [{ issuer, subject }] },
    facts: ['an OIDC login source: one stub per subject, join those that are one party'],
  }
}
