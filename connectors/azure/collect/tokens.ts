import { CallFailure } from '../../../src/connector/index.js'
import { problemOf } from './failure.js'

/** What `@azure/identity` credentials have in common, as far as it is used here. */
export interface Credential {
  getToken(
    scopes: string | string[],
    options?: { abortSignal?: AbortSignal; claims?: string; enableCae?: boolean },
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>
}

/** Tokens for one service. */
export interface Tokens {
  get(signal?: AbortSignal): Promise<string>
  /** The service did not accept a token; `challenge` is its `WWW-Authenticate`. */
  refuse(token: string, challenge: string | null): void
  accept(): void
}

/** A token is renewed when less than this is left of it, in milliseconds. */
const RENEW_BEFORE = 5 * 60_000

/**
 * Keeps the token of a service until shortly before it ends. One that was refused is asked for anew, once: a second
 * refusal means that the credentials are of no use any more.
 *
 * @param makeCredential credentials hold tokens by themselves: only new ones ask for another before its time
 * @param isOver where there is no token for this service: are the credentials of no use for the others either? If they
 *   are of use, it is this service that is refused.
 */
export function createTokens(
  makeCredential: () => Credential,
  { scope, now, isOver }: { scope: string; now: () => number; isOver: () => Promise<boolean> },
): Tokens {
  let credential = makeCredential()
  let held: { token: string; expiresOnTimestamp: number } | null = null
  let asked: Promise<string> | null = null
  let claims: string | null = null
  const refused = new Set<string>()

  async function lost(code: string, message: string, cause?: unknown): Promise<CallFailure> {
    const more = { code, cause }
    return (await isOver())
      ? new CallFailure('credentials', message, { ...more, isForAll: true })
      : new CallFailure('denied', message, more)
  }

  async function renew(): Promise<string> {
    if (refused.size > 0) credential = makeCredential()
    const answer = await credential
      .getToken(scope, { enableCae: true, ...(claims === null ? {} : { claims }) })
      .catch(async (error: unknown) => {
        const problem = problemOf(error)
        throw problem.isOfNetwork
          ? // A server that cannot be reached says nothing about the credentials.
            new CallFailure('failed', problem.message, { code: problem.code, isTransient: true, cause: error })
          : await lost(problem.code, problem.message, error)
      })
    if (answer === null) throw await lost('CredentialUnavailable', '(CredentialUnavailable) no credentials were found')
    if (refused.has(answer.token) || refused.size > 1)
      throw await lost(
        'InvalidAuthenticationToken',
        '(InvalidAuthenticationToken) the token is refused, and a new one, too',
      )
    claims = null
    held = answer
    return answer.token
  }

  return {
    async get() {
      if (held !== null && held.expiresOnTimestamp - now() > RENEW_BEFORE && !refused.has(held.token)) return held.token
      asked ??= renew().finally(() => {
        asked = null
      })
      return asked
    },
    refuse(token, challenge) {
      refused.add(token)
      claims = claimsIn(challenge)
      if (held?.token === token) held = null
    },
    accept: () => {
      refused.clear()
    },
  }
}

/** The tenant that a token was made for: what its claim `tid` says. */
export function tenantOfToken(token: string): string | null {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as unknown
    const tid = typeof claims === 'object' && claims !== null && 'tid' in claims ? claims.tid : null
    return typeof tid === 'string' ? tid.toLowerCase() : null
  } catch {
    return null
  }
}

/** The claims that continuous access evaluation asks for, as they are to be handed to the credential. */
function claimsIn(challenge: string | null): string | null {
  const encoded = /\bclaims="([A-Za-z0-9+/=_-]{1,4096})"/.exec(challenge ?? '')?.[1]
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8')
}
