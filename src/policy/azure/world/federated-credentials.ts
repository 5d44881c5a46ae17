import {
  canonicalIssuer,
  type AssumeGrant,
  type Json,
  type OutsideIdentity,
  type TokenSource,
} from '../../../model/index.js'
import { literalText, readableText } from '../../aws/arn.js'
import { atomOf } from '../../condition/atom.js'
import type { Clause, Clauses } from '../../condition/clauses.js'
import { operatorNamed } from '../../condition/operators.js'
import { toRemaining } from '../../condition/remaining.js'
import { evidenceFor } from '../assignment.js'
import { doubtful } from '../condition/condition.js'
import { bodyOf, textOf } from '../role.js'
import type { AzureWorld } from './azure-world.js'
import { oidcLogin } from './outside.js'

/** How a login becomes a service principal: the name of the credential type in Microsoft Graph. */
export const FEDERATED = 'federatedIdentityCredential'

/** Which logins a credential lets in. */
interface Admitted {
  /** A pattern; what is no wildcard is escaped as in an id. */
  readonly subject: string
  readonly clauses: Clauses
}

/**
 * Logins of outside issuers that sign in as applications and managed identities. Issuer and subject are compared letter
 * by letter; the audience is fixed by the issuer.
 *
 * @see https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-considerations
 * @see https://learn.microsoft.com/en-us/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 */
export function federatedLogins(world: AzureWorld): { assumes: AssumeGrant[]; outside: OutsideIdentity[] } {
  const assumes: AssumeGrant[] = []
  const outside: OutsideIdentity[] = []
  for (const { document, name, to } of world.federatedCredentials) {
    const node = world.node(to)
    const body = bodyOf(document)
    const issuer = textOf(body['issuer'])
    if (node === null || node.properties['accountEnabled'] === false || issuer === '') continue
    const canonical = canonicalIssuer(issuer)
    for (const { subject, clauses } of admittedBy(body['subject'], body['claimsMatchingExpression'], canonical)) {
      const login = oidcLogin(canonical, subject)
      outside.push(login)
      assumes.push({
        from: login.id,
        to: node.id,
        actions: [FEDERATED],
        remaining: toRemaining(clauses),
        because: [evidenceFor('trust', name, textOf(body['name']) || null, document)],
      })
    }
  }
  return { assumes, outside }
}

function admittedBy(subject: Json | undefined, expression: Json | undefined, issuer: string): Admitted[] {
  const exact = textOf(subject)
  if (exact !== '') return [{ subject: escaped(exact), clauses: [] }]
  const text = typeof expression === 'string' ? expression : textOf(bodyOf(expression)['value'])
  if (text === '') return []
  return matchedBy(text, issuer) ?? [{ subject: '*', clauses: doubtful(text, true) }]
}

function escaped(text: string): string {
  return text.replaceAll('*', '%2A').replaceAll('?', '%3F')
}

/** Tests of an expression, joined by `and`: `claims['sub'] matches 'repo:org/*'`. Null where it says anything else. */
function matchedBy(text: string, issuer: string): Admitted[] | null {
  const tests = testsOf(text)
  if (tests === null) return null
  const host = issuer.slice(issuer.indexOf('://') + 3)
  const subjects = tests.filter((test) => test.claim === 'sub')
  const [first, second] = subjects
  if (second !== undefined) return null
  const others = tests.filter((test) => test.claim !== 'sub')
  const clauses = others.map((test): Clause => [claimAtom(`${host}:${test.claim}`, test)])
  if (first === undefined) return [{ subject: '*', clauses }]
  return [{ subject: first.pattern ? first.value : escaped(first.value), clauses }]
}

interface ClaimTest {
  readonly claim: string
  readonly pattern: boolean
  readonly value: string
}

const LONGEST = 4096

function testsOf(text: string): ClaimTest[] | null {
  if (text.length > LONGEST) return null
  const tests: ClaimTest[] = []
  let rest = text.trim()
  for (;;) {
    const found = /^claims\['([^']{1,200})'\] +(eq|matches) +'([^']{0,2000})'/.exec(rest)
    if (found === null) return null
    tests.push({ claim: found[1] ?? '', pattern: found[2] === 'matches', value: found[3] ?? '' })
    rest = rest.slice(found[0].length).trim()
    if (rest === '') return tests
    if (!/^and\s/i.test(rest)) return null
    rest = rest.slice(3).trim()
  }
}

function claimAtom(key: string, { pattern, value }: ClaimTest) {
  const operator = operatorNamed(pattern ? 'StringLike' : 'StringEquals')
  if (operator === undefined) throw new Error('operator table lacks `StringLike`')
  return atomOf({
    key,
    operator,
    quantifier: '',
    missing: false,
    values: [pattern ? value : literalText(readableText(value))],
  })
}

/**
 * Tokens that our service principals can get: their tenant's two issuers, with the object id as the subject.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
 */
export function tokenSources(world: AzureWorld): TokenSource[] {
  return world.nodes.flatMap((node) => {
    if (node.type !== 'azuread_service_principal' || node.properties['accountEnabled'] === false) return []
    const slash = node.id.indexOf('/')
    const tenant = node.id.slice('azure:'.length, slash).toLowerCase()
    const subject = node.id.slice(slash + 1).toLowerCase()
    if (!world.tenants.has(tenant)) return []
    return [`https://sts.windows.net/${tenant}/`, `https://login.microsoftonline.com/${tenant}/v2.0`].map((issuer) => ({
      principal: node.id,
      issuer,
      subject,
    }))
  })
}
