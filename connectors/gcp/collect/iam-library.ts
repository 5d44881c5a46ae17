import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoliciesClient, v3 } from '@google-cloud/iam'
import { CallFailure } from '../../../src/connector/index.js'
import type { Channel } from './channel.js'
import type { LibraryCall } from './declaration.js'
import { oneLine, type RawAnswer } from './failure.js'

/** Calls that `@google-cloud/iam` makes: deny policies (v2), access boundaries and their bindings (v3). */
export interface IamLibrary {
  /**
   * One call for one page. `about` is the parent of a list, or the name of one policy.
   *
   * @throws CallFailure if there is no answer
   */
  call(method: LibraryCall, about: string, page: string | null, signal: AbortSignal): Promise<RawAnswer>
  close(): Promise<void>
}

interface Exchange {
  signal: AbortSignal
  answer: RawAnswer | null
  failure: CallFailure | null
}

/** One call, one page, no retry; the client of the library may not hold answers back either. */
const ONCE = { autoPaginate: false, retry: null } as const
const PAGE_SIZE = 1000

/**
 * Opens the library on a channel: it makes the address of each call, the channel sends it.
 *
 * What comes back is the text of the answer, not what the library makes of it: its messages leave out every field that
 * is younger than the package, and a rule that is read without a field is another rule.
 */
export async function openIamLibrary(channel: Channel): Promise<IamLibrary> {
  const { v2, v3: newer } = await import('@google-cloud/iam')
  const exchanges = new AsyncLocalStorage<Exchange>()
  const carrier = carrierOf(channel, exchanges)
  const options = { fallback: true, authClient: carrier } as unknown as ConstructorParameters<typeof PoliciesClient>[0]
  const policies = new v2.PoliciesClient(options)
  const boundaries: v3.PrincipalAccessBoundaryPoliciesClient = new newer.PrincipalAccessBoundaryPoliciesClient(options)
  const bindings: v3.PolicyBindingsClient = new newer.PolicyBindingsClient(options)

  const start = (method: LibraryCall, about: string, page: string | null): Promise<unknown> => {
    const list = { parent: about, pageSize: PAGE_SIZE, ...(page === null ? {} : { pageToken: page }) }
    switch (method) {
      case 'listPolicies':
        return policies.listPolicies(list, ONCE)
      case 'getPolicy':
        return policies.getPolicy({ name: about }, ONCE)
      case 'listPrincipalAccessBoundaryPolicies':
        return boundaries.listPrincipalAccessBoundaryPolicies(list, ONCE)
      case 'listPolicyBindings':
        return bindings.listPolicyBindings(list, ONCE)
    }
  }

  return {
    async call(method, about, page, signal) {
      const exchange: Exchange = { signal, answer: null, failure: null }
      let problem: unknown = null
      try {
        await exchanges.run(exchange, () => start(method, about, page))
      } catch (error) {
        problem = error
      }
      if (exchange.failure !== null) throw exchange.failure
      if (exchange.answer !== null) return exchange.answer
      throw new CallFailure('failed', `INTERNAL: no call was made: ${oneLine(String(problem))}`, { cause: problem })
    },
    async close() {
      await Promise.all([policies.close(), boundaries.close(), bindings.close()])
    },
  }
}

/** What the library takes for credentials with a `fetch`. */
function carrierOf(channel: Channel, exchanges: AsyncLocalStorage<Exchange>): object {
  return {
    universeDomain: 'googleapis.com',
    getRequestHeaders: () => Promise.resolve(new Headers()),
    fetch: async (address: string | URL): Promise<Response> => {
      const exchange = exchanges.getStore()
      if (exchange === undefined) throw new Error('a call outside of an exchange')
      try {
        const answer = await channel.send({ url: asDocumented(address), method: 'GET', body: null }, exchange.signal)
        exchange.answer = answer
        return new Response(answer.text, { status: answer.status < 300 ? 200 : answer.status })
      } catch (error) {
        exchange.failure =
          error instanceof CallFailure
            ? error
            : new CallFailure('failed', `INTERNAL: ${oneLine(String(error))}`, { cause: error })
        throw error
      }
    },
  }
}

/** Enumerations by their names, and an encoded slash encoded once, as the REST reference has it. */
function asDocumented(address: string | URL): URL {
  const url = new URL(address)
  url.port = ''
  url.searchParams.delete('$alt')
  url.pathname = url.pathname.replaceAll('%252F', '%2F')
  return url
}
