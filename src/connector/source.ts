import { createReadStream, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { createGunzip, gunzipSync } from 'node:zlib'
import { compareText, UserError, type Json } from '../model/index.js'
import { isDeeper, parseJsonDocuments, type Documents } from './documents.js'
import { LIMITS, type Limits } from './limits.js'
import { readTar } from './tar.js'

/**
 * One file of an import, wherever it lay.
 *
 * `path` is how a person finds it, `relative` is its place within what was imported (the same wherever the folder is
 * kept), `segments` are all parts of its full path (a call is recognised by the last of them), `extension` is lower case
 * with its dot (`.json`), or empty.
 */
export interface ImportFile {
  path: string
  relative: string
  segments: string[]
  extension: string
  size: number
  text(): string
  /** The JSON or YAML documents in it; read once. */
  documents(): Documents
}

/** Something that was found and not read: `skipped` on purpose (a link), or because it is damaged or too large. */
export interface UnreadFile {
  path: string
  relative: string
  skipped: boolean
  message: string
}

export type SourceEntry = ImportFile | UnreadFile

export interface SourceOptions {
  limits?: Limits
  stdin?: AsyncIterable<Buffer>
}

interface Place {
  path: string
  relative: string
  segments: string[]
}

type YamlParser = (text: string, limits: Limits) => Documents

/**
 * Every file below `paths`, sorted: folders (links and hidden files are passed over), `.json`, `.ndjson`, `.yaml`, each
 * also with `.gz`, `.tar`, `.tar.gz`, and `-` for standard input.
 *
 * @throws UserError if a path is not there or there are more files than `limits.files`.
 */
export async function* readSources(paths: readonly string[], options: SourceOptions = {}): AsyncGenerator<SourceEntry> {
  const limits = options.limits ?? LIMITS
  const yaml = { parser: null as YamlParser | null }
  let count = 0
  for (const given of paths)
    for await (const entry of readOne(given, limits, options.stdin ?? process.stdin)) {
      count += 1
      if (count > limits.files)
        throw new UserError(
          `more than ${limits.files} files`,
          'import fewer at a time, or pages concatenated in one file',
        )
      if ('bytes' in entry) {
        const extension = extensionOf(entry.place.relative)
        if (extension === '.yaml') yaml.parser ??= await loadYaml()
        yield importFile(entry.place, extension, entry.bytes, limits, yaml.parser)
      } else yield entry
    }
}

interface RawFile {
  place: Place
  bytes: () => Buffer
}

async function* readOne(
  given: string,
  limits: Limits,
  stdin: AsyncIterable<Buffer>,
): AsyncGenerator<RawFile | UnreadFile> {
  if (given === '-') {
    const bytes = await collect(stdin, limits.fileBytes)
    if (bytes === null) throw new UserError('standard input is too large', 'write it to files and import the folder')
    yield* unpack({ path: '-', relative: '-', segments: ['-'] }, bytes, limits)
    return
  }
  const kind = statSync(given, { throwIfNoEntry: false })
  if (kind === undefined) throw new UserError(`nothing at \`${given}\``, 'give a file, a folder or `-`')
  const segments = segmentsOf(resolve(given))
  if (kind.isDirectory()) yield* walk({ path: given, relative: '', segments }, limits)
  else yield* readFile({ path: given, relative: basename(given), segments }, kind.size, limits)
}

async function* walk(folder: Place, limits: Limits): AsyncGenerator<RawFile | UnreadFile> {
  const names = readdirSync(folder.path).sort(compareText)
  for (const name of names) {
    if (name.startsWith('.')) continue
    const place: Place = {
      path: join(folder.path, name),
      relative: folder.relative === '' ? name : `${folder.relative}/${name}`,
      segments: [...folder.segments, name],
    }
    const kind = lstatSync(place.path)
    if (kind.isDirectory()) yield* walk(place, limits)
    else if (kind.isSymbolicLink()) yield { ...found(place), skipped: true, message: 'links are not followed' }
    else if (kind.isFile()) yield* readFile(place, kind.size, limits)
  }
}

async function* readFile(place: Place, size: number, limits: Limits): AsyncGenerator<RawFile | UnreadFile> {
  const name = place.relative.toLowerCase()
  try {
    if (/\.(tar\.gz|tgz|tar)$/.test(name)) {
      const file = createReadStream(place.path, { highWaterMark: 1 << 18 })
      yield* untar(place, name.endsWith('.tar') ? file : file.pipe(createGunzip()), limits)
    } else if (size > limits.fileBytes) yield tooLarge(place, limits)
    else if (name.endsWith('.gz')) yield* unpack(place, readFileSync(place.path), limits)
    else yield { place, bytes: () => readFileSync(place.path) }
  } catch (error) {
    yield { ...found(place), skipped: false, message: messageOf(error) }
  }
}

/** Bytes of unknown kind: compressed or not, an archive or one text. */
async function* unpack(place: Place, bytes: Buffer, limits: Limits): AsyncGenerator<RawFile | UnreadFile> {
  let inner = bytes
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) inner = gunzipSync(bytes, { maxOutputLength: limits.fileBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') yield tooLarge(place, limits)
    else yield { ...found(place), skipped: false, message: `damaged gzip data: ${messageOf(error)}` }
    return
  }
  if (inner.toString('latin1', 257, 262) === 'ustar') yield* untar(place, [inner], limits)
  else yield { place: withoutGz(place), bytes: () => inner }
}

async function* untar(
  archive: Place,
  chunks: AsyncIterable<Buffer> | Buffer[],
  limits: Limits,
): AsyncGenerator<RawFile | UnreadFile> {
  const stream = (async function* () {
    yield* chunks
  })()
  try {
    for await (const member of readTar(stream, limits.fileBytes)) {
      const parts = member.path.split('/').filter((part) => part !== '' && part !== '.')
      if (parts.some((part) => part.startsWith('.') && part !== '..')) continue
      const place: Place = {
        path: `${archive.path}:${member.path}`,
        relative: parts.join('/'),
        segments: [...archive.segments, ...parts],
      }
      if (member.problem === 'unsafe')
        yield { ...found(place), skipped: false, message: 'refused: the name leaves the archive' }
      else if (member.problem === 'link') yield { ...found(place), skipped: true, message: 'links are not followed' }
      else if (member.problem === 'too-large') yield tooLarge(place, limits)
      else if (/\.gz$/i.test(member.path)) yield* unpack(place, member.bytes, limits)
      else yield { place, bytes: () => member.bytes }
    }
  } catch (error) {
    yield { ...found(archive), skipped: false, message: messageOf(error) }
  }
}

function found({ path, relative }: Place): Pick<UnreadFile, 'path' | 'relative'> {
  return { path, relative }
}

function tooLarge(place: Place, limits: Limits): UnreadFile {
  return { ...found(place), skipped: false, message: `larger than ${limits.fileBytes} bytes: split it into pages` }
}

function withoutGz(place: Place): Place {
  const cut = (text: string): string => text.replace(/\.gz$/i, '')
  return {
    ...place,
    relative: cut(place.relative),
    segments: place.segments.map((part, at) => (at === place.segments.length - 1 ? cut(part) : part)),
  }
}

function segmentsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== '')
}

