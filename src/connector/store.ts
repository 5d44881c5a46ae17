import { EXIT, UserError, type Cloud } from '../model/index.js'

/**
 * A place in a cloud's object storage that keeps snapshots: a bucket or container, and a prefix in it.
 *
 * Names are relative to it (`snapshots/0123456789abcdef/files.json`). An object is written as a whole or not at all, and
 * is as private as the bucket makes it: no store sets access or encryption of its own.
 *
 * @throws StoreError from every method
 */
export interface SnapshotStore {
  /** As it was named, without a slash at the end; holds no secret. */
  readonly url: string
  /** The content of an object; null if there is none. More than `most` bytes are an error. */
  read(name: string, most: number): Promise<Uint8Array | null>
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Names that begin with the prefix, sorted; never more than `MOST_LISTED`. What the cloud says of them is not checked. */
  list(prefix: string): Promise<string[]>
}

/** With which credentials and endpoints a store is opened. */
export interface StoreAccess {
  env: { readonly [name: string]: string | undefined }
  /** AWS: a profile of the shared configuration. */
  profile?: string
}

/**
 * Opens the store at an address; nothing is asked of it yet.
 *
 * @throws UserError for an address that is none; StoreError where the cloud's library is not installed
 */
export type OpenStore = (url: string, access: StoreAccess) => Promise<SnapshotStore>

export const MOST_LISTED = 10_000

/**
 * Why a store did not do what it was asked to.
 *
 * - `denied`: the caller may not.
 * - `no-bucket`: the bucket or container is not there.
 * - `credentials`: there are none, or they are not accepted.
 * - `not-installed`: the cloud's library is not there.
 * - `failed`: everything else, such as a server that cannot be reached.
 */
export type StoreErrorKind = 'denied' | 'no-bucket' | 'credentials' | 'not-installed' | 'failed'

export class StoreError extends UserError {
  constructor(
    readonly kind: StoreErrorKind,
    message: string,
    hint: string | null = null,
  ) {
    super(message, hint, kind === 'denied' || kind === 'credentials' ? EXIT.credentials : EXIT.backend)
  }
}

export type StoreAction = 'read from' | 'write to' | 'list'

/** `cannot write to s3://...: ...` of what a cloud's library said. */
export function storeError(
  { kind, said }: { kind: StoreErrorKind; said: string },
  action: StoreAction,
  url: string,
  hints: Partial<Record<StoreErrorKind, string>>,
): StoreError {
  return new StoreError(kind, `cannot ${action} \`${url}\`: ${firstLine(said)}`, hints[kind] ?? null)
}

/** Long messages of a cloud quote requests, which are nobody's business. */
function firstLine(text: string): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? ''
  return line.replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '')
}

/** The clouds by the schemes of their stores. */
const SCHEMES: readonly (readonly [scheme: string, cloud: Cloud])[] = [
  ['s3://', 'aws'],
  ['azblob://', 'azure'],
  ['https://', 'azure'],
  ['gs://', 'gcp'],
]

/** Which cloud keeps what the text names; null if it is not the address of a store. */
export function cloudOfStore(text: string): Cloud | null {
  return SCHEMES.find(([scheme]) => text.startsWith(scheme))?.[1] ?? null
}

/** The parts of `scheme://first/rest`, literally; `rest` has no slash at either end, and may be empty. */
export interface StorePlace {
  url: string
  first: string
  rest: string
}

/**
 * Takes the address of a store apart. Nothing in it is decoded or resolved.
 *
 * @param form what such an address looks like, for the error
 * @throws UserError for an address that names no place, or that could carry a secret
 */
export function storePlace(text: string, form: string): StorePlace {
  const url = text.slice(0, text.length - trailingSlashes(text))
  const start = url.indexOf('://') + 3
  const [first = '', ...segments] = url.slice(start).split('/')
  // A signature, a key or a password would end up in messages and on disk.
  if (/[?#@\s\\]/.test(url) || [...url].some((letter) => letter < ' '))
    throw new UserError(
      'the address of a store has no query, user or spaces',
      `write it as \`${form}\`; credentials come from the environment`,
    )
  if (start < 4 || !/^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(first) || segments.some(isNoName))
    throw new UserError(`\`${url}\` is not the address of a store`, `write it as \`${form}\``)
  return { url, first, rest: segments.join('/') }
}

function isNoName(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..'
}

function trailingSlashes(text: string): number {
  let count = 0
  while (count < text.length && text[text.length - 1 - count] === '/') count += 1
  return count
}

/** The key of an object in a bucket. */
export function storeKey(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}/${name}`
}

/** All of a stream; null as soon as it is longer than `most` bytes, and the stream is then ended. */
export async function bytesOf(stream: AsyncIterable<unknown>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    if (!(part instanceof Uint8Array)) throw new TypeError('a stream of something else than bytes')
    size += part.length
    // Leaving the loop destroys the stream.
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Is it Node.js that says that this package is not there? */
export function isNotInstalled(error: unknown, name: string): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(name)
  )
}

export function notInstalled(url: string, name: string): StoreError {
  return new StoreError(
    'not-installed',
    `cannot open \`${url}\`: the package \`${name}\` is not installed`,
    `npm install ${name}`,
  )
}

export function tooLarge(url: string, name: string, most: number): StoreError {
  return new StoreError('failed', `cannot read from \`${url}\`: \`${name}\` is larger than ${String(most)} bytes`)
}

/** A store, or one snapshot in it: `s3://bucket/prefix`, `s3://bucket/prefix/0123456789abcdef`. */
export interface StoreReference {
  url: string
  /** Null: the snapshot that the store calls current. */
  id: string | null
}

/**
 * Null if the text is not the address of a store.
 *
 * LIMIT: a prefix whose last part looks like the id of a snapshot is taken for one.
 */
export function storeReference(text: string): StoreReference | null {
  if (cloudOfStore(text) === null) return null
  const url = text.slice(0, text.length - trailingSlashes(text))
  const slash = url.lastIndexOf('/')
  const last = url.slice(slash + 1)
  return /^[0-9a-f]{16}$/.test(last) ? { url: url.slice(0, slash), id: last } : { url, id: null }
}
