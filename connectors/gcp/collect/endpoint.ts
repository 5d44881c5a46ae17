import { UserError } from '../../../src/model/index.js'

/** Gives the address under which a service is reached, for private endpoints and tests. */
export type Endpoint = (host: string) => string

const HINT =
  'give one address (`https://gateway.example`, below which each service has its host as folder), or `<host>=<address>` for each service, with commas between'

/**
 * Reads `INROADS_GCP_ENDPOINT`.
 *
 * @throws UserError for text that is none, and for an address that would send tokens over the net without encryption
 */
export function endpointFrom(text: string | undefined): Endpoint {
  if (text === undefined || text.trim() === '') return (host) => `https://${host}`
  if (!text.includes('=')) {
    const base = checked(text)
    return (host) => `${base}/${host}`
  }
  const byHost = new Map<string, string>()
  for (const part of text.split(',')) {
    const at = part.indexOf('=')
    if (at < 1) throw new UserError(`\`INROADS_GCP_ENDPOINT\` has \`${part.trim()}\``, HINT)
    byHost.set(part.slice(0, at).trim(), checked(part.slice(at + 1)))
  }
  return (host) => byHost.get(host) ?? `https://${host}`
}

function checked(text: string): string {
  const address = text.trim().replace(/\/+$/, '')
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new UserError(`\`INROADS_GCP_ENDPOINT\` has \`${address}\`, which is no address`, HINT)
  }
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))
    throw new UserError(`\`INROADS_GCP_ENDPOINT\` has \`${address}\`: tokens go over https only`, HINT)
  return address
}