function extensionOf(name: string): string {
  const found = /\.(json|ndjson|jsonl|yaml|yml|csv|txt)$/i.exec(name)?.[1]?.toLowerCase()
  if (found === undefined) return ''
  return found === 'yml' ? '.yaml' : found === 'jsonl' ? '.ndjson' : `.${found}`
}

async function collect(chunks: AsyncIterable<Buffer>, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > limit) return null
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

function importFile(
  place: Place,
  extension: string,
  bytes: () => Buffer,
  limits: Limits,
  yaml: YamlParser | null,
): ImportFile {
  let held: Buffer | null = null
  let documents: Documents | null = null
  const content = (): Buffer => (held ??= bytes())
  const text = (): string => decode(content())
  return {
    ...place,
    extension,
    get size() {
      return content().length
    },
    text,
    documents: () =>
      (documents ??=
        extension === '.yaml' && yaml !== null ? yaml(text(), limits) : parseJsonDocuments(text(), limits.depth)),
  }
}

/** UTF-8, or UTF-16 as a Windows shell writes it when output is redirected; a byte order mark is no content. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return bytes.toString('utf8', from)
}

async function loadYaml(): Promise<YamlParser> {
  const { parseAllDocuments } = await import('yaml')
  return (text, limits) => {
    try {
      const documents: Json[] = []
      for (const document of parseAllDocuments(text, { stringKeys: true })) {
        const [error] = document.errors
        if (error !== undefined) return { documents, error: firstLine(error.message) }
        const value = document.toJS({ maxAliasCount: 100 }) as Json
        if (isDeeper(value, limits.depth)) return { documents, error: `nested deeper than ${limits.depth} levels` }
        documents.push(value)
      }
      return { documents, error: null }
    } catch (error) {
      return { documents: [], error: firstLine(messageOf(error)) }
    }
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/:$/, '')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
