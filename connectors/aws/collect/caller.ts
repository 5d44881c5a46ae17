import { type CallFailure } from '../../../src/connector/index.js'
import { EXIT, UserError } from '../../../src/model/index.js'
import { isAccountId, parseArn } from '../arn.js'
import { textField } from '../fields.js'
import { printedAnswer } from './answer.js'
import { loaded, type Clients } from './client.js'
import type { Credentials } from './credentials.js'
import { failureOf } from './failure.js'
import type { AwsCollectOptions } from './options.js'
import { mainRegion } from './partition.js'

/** Who asks. */
export interface Caller {
  arn: string
  account: string
  partition: string
  /** The partition's main Region. */
  region: string
}

/** Calls made before the run can be: without its retries, so that a few are made here. */
const ATTEMPTS = 3

/**
 * Asks STS who we are.
 *
 * @throws UserError with the exit code for credentials
 */
export async function findCaller(
  options: AwsCollectOptions,
  clients: Clients,
  credentials: Credentials,
): Promise<Caller> {
  const region = await startRegion(options)
  const at = { region, as: 'base', credentials: () => credentials.base() }
  for (let attempt = 1; ; attempt++)
    try {
      const answer = printedAnswer(
        'sts',
        await clients.send({ service: 'sts', operation: 'get-caller-identity' }, {}, at),
      )
      const arn = textField(answer, 'Arn') ?? ''
      const account = textField(answer, 'Account') ?? ''
      const partition = parseArn(arn)?.partition
      if (partition === undefined || !isAccountId(account)) throw new Error('the answer names no account')
      return { arn, account, partition, region: mainRegion(partition) }
    } catch (error) {
      const failure = failureOf(error, { api: 'GetCallerIdentity', isHome: true, isBase: true, now: options.now() })
      if (!failure.isTransient || attempt === ATTEMPTS) throw refused(failure, region, options)
    }
}

function refused(failure: CallFailure, region: string, { profile }: AwsCollectOptions): UserError {
  const as = profile === undefined ? '' : ` with profile \`${profile}\``
  const hint =
    failure.kind === 'credentials'
      ? `set AWS_PROFILE or log in (\`aws sso login\`, \`aws configure\`); in China or GovCloud set AWS_REGION, too (asked in \`${region}\`)`
      : 'see `inroads doctor`'
  return new UserError(`AWS does not say who you are${as}: ${failure.message}`, hint, EXIT.credentials)
}

/** Where to ask first: a Region of the partition that the credentials are of. */
async function startRegion({ env, profile, regions }: AwsCollectOptions): Promise<string> {
  const given = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? ''
  if (given !== '') return given
  return regions[0] ?? (await regionOfProfile(profile)) ?? mainRegion('aws')
}

async function regionOfProfile(profile: string | undefined): Promise<string | null> {
  await loaded('@aws-sdk/client-sts')
  const { STSClient } = await import('@aws-sdk/client-sts')
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region()
  } catch {
    return null
  }
}
