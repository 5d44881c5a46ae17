// What it is: the stored form of the engine's data, a file of named, aligned, checksummed columns.
// May import: nothing outside node built-ins.
// Never does: open files, know what a column means, trust a length that it did not check.

/** What a section may hold. Views over the opened buffer, so they must not be written to. */
export type Section = Uint8Array | Int32Array | Uint32Array

/** Why a stored form cannot be used. */
export type StoredFormReason = 'magic' | 'version' | 'byte-order' | 'truncated' | 'checksum' | 'layout'

/**
 * The bytes are not a stored form that this program can use.
 *
 * `version` and `byte-order` mean that another program or machine wrote it: compute it again from the facts.
 * All other reasons mean that it is damaged.
 */
export class StoredFormError extends Error {
  readonly reason: StoredFormReason

  constructor(reason: StoredFormReason, message: string) {
    super(message)
    this.name = 'StoredFormError'
    this.reason = reason
  }
}

/** Raise it whenever a column changes its meaning. */
export const STORED_FORM_VERSION = 1

const MAGIC = Buffer.from('INROADS\n', 'latin1')
const BYTE_ORDER_MARK = 0x01020304
const ALIGNMENT = 8
const FIXED_HEADER_BYTES = 40
const ENTRY_BYTES = 24
const HEADER_CHECKSUM_AT = 32
const MAX_SECTIONS = 4096
const MAX_NAME_BYTES = 255

type ElementType = new (buffer: ArrayBufferLike, start: number, length: number) => Section

/** The element types; their positions are the codes that stand in the file. */
const ELEMENTS: readonly { type: ElementType; width: number }[] = [
  { type: Uint8Array, width: 1 },
  { type: Int32Array, width: 4 },
  { type: Uint32Array, width: 4 },
]

/**
 * Layout, integers little-endian:
 *
 *     0  magic, 8 bytes          16  header length, u32       28  file length, high word
 *     8  version, u32            20  number of sections, u32  32  header checksum (over the header, this field 0)
 *    12  byte order mark, u32    24  file length, low word    36  zero
 *    40  per section: element code u8, name length u8, zero u16, checksum u32, start u64, byte length u64, name;
 *        padded with zeros to 8 bytes
 *        then the sections in the order of the entries, each padded with zeros to 8 bytes
 *
 * Elements (and the byte order mark) are in the byte order of the machine that wrote them, so that they can be
 * used in place.
 *
 * @throws RangeError for a name that is empty or longer than 255 bytes and for more than 4096 sections
 */
export function writeSections(sections: ReadonlyMap<string, Section>): Buffer {
  if (sections.size > MAX_SECTIONS) throw new RangeError(`\`${sections.size}\` sections are too many to store`)
  const entries = [...sections].map(([name, data]) => ({ name: encodeName(name), data }))
  const headerBytes = entries.reduce((sum, entry) => sum + aligned(ENTRY_BYTES + entry.name.length), FIXED_HEADER_BYTES)
  const fileBytes = entries.reduce((sum, entry) => sum + aligned(entry.data.byteLength), headerBytes)
  const file = Buffer.alloc(fileBytes)

  MAGIC.copy(file)
  file.writeUInt32LE(STORED_FORM_VERSION, 8)
  new Uint32Array(file.buffer, file.byteOffset + 12, 1)[0] = BYTE_ORDER_MARK
  file.writeUInt32LE(headerBytes, 16)
  file.writeUInt32LE(entries.length, 20)
  file.writeBigUInt64LE(BigInt(fileBytes), 24)

  let entryAt = FIXED_HEADER_BYTES
  let dataAt = headerBytes
  for (const { name, data } of entries) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataAt)
    file.writeUInt8(elementCode(data), entryAt)
    file.writeUInt8(name.length, entryAt + 1)
    file.writeUInt32LE(checksum(wordsOf(file, dataAt, aligned(data.byteLength))), entryAt + 4)
    file.writeBigUInt64LE(BigInt(dataAt), entryAt + 8)
    file.writeBigUInt64LE(BigInt(data.byteLength), entryAt + 16)
    file.set(name, entryAt + ENTRY_BYTES)
    entryAt += aligned(ENTRY_BYTES + name.length)
    dataAt += aligned(data.byteLength)
  }
  file.writeUInt32LE(checksum(wordsOf(file, 0, headerBytes)), HEADER_CHECKSUM_AT)
  return file
}

/**
 * The sections of a stored form, as views over `file` (which is copied once only if it does not start on an
 * 8-byte boundary).
 *
 * The header is always checked. `contents: 'unchecked'` skips the checksums of the sections (about a third of a
 * millisecond per megabyte): only for bytes that were verified in another way, since a flipped bit in a graph is a wrong
 * answer.
 *
 * @throws StoredFormError
 */
