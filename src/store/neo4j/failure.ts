import { EXIT, UserError } from '../../model/index.js'

/** What an error of the driver tells: its code, and its message. */
function parts(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return { code, message: `${error.message}${cause}` }
}

interface FailureRow {
  readonly matches: (code: string, message: string) => boolean
  readonly message: (shown: string, said: string) => string
  readonly hint: string
  readonly exitCode: UserError['exitCode']
}

const has = (text: string, ...words: readonly string[]): boolean => {
  const lower = text.toLowerCase()
  return words.some((word) => lower.includes(word))
}

/** What can go wrong with a server, the most telling first. */
const FAILURES: readonly FailureRow[] = [
  {
    matches: (code) => code === 'Neo.ClientError.Security.CredentialsExpired',
    message: (shown) => `the password at \`${shown}\` is the initial one and must be changed first`,
    hint: 'change it in Neo4j Browser, or with `ALTER CURRENT USER SET PASSWORD`',
    exitCode: EXIT.credentials,
  },
  {
    matches: (code) => code === 'Neo.ClientError.Security.AuthenticationRateLimit',
    message: (shown) => `\`${shown}\` refuses to sign in for a while: too many wrong passwords`,
    hint: 'wait some seconds, then check the password',
    exitCode: EXIT.credentials,
  },
  {
    matches: (code) => code.startsWith('Neo.ClientError.Security.Unauthorized'),
    message: (shown) => `\`${shown}\` does not accept this user name and password`,
    hint: 'check NEO4J_USER and NEO4J_PASSWORD, or `--neo4j-user` and `--neo4j-password-file`',
    exitCode: EXIT.credentials,
  },
  {
    matches: (code) => code.startsWith('Neo.ClientError.Security.'),
    message: (shown, said) => `\`${shown}\` does not let this user do that: ${said}`,
    hint: 'use a user that may write, and create constraints and labels',
    exitCode: EXIT.credentials,
  },
  {
    matches: (_, message) => has(message, 'no space left', 'disk full', 'low disk space', 'out of disk space'),
    message: (shown) => `the disk of \`${shown}\` is full`,
    hint: 'make room on the server, start it again if it stopped, then publish again: what is published stays as it is',
    exitCode: EXIT.backend,
  },
  {
    matches: (code) => isOutOfMemory(code),
    message: (shown) => `\`${shown}\` has too little memory for the transaction`,
    hint: 'give it at least 1 GB: `dbms.memory.transaction.total.max` and the heap',
    exitCode: EXIT.backend,
  },
  {
    matches: (code) => code === 'Neo.ClientError.Database.DatabaseNotFound',
    message: (shown, said) => `\`${shown}\`: ${said}`,
    hint: 'check `--neo4j-database`',
    exitCode: EXIT.usage,
  },
  {
    matches: (code) => code.startsWith('Neo.ClientError.Transaction.TransactionTimedOut'),
    message: (shown) => `the query took too long for \`${shown}\``,
    hint: 'ask for less, or raise `--timeout`',
    exitCode: EXIT.backend,
  },
  {
    matches: (code) => code === 'Neo.ClientError.Statement.AccessMode',
    message: () => 'the query would write, and questions only read',
    hint: 'leave out CREATE, MERGE, SET, DELETE and REMOVE',
    exitCode: EXIT.usage,
  },
  {
    matches: (code) => code.startsWith('Neo.ClientError.Statement.'),
    message: (_, said) => `the query is not valid: ${said}`,
    hint: 'try it in Neo4j Browser',
    exitCode: EXIT.usage,
  },
  {
    matches: (_, message) => has(message, 'server responded http'),
    message: (shown) => `\`${shown}\` is the address of Neo4j Browser, not of the database`,
    hint: 'use the Bolt port, 7687 unless it was changed',
    exitCode: EXIT.backend,
  },
  {
    matches: (_, message) => has(message, 'certificate', 'self-signed', 'self signed', 'altnames'),
    message: (shown, said) => `the certificate of \`${shown}\` is not trusted: ${said}`,
    hint: 'name the authority that signed it with `--neo4j-ca-file`, or check the host name',
    exitCode: EXIT.backend,
  },
  {
    matches: (_, message) => has(message, 'wrong version number', 'tls connection', 'ssl'),
    message: (shown) => `\`${shown}\` does not speak TLS`,
    hint: 'use `bolt://` or `neo4j://` for a server without encryption',
    exitCode: EXIT.backend,
  },
  {
    matches: (_, message) => has(message, 'routing', 'discovery'),
    message: (shown) => `\`${shown}\` did not tell where its databases are`,
    hint: 'for a single server use `bolt://`; for Aura or a cluster check that the server is up',
    exitCode: EXIT.backend,
  },
  {
    matches: (_, message) => has(message, 'protocol version', 'unsupported bolt', 'handshake'),
    message: (shown) => `\`${shown}\` speaks no version of Bolt that is known here`,
    hint: 'Neo4j 5.26 or later is needed',
    exitCode: EXIT.backend,
  },
  {
    matches: (code) => code === 'ServiceUnavailable' || code === 'SessionExpired',
    message: (shown, said) => `cannot reach Neo4j at \`${shown}\`: ${said}`,
    hint: 'check that the server is up and the address is right; an encrypted server needs `bolt+s://` or `neo4j+s://`',
    exitCode: EXIT.backend,
  },
]

/** Has the server refused a transaction for its size? */
export function isOutOfMemory(code: string): boolean {
  return has(code, 'memorypooloutofmemory', 'transactionoutofmemory', 'general.outofmemory')
}

/** Errors for people that stand for a transaction refused for its size. */
const memoryFailures = new WeakSet<object>()

export function isMemoryFailure(error: unknown): boolean {
  return (error instanceof UserError && memoryFailures.has(error)) || isOutOfMemory(parts(error).code)
}

/** What happened, without the advice that the driver wraps around it. */
function tersely(message: string): string {
  const cause = message.lastIndexOf('Caused by: ')
  const text = cause < 0 ? message : message.slice(cause + 'Caused by: '.length)
  return (text.split('\n')[0] ?? '').trim().replace(/\.$/, '')
}

/**
 * An error of the driver as one that people can act on; errors that are no matter of the server stay as they are.
 * INVARIANT: no message holds the password or a parameter.
 *
 * @see https://neo4j.com/docs/status-codes/current/errors/all-errors/
 */
export function serverFailure(error: unknown, shown: string): unknown {
  if (error instanceof UserError) return error
  const { code, message } = parts(error)
  if (code === '') return error
  const said = tersely(message)
  const row = FAILURES.find((one) => one.matches(code, message))
  if (row !== undefined) {
    const told = new UserError(row.message(shown, said), row.hint, row.exitCode)
    if (isOutOfMemory(code)) memoryFailures.add(told)
    return told
  }
  if (!code.startsWith('Neo.')) return error
  return new UserError(`\`${shown}\` failed: ${code}: ${said}`, null, EXIT.backend)
}
