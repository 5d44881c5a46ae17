import type { S3Client } from '@aws-sdk/client-s3'
import {
  bytesOf,
  isNotInstalled,
  MOST_LISTED,
  notInstalled,
  StoreError,
  storeError,
  storeKey,
  storePlace,
  tooLarge,
  type SnapshotStore,
  type StoreAccess,
  type StoreAction,
  type StoreErrorKind,
} from '../../src/connector/index.js'
import { compareText } from '../../src/model/index.js'
import { proxyAgent } from './collect/proxy.js'

const PACKAGE = '@aws-sdk/client-s3'
const FORM = 's3://bucket/prefix'
const CONNECT_MS = 10_000
/** The longest silence; a large object may take as long as it likes while bytes flow. */
const SILENCE_MS = 120_000

const HINTS: Partial<Record<StoreErrorKind, string>> = {
  denied:
    'it takes s3:PutObject to write, s3:GetObject to read, and s3:ListBucket on the bucket to tell what is not there',
  'no-bucket': 'create the bucket, private, or check its name',
  credentials: 'sign in, for instance with `aws sso login`, or set AWS_PROFILE',
}

/**
 * Snapshots in S3. Credentials come from the standard chain of the SDK, the endpoint from `AWS_ENDPOINT_URL_S3` or
 * `AWS_ENDPOINT_URL` where there is one.
 *
 * @param url `s3://bucket/prefix`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
 */
export async function openAwsStore(text: string, access: StoreAccess): Promise<SnapshotStore> {
  const { url, first: bucket, rest: prefix } = storePlace(text, FORM)
  // The SDK would warn on stderr of a coming end of this Node.js.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const sdk = await import('@aws-sdk/client-s3').catch((error: unknown) => {
    throw isNotInstalled(error, PACKAGE) ? notInstalled(url, PACKAGE) : error
  })
  const client: S3Client = new sdk.S3Client(await optionsOf(access))
  return {
    url,
    async read(name, most) {
      try {
        const key = storeKey(prefix, name)
        const { Body, ContentLength = 0 } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }))
        if (Body === undefined) return new Uint8Array()
        const bytes = ContentLength > most ? null : await bytesOf(Body as AsyncIterable<unknown>, most)
        if (bytes === null) throw tooLarge(url, name, most)
        return bytes
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return null
        throw failure(error, 'read from', url)
      }
    },
    async write(name, bytes) {
      try {
        await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: storeKey(prefix, name), Body: bytes }))
      } catch (error) {
        throw failure(error, 'write to', url)
      }
    },
    async list(start) {
      const names: string[] = []
      const root = prefix === '' ? '' : `${prefix}/`
      try {
        let token: string | undefined
        do {
          const page = await client.send(
            new sdk.ListObjectsV2Command({
              Bucket: bucket,
              Prefix: `${root}${start}`,
              ...(token === undefined ? {} : { ContinuationToken: token }),
            }),
          )
          for (const { Key } of page.Contents ?? [])
            if (Key?.startsWith(root) === true) names.push(Key.slice(root.length))
          token = page.IsTruncated === true ? page.NextContinuationToken : undefined
        } while (token !== undefined && names.length < MOST_LISTED)
      } catch (error) {
        throw failure(error, 'list', url)
      }
      return names.slice(0, MOST_LISTED).sort(compareText)
    },
  }
}

async function optionsOf({ env, profile = env['AWS_PROFILE'] }: StoreAccess): Promise<object> {
  const endpoint =
    env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true'
      ? ''
      : (env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'] ?? '')
  const httpsAgent = proxyAgent(env, { keepAlive: true })
  return {
    region: env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    // The bucket says in which Region it is.
    followRegionRedirects: true,
    credentials: await credentialsOf(env, profile),
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      ...(httpsAgent === null ? {} : { httpsAgent }),
    },
    ...(endpoint === '' ? {} : { endpoint, forcePathStyle: true }),
  }
}

async function credentialsOf(env: StoreAccess['env'], profile: string | undefined): Promise<object> {
  const [accessKeyId, secretAccessKey] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']]
  if (profile === undefined && accessKeyId !== undefined && secretAccessKey !== undefined) {
    const sessionToken = env['AWS_SESSION_TOKEN']
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
  }
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
  return fromNodeProviderChain(profile === undefined ? {} : { profile })
}

const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
])

function failure(error: unknown, action: StoreAction, url: string): StoreError {
  if (error instanceof StoreError) return error
  if (!(error instanceof Error)) return storeError({ kind: 'failed', said: String(error) }, action, url, HINTS)
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
  const kind: StoreErrorKind = NOT_ACCEPTED.has(error.name)
    ? 'credentials'
    : error.name === 'NoSuchBucket'
      ? 'no-bucket'
      : status === 403 || error.name === 'AccessDenied'
        ? 'denied'
        : 'failed'
  const said = error.message === '' || error.message === error.name ? error.name : `${error.name}: ${error.message}`
  return storeError({ kind, said }, action, url, HINTS)
}
