import { UserError } from '../../model/index.js'

/** Where a database is and how to sign in. `caFile` names PEM certificates that are trusted instead of the system's. */
export interface Neo4jTarget {
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly database?: string
  readonly caFile?: string
}

/** An address after it was checked: what the driver is given, and what may be printed. */
export interface CheckedAddress {
  readonly uri: string
  readonly shown: string
  /** Does the password cross a network in the clear? */
  readonly exposed: boolean
}

const SCHEMES = ['bolt', 'bolt+s', 'bolt+ssc', 'neo4j', 'neo4j+s', 'neo4j+ssc']
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Checks an address before anything is sent to it. What is shown later never holds a password.
 *
 * @throws UserError for a text that is no address, another scheme, and credentials inside the address
 * @see https://neo4j.com/docs/javascript-manual/current/connect-advanced/
 */
export function checkedAddress({ uri, caFile }: Pick<Neo4jTarget, 'uri' | 'caFile'>): CheckedAddress {
  const parsed = parseUrl(uri)
  if (parsed === null)
    throw new UserError('the Neo4j address is not valid', 'write it as `bolt://localhost:7687` or `neo4j+s://<host>`')
  const scheme = parsed.protocol.slice(0, -1)
  if (parsed.username !== '' || parsed.password !== '') {
    throw new UserError(
      'the Neo4j address holds a user name or password',
      'give them apart: `--neo4j-user` and `--neo4j-password-file`, or NEO4J_USER and NEO4J_PASSWORD',
    )
  }
  if (!SCHEMES.includes(scheme)) {
    const http = scheme === 'http' || scheme === 'https'
    throw new UserError(
      `\`${scheme}\` is no scheme that Neo4j's drivers speak`,
      http
        ? 'that is the address of Neo4j Browser: use `bolt://` and port 7687, or `neo4j+s://` for Aura'
        : `use one of ${SCHEMES.join(', ')}`,
    )
  }
  if (parsed.hostname === '')
    throw new UserError('the Neo4j address names no host', 'write it as `bolt://localhost:7687`')
  const shown = `${scheme}://${parsed.host}`
  const encrypted = scheme.includes('+') || caFile !== undefined
  // The driver takes trusted certificates only with a scheme that says nothing about encryption.
  const plain = caFile === undefined ? scheme : (scheme.split('+')[0] ?? scheme)
  return {
    uri: `${plain}://${parsed.host}${parsed.search}`,
    shown,
    exposed: !encrypted && !LOOPBACK.has(parsed.hostname),
  }
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
