/** An issuer as a URL in one spelling: `https://` unless another scheme is given, host in lower case, no slash at the end. */
export function canonicalIssuer(issuer: string): string {
  const trimmed = issuer.trim()
  const split = trimmed.indexOf('://')
  const scheme = split < 0 ? 'https' : trimmed.slice(0, split).toLowerCase()
  let rest = split < 0 ? trimmed : trimmed.slice(split + 3)
  while (rest.endsWith('/')) rest = rest.slice(0, -1)
  const slash = rest.indexOf('/')
  const host = slash < 0 ? rest : rest.slice(0, slash)
  return `${scheme}://${host.toLowerCase()}${slash < 0 ? '' : rest.slice(slash)}`
}
