import type { OutsideIdentity } from '../../../model/index.js'

/** Everybody, with or without credentials. */
export function publicIdentity(): OutsideIdentity {
  return { id: 'public', type: 'external_party', cloud: null, scope: null, name: 'everybody' }
}

/** An object of a directory that is not ours: only its id is known, and what the grant calls it. */
export function foreignObject(tenant: string, object: string, name: string): OutsideIdentity {
  const home = `azure:${tenant.toLowerCase()}`
  return {
    id: `${home}/${object.toLowerCase()}`,
    type: 'azuread_principal',
    cloud: 'azure',
    scope: home,
    name: name === '' ? object : name,
  }
}

/** Everybody of a tenant that is not ours, where nothing more exact is known. */
export function foreignTenant(tenant: string): OutsideIdentity {
  return { id: `azure:${tenant.toLowerCase()}`, type: 'azure_tenant', cloud: 'azure', scope: null, name: tenant }
}

/** A login of an OIDC issuer (in its canonical spelling) whose subject matches a pattern. */
export function oidcLogin(issuer: string, subject: string): OutsideIdentity {
  return {
    id: `oidc:${issuer}#${subject}`,
    type: 'external_party',
    cloud: null,
    scope: null,
    name: `${issuer} ${subject}`,
  }
}
