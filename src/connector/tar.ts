/** A member of a tar archive. `problem` tells why it is not read; `bytes` are then empty. */
export interface TarMember {
  path: string
  bytes: Buffer
  problem: 'unsafe' | 'link' | 'too-large' | null
}

const BLOCK = 512
const NAME_LIMIT = 64 * 1024

/**
 * Reads a tar archive from a stream of chunks: ustar, with the long names of pax and GNU tar. Folders are passed over.
 *
 * @throws Error if the archive is damaged (a wrong checksum, an end before its time).
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export async function* readTar(chunks: AsyncIterable<Buffer>, memberBytes: number): AsyncGenerator<TarMember> {
  const source = createByteSource(chunks)
  let longName: string | null = null
  for (;;) {
    const header = await source.read(BLOCK)
    if (header.length === 0 || header.every((byte) => byte === 0)) return
    if (header.length < BLOCK || !checksumHolds(header)) throw new Error('the archive is damaged')
    const size = numberField(header, 124, 12)
    const type = String.fromCharCode(header[156] ?? 0)
    const padded = Math.ceil(size / BLOCK) * BLOCK
    if (type === 'L' || type === 'x') {
      if (size > NAME_LIMIT) throw new Error('the archive is damaged: a name of over 64 KiB')
      const value = await source.readAll(padded)
      longName = (type === 'L' ? textField(value, 0, size) : paxPath(value.subarray(0, size))) ?? longName
      continue
    }
    const path: string = longName ?? headerName(header)
    longName = null
    if (type === '0' || type === '\0' || type === '7') {
      const problem = isUnsafe(path) ? 'unsafe' : size > memberBytes ? 'too-large' : null
      if (problem === null) yield { path, bytes: (await source.readAll(padded)).subarray(0, size), problem }
      else {
        await source.skip(padded)
        yield { path, bytes: Buffer.alloc(0), problem }
      }
    } else {
      await source.skip(padded)
      if (type === '1' || type === '2') yield { path, bytes: Buffer.alloc(0), problem: 'link' }
    }
  }
}

/** Would the member leave the folder it is unpacked in? */
function isUnsafe(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split(/[/\\]/).includes('..')
}

function checksumHolds(header: Buffer): boolean {
  let sum = 0
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : (header[at] ?? 0)
  return sum === numberField(header, 148, 8)
}

function headerName(header: Buffer): string {
  const name = textField(header, 0, 100)
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textField(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function textField(bytes: Buffer, from: number, length: number): string {
  const end = bytes.indexOf(0, from)
  return bytes.toString('utf8', from, end >= 0 && end < from + length ? end : from + length)
}

/** Octal digits, or GNU's binary form (high bit set). */
function numberField(bytes: Buffer, from: number, length: number): number {
  if (((bytes[from] ?? 0) & 0x80) !== 0) {
    let value = (bytes[from] ?? 0) & 0x7f
    for (let at = from + 1; at < from + length; at++) value = value * 256 + (bytes[at] ?? 0)
    if (!Number.isSafeInteger(value)) throw new Error('the archive is damaged: a size that is none')
    return value
  }
  const text = textField(bytes, from, length).trim()
  if (!/^[0-7]*$/.test(text)) throw new Error('the archive is damaged: a size that is none')
  return text === '' ? 0 : parseInt(text, 8)
}

/** The `path` of a pax header: records `<length> <key>=<value>\n`, the length counting the whole record. */
function paxPath(bytes: Buffer): string | null {
  let path: string | null = null
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const length = space < 0 ? NaN : Number(bytes.toString('latin1', at, space))
    if (!Number.isInteger(length) || length <= space - at) return path
    const [key, ...value] = bytes.toString('utf8', space + 1, at + length - 1).split('=')
    if (key === 'path') path = value.join('=')
    at += length
  }
  return path
}

interface ByteSource {
  /** Up to `count` bytes: fewer only at the end. */
  read(count: number): Promise<Buffer>
  /** Exactly `count` bytes. */
  readAll(count: number): Promise<Buffer>
  skip(count: number): Promise<void>
}

function createByteSource(chunks: AsyncIterable<Buffer>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const next = await iterator.next()
    if (next.done === true) return false
    rest = next.value
    return true
  }
  const take = (count: number): Buffer => {
    const part = rest.subarray(0, count)
    rest = rest.subarray(part.length)
    return part
  }
  const read = async (count: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let missing = count; missing > 0;) {
      if (rest.length === 0 && !(await more())) break
      const part = take(missing)
      missing -= part.length
      parts.push(part)
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
  }
  return {
    read,
    async readAll(count) {
      const bytes = await read(count)
      if (bytes.length < count) throw new Error('the archive ends before its time')
      return bytes
    },
    async skip(count) {
      for (let missing = count; missing > 0;) {
        if (rest.length === 0 && !(await more())) throw new Error('the archive ends before its time')
        missing -= take(missing).length
      }
    },
  }
}
