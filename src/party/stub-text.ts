import type { PartyKind, PartyRegistry } from './registry.js'

/** The part of a party that can be known before a person fills in the rest. */
export interface PartyStub {
  id: string
  name: string
  kind: PartyKind
  aws?: { accounts?: readonly string[]; organizations?: readonly string[] }
  azure?: { tenants?: readonly string[] }
  gcp?: { projects?: readonly string[]; serviceAccounts?: readonly string[] }
  domains?: readonly string[]
  oidc?: readonly { issuer: string; subject: string }[]
  saml?: readonly string[]
  /** Lines above the stub, one sentence each. */
  comments: readonly string[]
  /** Whether the keys that a person fills in are written out, empty. */
  open: boolean
}

/** A text on one line that a terminal and a YAML comment take as it is. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300)
}

/** A quoted YAML scalar in printable ASCII: any text, whatever it contains, comes back as it was. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Gives out ids that neither the registry nor an earlier stub has. */
export function idMaker(registry: PartyRegistry): (wanted: string) => string {
  const taken = new Set(registry.parties.flatMap(({ id, name }) => [id.toLowerCase(), name.toLowerCase()]))
  return (wanted) => {
    const words = wanted
      .toLowerCase()
      .slice(0, 80)
      .split(/[^a-z0-9]+/)
    const slug = words.filter((word) => word !== '').join('-') || 'party'
    let id = slug
    for (let n = 2; taken.has(id); n++) id = `${slug}-${n}`
    taken.add(id)
    return id
  }
}

/** The `parties:` part of a registry, ready to paste. */
export function stubsText(stubs: readonly PartyStub[]): string {
  if (stubs.length === 0) return 'parties: []\n'
  return `parties:\n${stubs.map(stubText).join('\n')}`
}

function stubText(stub: PartyStub): string {
  const lines = stub.comments.map((comment) => `  # ${plain(comment)}`)
  lines.push(`  - id: ${stub.id}`, `    name: ${quoted(stub.name)}`, `    kind: ${stub.kind}`, '    identifiers:')
  for (const [cloud, families] of Object.entries({ aws: stub.aws, azure: stub.azure, gcp: stub.gcp })) {
    const filled = Object.entries(families ?? {}).filter(([, values]) => values.length > 0)
    if (filled.length === 0) continue
    const parts = filled.map(([family, values]) => `${family}: [${values.map(quoted).join(', ')}]`)
    lines.push(`      ${cloud}: { ${parts.join(', ')} }`)
  }
  if (stub.domains?.length) lines.push(`      domains: [${stub.domains.map(quoted).join(', ')}]`)
  if (stub.oidc?.length) {
    lines.push('      oidc:')
    for (const { issuer, subject } of stub.oidc) {
      lines.push(`        - { issuer: ${quoted(issuer)}, subject: ${quoted(subject)} }`)
    }
  }
  if (stub.saml?.length) lines.push(`      saml: [${stub.saml.map(quoted).join(', ')}]`)
  if (stub.open) for (const key of ['owner', 'justification', 'approvedBy', 'reviewBy']) lines.push(`    ${key}:`)
  return `${lines.join('\n')}\n`
}
