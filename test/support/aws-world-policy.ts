// What it is: policy documents out of the short forms of the world vocabulary.
// May import: the vocabulary.
// Never does: judge what a policy means.
import type { Grant, PolicyText, Trust, TrustStatement } from './aws-world-format.js'

const VERSION = '2012-10-17'

export type Document = Record<string, unknown>

/** A policy document; `principal` stands in each statement of a short form (RCPs). */
export function policyDocumentOf(policy: PolicyText, principal?: string): Document {
  if ('Statement' in policy) return { ...policy }
  return {
    Version: VERSION,
    Statement: [
      ...(policy.allow ?? []).map((grant) => statementOf('Allow', grant, principal)),
      ...(policy.deny ?? []).map((grant) => statementOf('Deny', grant, principal)),
    ],
  }
}

function statementOf(effect: 'Allow' | 'Deny', grant: Grant, principal: string | undefined): Document {
  const text = typeof grant === 'string' ? grant : grant.do
  const [actions = '', resources = '*'] = text.split(' on ')
  return {
    Effect: effect,
    ...(principal === undefined ? {} : { Principal: principal }),
    Action: listOf(actions),
    Resource: listOf(resources),
    ...(typeof grant === 'string' ? {} : { Condition: grant.when }),
  }
}

/** Resources may hold commas only inside `${...}` (a variable's default). */
function listOf(text: string): string | string[] {
  const parts = text.split(/,(?![^{]*})/).map((part) => part.trim())
  const [first = ''] = parts
  return parts.length === 1 ? first : parts
}

/** The trust policy of a role in `account`. */
export function trustDocumentOf(trust: Trust, account: string, partition: string): Document {
  if ('Statement' in trust) return { ...trust }
  const statements = Array.isArray(trust) ? trust : [trust]
  return { Version: VERSION, Statement: statements.map((each) => trustStatementOf(each, account, partition)) }
}

function trustStatementOf(trust: TrustStatement, account: string, partition: string): Document {
  const provider = (kind: string, name: string): string => `arn:${partition}:iam::${account}:${kind}/${name}`
  const named: Document = {}
  if (trust.AWS !== undefined) named['AWS'] = trust.AWS
  if (trust.Service !== undefined) named['Service'] = trust.Service
  if (trust.Federated !== undefined) named['Federated'] = trust.Federated
  if (trust.oidc !== undefined) named['Federated'] = provider('oidc-provider', trust.oidc)
  if (trust.saml !== undefined) named['Federated'] = provider('saml-provider', trust.saml)
  const federated = typeof named['Federated'] === 'string' ? named['Federated'] : null
  const action =
    federated === null
      ? 'sts:AssumeRole'
      : federated.includes(':saml-provider/')
        ? 'sts:AssumeRoleWithSAML'
        : 'sts:AssumeRoleWithWebIdentity'
  return {
    Effect: trust.effect ?? 'Allow',
    ...(trust.notPrincipal === undefined
      ? { Principal: trust.principal ?? named }
      : { NotPrincipal: trust.notPrincipal }),
    Action: trust.action ?? action,
    ...(trust.when === undefined ? {} : { Condition: trust.when }),
  }
}
