import type { FactsBuilder } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject, type ShareKind } from '../../src/model/index.js'
import { accountOf, isAccountId, parseArn } from './arn.js'
import type { AskedOfEach, FoundResource, ListedItem } from './listed-resource.js'
import { addGap, someOf } from './resource-type.js'
import { attachGrants, AUTHENTICATED, type GrantStatement } from './resource-policy.js'

/** Whom a share names, in the words of a policy. */
export interface SharedPrincipal {
  principal: Json
  condition?: JsonObject
}

/** Holds once the other side, or our own, has accepted what is offered: satisfied by approval. */
export const ACCEPTED: JsonObject = { StringEquals: { acceptance: 'accepted' } }

/**
 * The principal that a share names: an account number, `all`, an organization or organizational unit (ARN or id), an
 * IAM or STS principal, a service. Null if the text is none of these.
 *
 * `all` means every AWS account, not anonymous callers: requests to these services are signed.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (PrincipalOrgPaths)
 */
export function sharedPrincipal(text: string): SharedPrincipal | null {
  if (text === 'all' || text === '*') return AUTHENTICATED
  if (isAccountId(text)) return { principal: { AWS: text } }
  const arn = parseArn(text)
  if (arn?.service === 'iam' || arn?.service === 'sts')
    return isAccountId(arn.account) ? { principal: { AWS: text } } : null
  const path = arn === null ? [text] : arn.service === 'organizations' ? arn.resource.split('/') : []
  const id = path[path.length - 1] ?? ''
  if (arn !== null && path[0] === 'account' && isAccountId(id)) return { principal: { AWS: id } }
  const organization = path.find((part) => /^o-[a-z0-9]{3,32}$/.test(part))
  if (/^ou-[0-9a-z]{3,32}-[a-z0-9]{3,32}$/.test(id))
    return {
      principal: '*',
      condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organization ?? 'o-*'}/*/${id}/*` } },
    }
  if (organization !== undefined)
    return { principal: '*', condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } }
  if (/^[a-z0-9.-]{1,128}\.amazonaws\.com(\.cn)?$/.test(text)) return { principal: { Service: text } }
  return null
}

/** Both conditions; null if they ask different things of one key by one operator, which one block cannot say. */
export function bothConditions(a: JsonObject | undefined, b: JsonObject | undefined): JsonObject | null {
  const both = new Map(Object.entries(a ?? {}))
  for (const [operator, tests] of Object.entries(b ?? {})) {
    const known = both.get(operator)
    if (known !== undefined && isObject(known) && isObject(tests)) {
      if (Object.keys(tests).some((key) => Object.hasOwn(known, key))) return null
      both.set(operator, { ...known, ...tests })
    } else both.set(operator, tests)
  }
  return Object.fromEntries(both)
}

/** What a share gives: to whom, the actions, and on which resources if not on the shared one alone. */
export interface Share {
  /** Account numbers, `all`, ARNs: as the cloud names them. */
  names: readonly string[]
  actions: readonly string[]
  resources?: readonly string[]
  condition?: JsonObject
}

/** Statements of shares; those to accounts and principals stand together. Names that mean nothing known are `unknown`. */
export function shareStatements(
  shares: readonly Share[],
  arn: string,
): { grants: GrantStatement[]; unknown: readonly string[] } {
  const grants: GrantStatement[] = []
  const unknown = new Set<string>()
  for (const { names, actions, resources = [arn], condition } of shares) {
    const plain = new Set<string>()
    for (const name of new Set(names)) {
      const named = sharedPrincipal(name)
      const tests = named === null ? null : bothConditions(named.condition, condition)
      if (named === null || tests === null) unknown.add(name)
      else if (named.condition === undefined && isObject(named.principal) && typeof named.principal['AWS'] === 'string')
        plain.add(named.principal['AWS'])
      else
        grants.push({
          principal: named.principal,
          actions,
          resources,
          ...(Object.keys(tests).length === 0 ? {} : { condition: tests }),
        })
    }
    if (plain.size > 0)
      grants.unshift({
        principal: { AWS: plain.size === 1 ? [...plain].join('') : [...plain] },
        actions,
        resources,
        ...(condition === undefined ? {} : { condition }),
      })
  }
  return { grants, unknown: [...unknown] }
}

/** Attaches shares to a resource as one document; what is wrong with names that mean nothing known, else null. */
export function attachShares(
  facts: FactsBuilder,
  arn: string,
  shares: readonly Share[],
  of: { as?: ShareKind; id?: string; name?: string } = {},
): string | null {
  const { as = 'share', id = `${arn}#${as}`, name = 'share' } = of
  const { grants, unknown } = shareStatements(shares, arn)
  attachGrants(facts, { id, name, to: arn, as, grants })
  return unknown.length === 0 ? null : `is shared with ${someOf(unknown)}, which cannot be understood`
}

/**
 * Reader of the answer to a call that says with whom a resource is shared. `names` gives null for an answer that is not
 * understood; `guard` is the call that tells the account's block of public sharing, asked for when somebody shares with all.
 */
export function readShare(of: {
  names: (body: Json) => string[] | null
  actions: (everybody: boolean, found: FoundResource) => readonly string[]
  guard?: string
}): NonNullable<AskedOfEach['read']> {
  return (bodies, found, facts) => {
    const lists = bodies.map(of.names)
    const names = lists.flatMap((list) => list ?? [])
    const everybody = names.filter((name) => name === 'all')
    const others = names.filter((name) => name !== 'all')
    const wrong = attachShares(facts, found.arn, [
      { names: everybody, actions: of.actions(true, found) },
      { names: others, actions: of.actions(false, found) },
    ])
    if (everybody.length > 0 && of.guard !== undefined) guardGap(facts, found, of.guard)
    return lists.includes(null) ? 'does not say with whom it is shared' : wrong
  }
}

function guardGap(facts: FactsBuilder, { records, record, arn }: FoundResource, call: string): void {
  if (records.of(call, record.account).some(({ region }) => region === record.region)) return
  addGap(facts, {
    scope: record.account,
    region: record.region,
    call,
    reason: 'not-collected',
    message: `\`${arn}\` is shared with everybody: whether the account blocks that was not read`,
  })
}

/**
 * The Region as an ARN may name it: a list that stands in a `global` folder says nothing of it.
 */
export function arnRegion({ region }: { region: string }): string {
  return region === 'global' ? '*' : region
}

/** Is the ARN one of the account under which it was listed? Lists also name what others share with it. */
export function isOwn(arn: string | null, { account }: { account: string }): boolean {
  return arn !== null && accountOf(arn) === account
}

/** What answers name in place of a key that AWS owns. */
const OWNED_BY_AWS = ['auto', 'AWS_OWNED_KMS_KEY', 'AWS_OWNED_KEY']

/**
 * The ARN of the key that protects content, from a key ARN or id; null for a key that AWS owns, undefined where an
 * alias leaves the key open. A key that AWS manages in the account keeps its alias.
 */
export function keyArn(key: string, item: ListedItem): string | null | undefined {
  if (OWNED_BY_AWS.includes(key)) return null
  if (key.startsWith('arn:') && !key.includes(':alias/')) return key
  const alias = key.slice(key.lastIndexOf(':') + 1)
  if (alias.startsWith('alias/aws/')) return `arn:${item.partition}:kms:${arnRegion(item)}:${item.account}:${alias}`
  if (alias.startsWith('alias/')) return undefined
  return `arn:${item.partition}:kms:${arnRegion(item)}:${item.account}:key/${key}`
}

/** `encryptedBy` of a node: left out while the key is not known. */
export function encryption(isEncrypted: Json | undefined, key: string | null, item: ListedItem): JsonObject {
  if (isEncrypted === false) return { encryptedBy: null }
  const arn = key === null ? undefined : keyArn(key, item)
  if (arn === undefined) return {}
  return arn?.includes(':alias/aws/') === true ? { encryptedBy: arn, awsManagedKey: true } : { encryptedBy: arn }
}
