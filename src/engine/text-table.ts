import { layout, sectionOf } from './sections.js'
import type { Section } from './sections.js'

/**
 * Many texts in one UTF-8 buffer: text `i` is `bytes[offsets[i] .. offsets[i + 1])`.
 * Costs no string until one is asked for.
 */
export interface TextTable {
  readonly size: number
  readonly offsets: Uint32Array
  readonly bytes: Uint8Array
  /** @throws RangeError if there is no text `index` */
  get(index: number): string
}

/** A table whose texts are distinct and ascend by code unit (as `compareText` orders them). */
export interface SortedTextTable extends TextTable {
  /** Where `text` stands, or -1. Binary search over the bytes. */
  indexOf(text: string): number
}

/**
 * Stores texts in the order given.
 *
 * @throws RangeError if a text has a lone surrogate (UTF-8 cannot tell such texts apart) or if all texts together
 *   exceed 4 GiB
 */
export function buildTextTable(texts: readonly string[]): TextTable {
  const offsets = new Uint32Array(texts.length + 1)
  let length = 0
  texts.forEach((text, index) => {
    if (!isWellFormed(text)) throw new RangeError(`text \`${index}\` has a lone surrogate: refuse it where it is read`)
    length += Buffer.byteLength(text, 'utf8')
    if (length > 0xffffffff) throw new RangeError('texts exceed 4 GiB: store fewer or shorter ones')
    offsets[index + 1] = length
  })
  const bytes = Buffer.alloc(length)
  texts.forEach((text, index) => bytes.write(text, offsets[index]!, 'utf8'))
  return viewTextTable(offsets, bytes)
}

/**
 * As `buildTextTable`, for texts that ascend by code unit.
 *
 * @throws RangeError also if they do not ascend or one stands twice
 */
export function buildSortedTextTable(texts: readonly string[]): SortedTextTable {
  for (let i = 1; i < texts.length; i++) {
    if (!(texts[i - 1]! < texts[i]!)) throw new RangeError(`text \`${i}\` is out of order`)
  }
  const table = buildTextTable(texts)
  return viewSortedTextTable(table.offsets, table.bytes)
}

/** Can UTF-8 hold the text, that is: is every surrogate part of a pair? */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** Adds the two sections `<name>.offsets` and `<name>.bytes`. */
export function storeTextTable(sections: Map<string, Section>, name: string, table: TextTable): void {
  sections.set(`${name}.offsets`, table.offsets)
  sections.set(`${name}.bytes`, table.bytes)
}

/** @throws StoredFormError if the sections are missing or do not fit together */
export function openTextTable(sections: ReadonlyMap<string, Section>, name: string): TextTable {
  const { offsets, bytes } = openColumns(sections, name)
  return viewTextTable(offsets, bytes)
}

/**
 * INVARIANT: the stored texts ascend. Only `storeTextTable` of a `SortedTextTable` may have written them; the order is
 * not checked again.
 *
 * @throws StoredFormError if the sections are missing or do not fit together
 */
export function openSortedTextTable(sections: ReadonlyMap<string, Section>, name: string): SortedTextTable {
  const { offsets, bytes } = openColumns(sections, name)
  return viewSortedTextTable(offsets, bytes)
}

function openColumns(
  sections: ReadonlyMap<string, Section>,
  name: string,
): { offsets: Uint32Array; bytes: Uint8Array } {
  const offsets = sectionOf(sections, `${name}.offsets`, Uint32Array)
  const bytes = sectionOf(sections, `${name}.bytes`, Uint8Array)
  checkOffsets(offsets, bytes.length, name)
  return { offsets, bytes }
}

/**
 * Checks that `offsets` cut something of length `total` into consecutive runs.
 *
 * @throws StoredFormError that names `name`
 */
export function checkOffsets(offsets: Uint32Array, total: number, name: string): void {
  if (offsets.length === 0 || offsets[0] !== 0 || offsets[offsets.length - 1] !== total) {
    throw layout(`offsets of \`${name}\` do not span it`)
  }
  for (let i = 1; i < offsets.length; i++) {
    if (offsets[i]! < offsets[i - 1]!) throw layout(`offsets of \`${name}\` descend`)
  }
}

function viewTextTable(offsets: Uint32Array, bytes: Uint8Array): TextTable {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const size = offsets.length - 1
  return {
    size,
    offsets,
    bytes,
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= size) {
        throw new RangeError(`no text \`${index}\` in a table of \`${size}\``)
      }
      return buffer.toString('utf8', offsets[index]!, offsets[index + 1]!)
    },
  }
}

function viewSortedTextTable(offsets: Uint32Array, bytes: Uint8Array): SortedTextTable {
  const table = viewTextTable(offsets, bytes)
  return {
    ...table,
    indexOf(text) {
      if (!isWellFormed(text)) return -1
      const sought = Buffer.from(text, 'utf8')
      let low = 0
      let high = table.size
      while (low < high) {
        const middle = (low + high) >>> 1
        const order = compareBytes(bytes, offsets[middle]!, offsets[middle + 1]!, sought)
        if (order === 0) return middle
        if (order < 0) low = middle + 1
        else high = middle
      }
      return -1
    },
  }
}

/** Orders `bytes[start .. end)` and `other`, both UTF-8, as their texts are ordered by code unit. */
function compareBytes(bytes: Uint8Array, start: number, end: number, other: Uint8Array): number {
  const shared = Math.min(end - start, other.length)
  for (let i = 0; i < shared; i++) {
    const a = bytes[start + i]!
    const b = other[i]!
    if (a !== b) return codeUnitRank(a) - codeUnitRank(b)
  }
  return end - start - other.length
}

/**
 * UTF-8 orders by code point. It differs from the order of code units in one place: the characters after U+FFFF
 * (lead bytes 0xF0 to 0xF4) come before U+E000 to U+FFFF (0xEE and 0xEF), because they start with a surrogate.
 */
function codeUnitRank(byte: number): number {
  return byte === 0xee || byte === 0xef ? byte + 0x10 : byte
}