export function openSections(
  file: Uint8Array,
  options: { contents?: 'checked' | 'unchecked' } = {},
): Map<string, Section> {
  if (Buffer.compare(file.subarray(0, MAGIC.length), MAGIC) !== 0) {
    throw new StoredFormError('magic', 'not a stored graph: import the dump again')
  }
  if (file.length < FIXED_HEADER_BYTES) throw truncated(FIXED_HEADER_BYTES, file.length)
  const bytes = file.byteOffset % ALIGNMENT === 0 ? Buffer.from(file.buffer, file.byteOffset, file.length) : copy(file)
  const version = bytes.readUInt32LE(8)
  if (version !== STORED_FORM_VERSION) {
    const text = `stored graph has version \`${version}\`, this program reads \`${STORED_FORM_VERSION}\``
    throw new StoredFormError('version', `${text}: import the dump again`)
  }
  if (wordsOf(bytes, 12, 4)[0] !== BYTE_ORDER_MARK) {
    throw new StoredFormError(
      'byte-order',
      'stored graph was written on a machine with another byte order: import the dump again',
    )
  }
  const headerBytes = bytes.readUInt32LE(16)
  const count = bytes.readUInt32LE(20)
  if (bytes.length < headerBytes) throw truncated(headerBytes, bytes.length)
  if (headerBytes < FIXED_HEADER_BYTES || headerBytes % ALIGNMENT !== 0) throw layout('its header length is wrong')
  const header = copy(bytes.subarray(0, headerBytes))
  header.writeUInt32LE(0, HEADER_CHECKSUM_AT)
  if (checksum(wordsOf(header, 0, headerBytes)) !== bytes.readUInt32LE(HEADER_CHECKSUM_AT)) throw damaged('header')
  const fileBytes = bytes.readBigUInt64LE(24)
  if (BigInt(bytes.length) < fileBytes) throw truncated(fileBytes, bytes.length)
  if (BigInt(bytes.length) > fileBytes) throw layout('bytes follow its end')
  if (count > MAX_SECTIONS) throw layout(`\`${count}\` sections are too many`)
  return readEntries(bytes, headerBytes, count, options.contents !== 'unchecked')
}

function readEntries(bytes: Buffer, headerBytes: number, count: number, verify: boolean): Map<string, Section> {
  const sections = new Map<string, Section>()
  let entryAt = FIXED_HEADER_BYTES
  let dataAt = headerBytes
  for (let i = 0; i < count; i++) {
    if (entryAt + ENTRY_BYTES > headerBytes) throw layout('its section table is cut short')
    const element = ELEMENTS[bytes.readUInt8(entryAt)]
    const nameLength = bytes.readUInt8(entryAt + 1)
    const start = bytes.readBigUInt64LE(entryAt + 8)
    const length = bytes.readBigUInt64LE(entryAt + 16)
    if (entryAt + ENTRY_BYTES + nameLength > headerBytes) throw layout('its section table is cut short')
    const name = bytes.toString('utf8', entryAt + ENTRY_BYTES, entryAt + ENTRY_BYTES + nameLength)
    if (element === undefined) throw layout(`section \`${name}\` has an unknown element type`)
    if (sections.has(name)) throw layout(`section \`${name}\` stands twice`)
    if (start !== BigInt(dataAt) || start + length > BigInt(bytes.length))
      throw layout(`section \`${name}\` is misplaced`)
    const byteLength = Number(length)
    if (byteLength % element.width !== 0) throw layout(`section \`${name}\` ends inside an element`)
    if (dataAt + aligned(byteLength) > bytes.length) throw layout(`section \`${name}\` is misplaced`)
    if (verify && checksum(wordsOf(bytes, dataAt, aligned(byteLength))) !== bytes.readUInt32LE(entryAt + 4)) {
      throw damaged(`section \`${name}\``)
    }
    sections.set(name, new element.type(bytes.buffer, bytes.byteOffset + dataAt, byteLength / element.width))
    entryAt += aligned(ENTRY_BYTES + nameLength)
    dataAt += aligned(byteLength)
  }
  if (entryAt !== headerBytes || dataAt !== bytes.length) throw layout('its lengths do not add up')
  return sections
}

/**
 * The section `name`, which must hold elements of `type`.
 *
 * @throws StoredFormError if it is missing or of another type
 */
export function sectionOf<T extends Section>(
  sections: ReadonlyMap<string, Section>,
  name: string,
  type: new (length: number) => T,
): T {
  const section = sections.get(name)
  if (section === undefined) throw layout(`section \`${name}\` is missing`)
  if (!(section instanceof type)) throw layout(`section \`${name}\` has the wrong element type`)
  return section
}

/** An error for a stored form whose sections contradict each other: `detail` completes "stored graph is damaged:". */
export function layout(detail: string): StoredFormError {
  return new StoredFormError('layout', `stored graph is damaged: ${detail}: import the dump again`)
}

function damaged(part: string): StoredFormError {
  return new StoredFormError(
    'checksum',
    `stored graph is damaged: ${part} does not match its checksum: import the dump again`,
  )
}

function truncated(expected: number | bigint, found: number): StoredFormError {
  const text = `stored graph is cut short: \`${expected}\` bytes expected, \`${found}\` found`
  return new StoredFormError('truncated', `${text}: import the dump again`)
}

function encodeName(name: string): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  if (bytes.length === 0 || bytes.length > MAX_NAME_BYTES) {
    throw new RangeError(`section name of \`${bytes.length}\` bytes: use 1 to ${MAX_NAME_BYTES}`)
  }
  return bytes
}

function elementCode(data: Section): number {
  return ELEMENTS.findIndex(({ type }) => data instanceof type)
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT
}

function copy(bytes: Uint8Array): Buffer {
  const target = Buffer.alloc(bytes.length)
  target.set(bytes)
  return target
}

function wordsOf(bytes: Buffer, start: number, length: number): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset + start, length / 4)
}

/** Four lanes of multiply and fold (the lanes keep the multiplier busy). Finds damage, not malice. */
function checksum(words: Uint32Array): number {
  let a = 0x811c9dc5 | 0
  let b = 0x1b873593 | 0
  let c = 0x2545f491 | 0
  let d = words.length | 0
  const whole = words.length - (words.length % 4)
  for (let i = 0; i < whole; i += 4) {
    a = fold(a, words[i]!)
    b = fold(b, words[i + 1]!)
    c = fold(c, words[i + 2]!)
    d = fold(d, words[i + 3]!)
  }
  for (let i = whole; i < words.length; i++) a = fold(a, words[i]!)
  return fold(fold(fold(a, b), c), d) >>> 0
}

function fold(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1)
  return product ^ (product >>> 15)
}
