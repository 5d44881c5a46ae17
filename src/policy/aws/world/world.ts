import type { Attachment, Facts, FactNode, PolicyDocument, ScopedKind, ShareKind } from '../../../model/index.js'
import { accountOfArn } from '../arn.js'
import { isAccountId, parseCaller, somebodyOf, type Caller } from '../caller.js'
import { outsideOrganizations } from '../assumptions.js'
import { ABSENT, OPEN, type KeyState } from '../../condition/context.js'
import { OTHER_TAGS } from '../derived-keys.js'
import { layerOf, NO_LAYERS, type Layer, type Program } from '../program.js'
import { parseDocument, type PolicyLayer, type Statement } from '../statement.js'
import { bucketOf, type AwsWorld } from './aws-world.js'
import { narrowedSession, type NarrowedSession } from './narrowed-session.js'
import { inEffect } from './resource-side.js'
import { placeAccounts, tagsOf, textProperty, type AccountPlace } from './organization.js'

/** How the ARNs or ids of FullAWSAccess and RCPFullAWSAccess end, which dumps often leave out. */
const FULL_ACCESS_ID = ['p-FullAWSAccess', 'p-RCPFullAWSAccess']

/** The roles of documents in AWS. */
type AttachedKind = Exclude<Attachment['as'], ScopedKind>

/** The roles of documents that are layers of their own. */
type AttachedLayer = Extract<Attachment['as'], PolicyLayer>

