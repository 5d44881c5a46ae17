import { AsyncLocalStorage } from 'node:async_hooks'
import { CallFailure } from '../../../src/connector/index.js'
import { isInstalled } from './installed.js'
import { apiOperation, serviceEntry, type ServiceEntry } from './services.js'
import type { Transport } from './transport.js'

/** As much of a client of the SDK as is used here. */
export interface SdkClient {
  send(command: object, options: { abortSignal?: AbortSignal }): Promise<object>
  middlewareStack: { add(middleware: unknown, options: object): void }
}

type Constructor<T> = new (input: object) => T

/** What a request is signed with. Never stored, never printed. */
export interface Identity {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

/** Where and as whom calls are made. */
export interface ClientPlace {
  region: string
  /** Whose credentials these are: the account that a role was assumed in, or `base`. */
  as: string
  credentials: () => Promise<Identity>
}

/** Clients that are held; one is about 100 kB and takes longer to make than a call. */
const CLIENTS_HELD = 512

/** Whom the call is made as that goes on here: clients are shared by all accounts. */
const signers = new AsyncLocalStorage<Identity>()

/** Without `memoized` the SDK would remember the first identity for all. */
const signer = Object.assign(() => Promise.resolve(currentSigner()), { memoized: true })

function currentSigner(): Identity {
  const identity = signers.getStore()
  if (identity === undefined) throw new Error('a call is made as nobody')
  return identity
}

type Env = { readonly [name: string]: string | undefined }

/** Makes clients of the SDK when they are asked for, and holds the ones used last. */
export class Clients {
  private readonly held = new Map<string, SdkClient>()

  constructor(
    private readonly env: Env,
    private readonly transport: Transport,
  ) {}

  /**
   * Makes one call: exactly one request, but for what the SDK asks to find a bucket's Region.
   *
   * @throws CallFailure where the package is not installed or does not know the call; else whatever the SDK throws
   */
  async send(call: { service: string; operation: string }, input: object, at: ClientPlace, signal?: AbortSignal) {
    const entry = serviceEntry(call.service)
    if (entry === null) throw unable(`no client for the service \`${call.service}\``, 'ServiceUnknown')
    const api = `${apiOperation(call.service, call.operation)}Command`
    const sdk = await loaded(entry.package)
    const Command = sdk[api]
    if (!isConstructor<object>(Command))
      throw unable(`\`${entry.package}\` has no \`${api}\`: npm install ${entry.package}@latest`, 'CommandMissing')
    const client = this.client(call.service, entry, sdk, at.region)
    const identity = await at.credentials()
    return signers.run(identity, () =>
      client.send(new Command(input), signal === undefined ? {} : { abortSignal: signal }),
    )
  }

  private client(
    service: string,
    entry: ServiceEntry,
    sdk: Readonly<Record<string, unknown>>,
    region: string,
  ): SdkClient {
    const key = `${service} ${region}`
    const held = this.held.get(key)
    if (held !== undefined) {
      this.held.delete(key)
      this.held.set(key, held)
      return held
    }
    const Client = sdk[entry.client]
    if (!isConstructor<SdkClient>(Client))
      throw unable(`\`${entry.package}\` has no \`${entry.client}\``, 'ClientMissing')
    const endpoint = endpointOf(entry, this.env)
    const client = new Client({
      region,
      credentials: signer,
      maxAttempts: 1,
      requestHandler: this.transport.handler,
      ...(endpoint === null ? {} : { endpoint }),
      ...ownOptions(service, endpoint),
    })
    this.transport.check(client)
    checkSigner(client)
    this.held.set(key, client)
    // A client that is let go needs no end: its connections are shared.
    for (const oldest of this.held.keys()) {
      if (this.held.size <= CLIENTS_HELD) break
      this.held.delete(oldest)
    }
    return client
  }
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointOf({ endpointVariable }: ServiceEntry, env: Env): string | null {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return null
  const given = env[endpointVariable] ?? env['AWS_ENDPOINT_URL'] ?? ''
  return given === '' ? null : given
}

function ownOptions(service: string, endpoint: string | null): object {
  if (service === 's3api')
    return { followRegionRedirects: true, ...(endpoint === null ? {} : { forcePathStyle: true }) }
  // It is asked at `<account>.<host>`, which an endpoint of one's own has no name for; the account stands in a header, too.
  if (service === 's3control' && endpoint !== null) return { endpointProvider: () => ({ url: new URL(endpoint) }) }
  // Else the host in the URL of a queue would say where the request goes.
  return service === 'sqs' ? { useQueueUrlAsEndpoint: false } : {}
}

/**
 * INVARIANT: no request leaves that is signed by another than whom the call is made as: its answer would be kept as that
 * of the wrong account.
 */
function checkSigner(client: SdkClient): void {
  const middleware = (next: (args: unknown) => Promise<unknown>) => (args: unknown) => {
    if (!signatureOf(args).includes(`Credential=${currentSigner().accessKeyId}/`))
      throw new Error('a request is not signed by whom it is made as')
    return next(args)
  }
  client.middlewareStack.add(middleware, { step: 'deserialize', priority: 'low', name: 'checkSigner' })
}

function signatureOf(args: unknown): string {
  const request: unknown = typeof args === 'object' && args !== null && 'request' in args ? args.request : null
  const headers: unknown =
    typeof request === 'object' && request !== null && 'headers' in request ? request.headers : null
  return typeof headers === 'object' && headers !== null && 'authorization' in headers
    ? String(headers.authorization)
    : ''
}

/** A package of the SDK, imported once it is needed. */
export async function loaded(name: string): Promise<Readonly<Record<string, unknown>>> {
  if (!isInstalled(name))
    throw unable(`the package \`${name}\` is not installed: npm install ${name}`, 'PackageMissing')
  // The SDK would warn on stderr of a coming end of this Node.js; other warnings stay.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  return (await import(name)) as Readonly<Record<string, unknown>>
}

function isConstructor<T>(value: unknown): value is Constructor<T> {
  return typeof value === 'function'
}

function unable(message: string, code: string): CallFailure {
  return new CallFailure('failed', message, { code, isTransient: false })
}
