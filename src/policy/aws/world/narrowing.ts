import type { OutsideIdentity } from '../../../model/index.js'
import { accountOfArn, hasWildcard, readableText } from '../arn.js'
import { isAccountId } from '../caller.js'
import type { Atom } from '../../condition/atom.js'
import type { Clauses } from '../../condition/clauses.js'
import { ANY_AWS_IDENTITY, oidcLogin, outsideAccount, outsideOrganization, outsidePrincipal } from './outside.js'
import type { AwsWorld } from './aws-world.js'

/**
 * Who "everybody" is once the conditions are read: accounts, principals or organizations that a test on the
 * caller's identity fixes. Our own are left out: they are no outsiders.
 */
export function narrowedDoors(identity: OutsideIdentity, clauses: Clauses, world: AwsWorld): OutsideIdentity[] {
  if (isEveryLogin(identity)) return narrowedLogins(identity, clauses)
  if (identity.id !== ANY_AWS_IDENTITY && identity.id !== 'public') return [identity]
  for (const clause of clauses) {
    const found = clause.map((atom) => identitiesIn(atom, world))
    if (found.every((list) => list !== null)) return found.flatMap((list) => list ?? [])
  }
  return [identity]
}

function isEveryLogin({ id }: OutsideIdentity): boolean {
  return id.startsWith('oidc:') && id.endsWith('#*')
}

/** Logins of an issuer whose subject a test fixes after all, such as one that a Deny leaves. */
function narrowedLogins(identity: OutsideIdentity, clauses: Clauses): OutsideIdentity[] {
  for (const clause of clauses) {
    const subjects = clause.map((atom) => {
      const { operator, quantifier, lowerKey, missing, opaque } = atom
      const fixes =
        lowerKey.endsWith(':sub') && operator.family === 'string' && !operator.negated && !missing && !opaque
      return fixes && quantifier !== 'ForAllValues' ? atom.values : null
    })
    if (subjects.some((values) => values === null)) continue
    const issuer = identity.id.slice('oidc:https://'.length, -'#*'.length)
    return subjects.flatMap((values) => (values ?? []).map((value) => oidcLogin(issuer, readableText(value))))
  }
  return [identity]
}

/** The outside identities that the atom leaves; null when it does not fix who asks. */
function identitiesIn(atom: Atom, world: AwsWorld): OutsideIdentity[] | null {
  const { operator } = atom
  if (atom.opaque || operator.negated || atom.missing || atom.quantifier === 'ForAllValues') return null
  if (operator.family !== 'string' && operator.family !== 'arn') return null
  const values = atom.values.map(readableText)
  switch (atom.lowerKey) {
    case 'aws:principalaccount':
    case 'kms:calleraccount':
      if (!values.every(isAccountId)) return null
      return values.filter((v) => !world.accounts.has(v)).map(outsideAccount)
    case 'aws:principalarn':
      return principals(values, world)
    case 'aws:principalorgid':
      if (values.some(hasWildcard)) return null
      return values.filter((v) => !isOurOrganization(v, world)).map(outsideOrganization)
    case 'aws:principalorgpaths': {
      const organizations = values.map((v) => v.slice(0, Math.max(0, v.indexOf('/'))))
      if (organizations.some((o) => o === '' || hasWildcard(o))) return null
      return organizations.filter((o) => !isOurOrganization(o, world)).map(outsideOrganization)
    }
    default:
      return null
  }
}

function principals(values: readonly string[], world: AwsWorld): OutsideIdentity[] | null {
  const accounts = values.map(accountOfArn)
  if (!accounts.every(isAccountId)) return null
  return values.flatMap((value, i) => {
    const account = accounts[i] ?? ''
    if (world.accounts.has(account)) return []
    return [hasWildcard(value) || value.endsWith(':root') ? outsideAccount(account) : outsidePrincipal(value)]
  })
}

function isOurOrganization(id: string, world: AwsWorld): boolean {
  for (const place of world.accounts.values()) if (place.organization === id) return true
  return false
}