export function awsWorld(facts: Facts): AwsWorld {
  const nodes = new Map(facts.nodes.map((n) => [n.id, n]))
  const documents = new Map(facts.documents.map((d) => [d.id, d]))
  const attached = attachmentsByNode(facts.attachments)
  const groups = groupsByMember(facts)
  const accounts = placeAccounts(facts)
  const parse = documentReader(documents)
  const isRead = (document: string): boolean => documents.has(document) || isBuiltIn(document)
  const unread = (node: string, as: AttachedKind): string[] =>
    (attached.get(node) ?? []).filter((a) => a.as === as && !isRead(a.document)).map((a) => a.document)
  const layer = (node: string, as: AttachedLayer): Layer => layerOf(as, statementsOn(node, as))
  // A limit that was not read wholly may allow anything: it only takes away what its known statements deny.
  const limit = (node: string, as: AttachedLayer): Layer =>
    unread(node, as).length === 0 ? layer(node, as) : layerOf(as, [...statementsOn(node, as), ...everything(as)])
  const statementsOn = (node: string, as: AttachedKind): Statement[] =>
    (attached.get(node) ?? []).filter((a) => a.as === as).flatMap((a) => parse(a.document, as))
  const has = (node: string, as: AttachedKind): boolean => (attached.get(node) ?? []).some((a) => a.as === as)

  const levels = (account: string, as: 'scp' | 'rcp'): Layer[] => {
    const place = accounts.get(account)
    if (place === undefined || place.management) return []
    return place.chain.filter((id) => has(id, as)).map((id) => limit(id, as))
  }
  const serviceControl = remember((account: string) => levels(account, 'scp'))
  const resourceControl = remember((account: string) => levels(account, 'rcp'))

  const identityStatements = (principal: string): Statement[] =>
    [principal, ...(groups.get(principal) ?? [])].flatMap((id) => statementsOn(id, 'identity-policy'))

  const ownProgramOf = (principal: string): Program => ({
    ...NO_LAYERS,
    identity: layerOf('identity-policy', identityStatements(principal)),
    boundary: has(principal, 'boundary') ? limit(principal, 'boundary') : null,
    serviceControl: nullIfEmpty(serviceControl(accountOfArn(principal))),
  })

  // Whom a principal acts as, where it is a narrowed session of somebody whom the snapshot knows.
  const sessionOf = (principal: string): NarrowedSession | null => {
    const session = narrowedSession(nodes.get(principal))
    const isKnown = session !== null && session.actsAs !== null && nodes.has(session.actsAs)
    return session === null || isKnown ? session : { ...session, actsAs: null }
  }

  const programOf = (principal: string): Program => {
    const session = sessionOf(principal)
    if (session === null) return ownProgramOf(principal)
    const read = (as: 'session-policy' | 'identity-policy'): Statement[] =>
      session.policies.flatMap((id) =>
        parseDocument(documents.get(id)?.document ?? builtIn(id), {
          layer: as,
          document: id,
          ...(as === 'identity-policy' ? { kind: 'grant' as const } : {}),
        }),
      )
    // Nobody known stands behind it: what it was given is all that can be told.
    if (session.actsAs === null)
      return {
        ...NO_LAYERS,
        identity: layerOf('identity-policy', read('identity-policy')),
        serviceControl: nullIfEmpty(serviceControl(accountOfArn(principal))),
      }
    const unlimited = session.policies.every(isRead)
      ? []
      : parseDocument(FULL_ACCESS, { layer: 'session-policy', document: 'not read' })
    return {
      ...ownProgramOf(session.actsAs),
      session: layerOf('session-policy', [...read('session-policy'), ...unlimited]),
    }
  }

  const knownOf = (principal: string): Map<string, KeyState> => {
    const actsAs = sessionOf(principal)?.actsAs ?? null
    if (actsAs !== null) return knownOf(actsAs)
    const known = organizationKeys(accounts.get(accountOfArn(principal)))
    const node = nodes.get(principal)
    if (node === undefined || (node.type !== 'aws_iam_role' && node.type !== 'aws_iam_user')) return known
    // Tags that a session may bring along override the role's own, so they are certain only for users.
    const role = node.type === 'aws_iam_role'
    for (const [key, value] of tagsOf(node)) known.set(`aws:principaltag/${key}`, { state: 'values', values: [value] })
    if (!role || !mayBringTags(statementsOn(principal, 'trust'))) known.set(OTHER_TAGS, ABSENT)
    else for (const key of [...known.keys()]) if (key.startsWith('aws:principaltag/')) known.set(key, OPEN)
    return known
  }

  // A resource's policy, shares, lists and grants are one layer: each may allow, any Deny counts.
  const resourcePolicy = remember((resource: string): Layer | null => {
    const kinds = GUARDING.filter((as) => has(resource, as))
    if (kinds.length === 0 || kinds.every((as) => unread(resource, as).length > 0)) return null
    const layerKind = kinds.includes('trust') ? 'trust' : 'resource-policy'
    const node = nodes.get(resource)
    const statements = kinds.flatMap((as) => statementsOn(resource, as))
    return layerOf(
      layerKind,
      node === undefined ? statements : inEffect(world, node, accountOf(resource, nodes), statements),
    )
  })

  const callerOf = (principal: string): Caller | null => {
    const session = sessionOf(principal)
    if (session !== null)
      return session.actsAs === null ? somebodyOf(accountOfArn(principal)) : callerOf(session.actsAs)
    const node = nodes.get(principal)
    return parseCaller(principal, undefined, node === undefined ? null : textProperty(node, 'uniqueId'))
  }

  const isPrincipal = (node: FactNode): boolean =>
    node.type === 'aws_iam_role' || node.type === 'aws_iam_user' || narrowedSession(node) !== null
  const principals = facts.nodes.filter(isPrincipal)
  const world: AwsWorld = {
    accounts,
    nodes,
    principals,
    roles: principals.filter((n) => n.type === 'aws_iam_role'),
    programOf,
    bundleOf: (principal) => {
      const session = sessionOf(principal)
      return session === null
        ? bundleKey(principal, attached, groups)
        : `${bundleKey(session.actsAs ?? principal, attached, groups)}\nas ${principal}`
    },
    resourcePolicyOf: (resource) => resourcePolicy(resource),
    boundaryOf: (principal) =>
      (attached.get(sessionOf(principal)?.actsAs ?? principal) ?? []).find((a) => a.as === 'boundary')?.document ??
      null,
    unreadPoliciesOf: (principal) => {
      const session = sessionOf(principal)
      if (session !== null && session.actsAs === null) return session.policies.filter((id) => !isRead(id))
      const holder = session?.actsAs ?? principal
      return [holder, ...(groups.get(holder) ?? [])].flatMap((id) => unread(id, 'identity-policy'))
    },
    resourceControlOf: resourceControl,
    serviceControlOf: serviceControl,
    outsideAssumed: outsideOrganizations(organizationsOf(accounts)),
    callerOf,
    knownOf,
    accountOfResource: (resource) => accountOf(resource, nodes),
    principalNamed: ({ kind, account, name }) => {
      const type = kind === 'user' ? 'aws_iam_user' : 'aws_iam_role'
      const found = principals.find((n) => n.type === type && accountOfArn(n.id) === account && lastWord(n.id) === name)
      return found?.id ?? null
    },
    providerFor: (issuer, account) => {
      const suffix = `:oidc-provider/${issuer}`.toLowerCase()
      const found = facts.nodes.find((n) => n.id.toLowerCase().endsWith(suffix) && accountOfArn(n.id) === account)
      return found?.id ?? null
    },
  }
  return world
}

