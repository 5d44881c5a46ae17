import type { FactNode, OutsideIdentity } from '../../../model/index.js'
import { accountOfArn, resourceOfArn } from '../arn.js'
import { issuerKeyOf } from '../caller.js'
import { terraformTypeOfArn } from '../terraform-types.js'

/** The id under which everybody with any AWS identity stands. */
export const ANY_AWS_IDENTITY = 'authenticated:aws'

export function outsideAccount(account: string): OutsideIdentity {
  return { id: `aws:${account}`, type: 'aws_account', cloud: 'aws', scope: null, name: account }
}

export function outsideOrganization(id: string): OutsideIdentity {
  return { id: `aws:${id}`, type: 'aws_organizations_organization', cloud: 'aws', scope: null, name: id }
}

export function outsidePrincipal(arn: string): OutsideIdentity {
  const resource = resourceOfArn(arn)
  return {
    id: arn,
    type: terraformTypeOfArn(arn),
    cloud: 'aws',
    scope: `aws:${accountOfArn(arn)}`,
    name: resource.slice(resource.indexOf('/') + 1),
  }
}

export function anyAwsIdentity(): OutsideIdentity {
  return { id: ANY_AWS_IDENTITY, type: 'external_party', cloud: 'aws', scope: null, name: 'any AWS account' }
}

/** Everybody, with or without credentials. */
export function publicIdentity(): OutsideIdentity {
  return { id: 'public', type: 'external_party', cloud: null, scope: null, name: 'everybody' }
}

export function outsideIdentity(id: string, name: string): OutsideIdentity {
  return { id, type: 'external_party', cloud: null, scope: null, name }
}

/** A login of an OIDC issuer whose subject matches a pattern. */
export function oidcLogin(issuer: string, subject: string): OutsideIdentity {
  const url = `https://${issuer}`
  return {
    id: `oidc:${url}#${subject}`,
    type: 'external_party',
    cloud: null,
    scope: null,
    name: `${issuer} ${subject}`,
  }
}

/** A login at a SAML provider, named by its entity id, or by the provider's ARN where the metadata was not read. */
export function samlLogin(provider: string, node: FactNode | undefined): OutsideIdentity {
  const entity = node?.properties['entityId']
  const id = typeof entity === 'string' && entity !== '' ? entity : provider
  return { id: `saml:${id}`, type: 'external_party', cloud: null, scope: null, name: id }
}

/**
 * IAM Identity Center makes this provider in every account it manages; its logins are our own workforce, assigned
 * in Identity Center, and no outside door.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export function isIdentityCenterProvider(provider: string): boolean {
  const name = resourceOfArn(provider)
  return name.startsWith('saml-provider/AWSSSO_') && name.endsWith('_DO_NOT_DELETE')
}

/** The condition key of a claim of an OIDC provider: `token.actions.githubusercontent.com:sub`. */
export function claimKey(provider: string, claim: string): string | null {
  const issuer = issuerKeyOf(provider)
  return issuer === null ? null : `${issuer}:${claim}`
}
