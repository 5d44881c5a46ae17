import { readableText } from '../../aws/arn.js'
import type { Atom } from '../../condition/atom.js'
import { literalText } from '../../aws/arn.js'

/**
 * Issuers whose subjects hold other claims: the claim, and the subjects of those who have it, with `{}` where its value
 * stands.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 */
const SUBJECTS: readonly (readonly [host: string, claims: readonly (readonly [claim: string, subject: string])[]])[] = [
  [
    'https://token.actions.githubusercontent.com',
    [
      ['repository', 'repo:{}:*'],
      ['repository_owner', 'repo:{}/*'],
    ],
  ],
  [
    'https://gitlab.com',
    [
      ['project_path', 'project_path:{}:*'],
      ['namespace_path', 'project_path:{}/*'],
    ],
  ],
  [
    'https://app.terraform.io',
    [
      ['terraform_organization_name', 'organization:{}:*'],
      ['terraform_project_name', 'organization:*:project:{}:*'],
      ['terraform_workspace_name', 'organization:*:workspace:{}:*'],
    ],
  ],
]

/** Patterns of the subjects for which the test on a claim holds; null where the subject does not tell. */
export function claimPatterns(issuer: string, atom: Atom): string[] | null {
  const { operator, quantifier, opaque, values } = atom
  if (opaque || operator.negated || quantifier !== '' || operator.family !== 'string') return null
  if (operator.name !== 'StringEquals' && operator.name !== 'StringLike') return null
  const claim = atom.key.startsWith('assertion.') ? atom.key.slice('assertion.'.length) : ''
  const patterns = operator.patterns ? values : values.map((value) => literalText(readableText(value)))
  if (claim === 'sub') return [...patterns]
  const template = claimsOf(issuer).find(([name]) => name === claim)?.[1]
  return template === undefined ? null : patterns.map((value) => template.replace('{}', () => value))
}

function claimsOf(issuer: string): readonly (readonly [claim: string, subject: string])[] {
  return SUBJECTS.find(([host]) => host === issuer)?.[1] ?? []
}

/** Claims that a pattern of subjects fixes. */
export function knownClaims(issuer: string, pattern: string): [claim: string, value: string][] {
  const isOne = !pattern.includes('*') && !pattern.includes('?')
  const found: [string, string][] = isOne ? [['sub', readableText(pattern)]] : []
  const fixed = pattern.slice(0, firstWildcard(pattern))
  const parts = fixed.split(':')
  if (issuer === 'https://token.actions.githubusercontent.com' && parts[0] === 'repo') {
    const repository = parts[1] ?? ''
    const slash = repository.indexOf('/')
    if (slash > 0) found.push(['repository_owner', readableText(repository.slice(0, slash))])
    if (slash > 0 && parts.length > 2) found.push(['repository', readableText(repository)])
  }
  if (issuer === 'https://gitlab.com' && parts[0] === 'project_path' && parts.length > 2)
    found.push(['project_path', readableText(parts[1] ?? '')])
  if (issuer === 'https://app.terraform.io' && parts[0] === 'organization' && parts.length > 2)
    found.push(['terraform_organization_name', readableText(parts[1] ?? '')])
  return found
}

function firstWildcard(pattern: string): number {
  const places = [pattern.indexOf('*'), pattern.indexOf('?')].filter((at) => at >= 0)
  return places.length === 0 ? pattern.length : Math.min(...places)
}
