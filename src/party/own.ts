import { canonicalIssuer } from '../model/index.js'
import { parseIdentifier } from './identifier.js'
import type { OidcIdentifier, OwnDeclaration } from './registry.js'

/** What the snapshot shows to be ours. Every list is optional; ids with or without their `aws:` prefix. */
export interface DetectedOwn {
  /** Accounts whose own identity data was imported, or that the imported organization lists. */
  awsAccounts?: Iterable<string>
  awsOrganizations?: Iterable<string>
  azureTenants?: Iterable<string>
  gcp?: Iterable<string>
  domains?: Iterable<string>
  /** Ids in the words of generated party ids (`azure:<tenant>`, `domain:<domain>`, `gcp:<project>`). */
  ids?: Iterable<string>
}

/** What is ours, ready for lookup. `ids` holds contract ids (`aws:111122223333`, `aws:o-...`, `azure:...`, `gcp:...`, `domain:...`, `saml:...`). */
export interface Own {
  ids: ReadonlySet<string>
  oidc: readonly OidcIdentifier[]
}

/** Joins what was detected with the `own:` part of the registry. A text that is no identifier of ours is left out. */
export function ownIdentities(detected: DetectedOwn, declared: OwnDeclaration): Own {
  const ids = new Set<string>(detected.ids)
  for (const id of [...(detected.awsAccounts ?? []), ...(detected.awsOrganizations ?? []), ...declared.aws]) {
    const found = parseIdentifier(id)
    if (found?.kind === 'aws-account') ids.add(`aws:${found.account}`)
    if (found?.kind === 'aws-organization') ids.add(`aws:${found.organization}`)
  }
  const prefixed = (prefix: string, values: Iterable<string>, spell = (value: string): string => value): void => {
    for (const value of values) ids.add(value.startsWith(prefix) ? spell(value) : prefix + spell(value))
  }
  const lower = (value: string): string => value.toLowerCase()
  prefixed('azure:', [...(detected.azureTenants ?? []), ...declared.azure], lower)
  prefixed('gcp:', [...(detected.gcp ?? []), ...declared.gcp])
  prefixed('domain:', [...(detected.domains ?? []), ...declared.domains], lower)
  prefixed('saml:', declared.saml)
  const oidc = declared.oidc.map(({ issuer, subject }) => ({ issuer: canonicalIssuer(issuer), subject }))
  return { ids, oidc }
}
