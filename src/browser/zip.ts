/** A file of an archive. `path` with `/`. */
export interface ZipEntry {
  readonly path: string
  readonly bytes: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
/** 1980-01-01, the first day that the format knows: the same files give the same bytes. */
const DAY = 0x0021
const MOST_ENTRIES = 0xffff

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/**
 * A zip archive of files as they are, uncompressed.
 *
 * @throws RangeError for more files than the plain format holds
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  if (entries.length > MOST_ENTRIES) throw new RangeError('too many files for one archive')
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { path, bytes } of entries) {
    const name = new TextEncoder().encode(path)
    const facts = [VERSION, UTF8_NAMES, 0, 0, DAY].map((value) => [value, 2] as const)
    const sizes = [
      [checksum(bytes), 4],
      [bytes.length, 4],
      [bytes.length, 4],
      [name.length, 2],
      [0, 2],
    ] as const
    const local = joined([record([[LOCAL, 4], ...facts, ...sizes]), name, bytes])
    const place = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ] as const
    directory.push(joined([record([[CENTRAL, 4], [VERSION, 2], ...facts, ...sizes, ...place]), name]))
    parts.push(local)
    offset += local.length
  }
  const listed = joined(directory)
  const end = record([
    [END, 4],
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [listed.length, 4],
    [offset, 4],
    [0, 2],
  ])
  return joined([...parts, listed, end])
}

/** Numbers one after the other, each in that many bytes, the lowest first. */
function record(fields: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff)),
  )
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (CRC[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}