/** Without a level that is known the layer is absent: a list without levels would allow nothing. */
function nullIfEmpty(levels: readonly Layer[]): readonly Layer[] | null {
  return levels.length === 0 ? null : levels
}

/**
 * May whoever assumes the role pass session tags?
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
function mayBringTags(trust: readonly Statement[]): boolean {
  return trust.some((s) => s.allow && s.hints.some((h) => namesTagSession(h)))
}

function namesTagSession(pattern: string): boolean {
  const lower = pattern.toLowerCase()
  return lower === 'sts:tagsession' || lower === '*' || lower.startsWith('sts:*') || lower.startsWith('sts:t')
}

function organizationKeys(place: AccountPlace | undefined): Map<string, KeyState> {
  const known = new Map<string, KeyState>()
  if (place === undefined || place.organization === null) return known
  known.set('aws:principalorgid', { state: 'values', values: [place.organization] })
  if (place.path !== null) known.set('aws:principalorgpaths', { state: 'values', values: [place.path] })
  return known
}

function attachmentsByNode(attachments: readonly Attachment[]): Map<string, Attachment[]> {
  const found = new Map<string, Attachment[]>()
  for (const a of attachments) {
    const list = found.get(a.to)
    if (list === undefined) found.set(a.to, [a])
    else list.push(a)
  }
  return found
}

function groupsByMember(facts: Facts): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const edge of facts.edges) {
    if (edge.type !== 'MEMBER_OF') continue
    found.set(edge.from, [...(found.get(edge.from) ?? []), edge.to])
  }
  return found
}

function documentReader(documents: ReadonlyMap<string, PolicyDocument>): (id: string, as: AttachedKind) => Statement[] {
  const read = new Map<string, Statement[]>()
  return (id, as) => {
    const key = `${as} ${id}`
    const known = read.get(key)
    if (known !== undefined) return known
    const document = documents.get(id)
    const layer = isShare(as) ? 'resource-policy' : as
    const text = document === undefined ? builtIn(id) : document.document
    const statements = parseDocument(text, { layer, document: id, kind: as, stored: true })
    read.set(key, statements)
    return statements
  }
}

function organizationsOf(accounts: ReadonlyMap<string, AccountPlace>): string[] {
  return [...new Set([...accounts.values()].flatMap((place) => place.organization ?? []))].sort()
}

function lastWord(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** What says who may use a resource. */
const GUARDING = ['trust', 'resource-policy', 'ram-share', 'share', 'acl', 'grant'] as const

function isShare(as: AttachedKind): as is ShareKind {
  return as === 'ram-share' || as === 'share' || as === 'acl' || as === 'grant'
}

function isBuiltIn(id: string): boolean {
  return FULL_ACCESS_ID.some((name) => id.endsWith(name))
}

const FULL_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

function builtIn(id: string): PolicyDocument['document'] {
  return isBuiltIn(id) ? FULL_ACCESS : null
}

function everything(as: AttachedLayer): Statement[] {
  return parseDocument(FULL_ACCESS, { layer: as, document: 'not read' })
}

function bundleKey(
  principal: string,
  attached: ReadonlyMap<string, readonly Attachment[]>,
  groups: ReadonlyMap<string, readonly string[]>,
): string {
  const own = [principal, ...(groups.get(principal) ?? [])]
    .flatMap((id) => attached.get(id) ?? [])
    .filter((a) => a.as === 'identity-policy' || a.as === 'boundary')
    .map((a) => `${a.as} ${a.document}`)
    .sort()
  return `${accountOfArn(principal)}\n${own.join('\n')}`
}

function accountOf(resource: string, nodes: ReadonlyMap<string, FactNode>): string | null {
  const account = resource.startsWith('aws:') ? resource.slice('aws:'.length) : accountOfArn(resource)
  if (isAccountId(account)) return account
  const node = nodes.get(resource) ?? nodes.get(bucketOf(resource))
  const scope = node?.scope ?? null
  return scope !== null && scope.startsWith('aws:') && isAccountId(scope.slice(4)) ? scope.slice(4) : null
}

function remember<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    known.set(key, value)
    return value
  }
}
