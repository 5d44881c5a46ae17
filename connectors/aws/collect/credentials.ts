import { CallFailure } from '../../../src/connector/index.js'
import { objectField, textField } from '../fields.js'
import { printedAnswer } from './answer.js'
import type { ClientPlace, Clients, Identity } from './client.js'
import { failureOf } from './failure.js'
import type { AwsCollectOptions } from './options.js'

/** Credentials are made anew so long before they expire that calls which use them come to their end. */
const RENEWED_BEFORE_MS = 10 * 60_000

const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing, trace: nothing }

interface Session {
  identity: Promise<Identity>
  /** When it is to be made anew; null until it is there. */
  until: number | null
}

/** Who asks: the caller of the collection in its own account, a role of the same name in every other. */
export class Credentials {
  private chain: (() => Promise<Identity>) | null = null
  private readonly sessions = new Map<string, Session>()

  constructor(
    private readonly options: AwsCollectOptions,
    private readonly clients: Clients,
    private readonly requestHandler: object,
  ) {}

  /** How calls in an account are signed. */
  place(account: string, region: string, home: { account: string; partition: string; region: string }): ClientPlace {
    const { role } = this.options
    if (role === undefined || account === home.account) return { region, as: 'base', credentials: () => this.base() }
    return {
      region,
      as: account,
      credentials: () => this.assumed(account, roleArn(role, account, home.partition), home.region),
    }
  }

  /**
   * The credentials that the collection was started with.
   *
   * @throws CallFailure for all, where there are none
   */
  async base(): Promise<Identity> {
    try {
      this.chain ??= await this.opened()
      return await this.chain()
    } catch (error) {
      if (error instanceof CallFailure) throw error
      const said = error instanceof Error ? error.message : 'no credentials were found'
      throw new CallFailure(
        'credentials',
        `no AWS credentials: ${said.replace(/\s+/g, ' ').slice(0, 300)}: log in (\`aws sso login\`, \`aws configure\`), or name a profile that has some with --profile`,
        {
          code: error instanceof Error ? error.name : 'NoCredentials',
          isForAll: true,
          cause: error,
        },
      )
    }
  }

  /** Forgets the session in an account: the next call opens another. */
  forget(account: string): void {
    this.sessions.delete(account)
  }

  private async opened(): Promise<() => Promise<Identity>> {
    const { env, profile } = this.options
    const name = profile ?? env['AWS_PROFILE']
    const [accessKeyId, secretAccessKey] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']]
    if (name === undefined && accessKeyId !== undefined && secretAccessKey !== undefined) {
      const sessionToken = env['AWS_SESSION_TOKEN']
      const identity = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
      return () => Promise.resolve(identity)
    }
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
    const chain = fromNodeProviderChain({
      ...(name === undefined ? {} : { profile: name }),
      // It would warn on stderr that a profile wins over variables.
      logger: SILENT,
      clientConfig: { requestHandler: this.requestHandler },
    })
    return () => chain()
  }

  private async assumed(account: string, role: string, region: string): Promise<Identity> {
    const held = this.sessions.get(account)
    if (held !== undefined && (held.until === null || held.until > this.options.now())) return held.identity
    const session: Session = { identity: this.assume(account, role, region), until: null }
    this.sessions.set(account, session)
    try {
      const identity = await session.identity
      const [now, end] = [this.options.now(), identity.expiration?.getTime() ?? 0]
      // Sessions can be short: half of what is left is always used.
      session.until = Math.max(end - RENEWED_BEFORE_MS, now + (end - now) / 2)
      return identity
    } catch (error) {
      if (this.sessions.get(account) === session) this.sessions.delete(account)
      throw error
    }
  }

  private async assume(account: string, role: string, region: string): Promise<Identity> {
    const { externalId, sessionName = 'inroads', sessionPolicy } = this.options
    const input = {
      RoleArn: role,
      RoleSessionName: sessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
      ...(sessionPolicy === undefined ? {} : { Policy: sessionPolicy }),
    }
    const at = { region, as: 'base', credentials: () => this.base() }
    try {
      const answer = await this.clients.send({ service: 'sts', operation: 'assume-role' }, input, at)
      return identityOf(answer)
    } catch (error) {
      const failure = failureOf(error, { api: 'AssumeRole', isHome: true, isBase: true, now: this.options.now() })
      if (failure.isForAll || failure.isTransient) throw failure
      throw new CallFailure(
        'credentials',
        `the role \`${role}\` cannot be assumed in account \`${account}\`: ${failure.message}: create the role there and let it trust this caller, or leave the account out`,
        { code: failure.code, cause: error },
      )
    }
  }
}

function identityOf(answer: object): Identity {
  const found = objectField(printedAnswer('sts', answer), 'Credentials') ?? undefined
  const [accessKeyId, secretAccessKey] = [textField(found, 'AccessKeyId'), textField(found, 'SecretAccessKey')]
  const [sessionToken, expiration] = [textField(found, 'SessionToken'), textField(found, 'Expiration')]
  if (accessKeyId === null || secretAccessKey === null || sessionToken === null || expiration === null)
    throw new CallFailure('failed', 'the answer to `AssumeRole` holds no credentials', { isTransient: true })
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) }
}

/** `inroads` and `audit/inroads` alike; a whole ARN stands for its role name. */
function roleArn(role: string, account: string, partition: string): string {
  const name = role.replace(/^arn:[^:]*:iam::\d*:role\//, '').replace(/^\/+/, '')
  return `arn:${partition}:iam::${account}:role/${name}`
}

function nothing(): void {
  // Credentials are no matter for a log.
}
