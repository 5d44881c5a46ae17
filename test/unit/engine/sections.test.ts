import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSections, sectionOf, StoredFormError, writeSections } from '../../../src/engine/sections.js'
import type { Section, StoredFormReason } from '../../../src/engine/sections.js'

const sample = new Map<string, Section>([
  ['words', Uint32Array.of(1, 2, 0xffffffff)],
  ['signed', Int32Array.of(-1, 7)],
  ['__proto__', Uint8Array.of(1, 2, 3)],
  ['empty', new Uint8Array(0)],
])

function reasonOf(work: () => unknown): StoredFormReason | 'none' {
  try {
    work()
  } catch (error) {
    if (error instanceof StoredFormError) return error.reason
    throw error
  }
  return 'none'
}

describe('sections', () => {
  it('come back as they were written, in order', () => {
    const column = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.int32Array({ maxLength: 20 }),
      fc.uint32Array({ maxLength: 20 }),
    )
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => Buffer.byteLength(text) <= 255)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, column)), (entries) => {
        const sections = new Map<string, Section>(entries)
        expect([...openSections(writeSections(sections))]).toEqual([...sections])
      }),
    )
  })

  it('are views, not copies, and start on 8 bytes', () => {
    const file = writeSections(sample)
    for (const section of openSections(file).values()) {
      expect(section.buffer).toBe(file.buffer)
      expect(section.byteOffset % 8).toBe(0)
    }
  })

  it('open from bytes that start anywhere', () => {
    const file = writeSections(sample)
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    expect(openSections(shifted.subarray(3))).toEqual(sample)
  })

  it('keep only the part of a larger buffer that the column covers', () => {
    const part = Uint32Array.of(1, 2, 3, 4).subarray(1, 3)
    expect(openSections(writeSections(new Map([['part', part]]))).get('part')).toEqual(Uint32Array.of(2, 3))
  })

  it('are refused at every truncation', () => {
    const file = writeSections(sample)
    for (let length = 0; length < file.length; length++) {
      expect(reasonOf(() => openSections(file.subarray(0, length)))).toBe(length < 8 ? 'magic' : 'truncated')
    }
  })

  it('are refused at every flipped bit', () => {
    const file = writeSections(sample)
    for (let bit = 0; bit < file.length * 8; bit++) {
      const damaged = Buffer.from(file)
      damaged[bit >>> 3] = (damaged[bit >>> 3] ?? NaN) ^ (1 << (bit & 7))
      expect(
        reasonOf(() => openSections(damaged)),
        `bit ${bit}`,
      ).not.toBe('none')
    }
  })

  it.each<[string, StoredFormReason, (file: Buffer) => Buffer]>([
    ['another magic', 'magic', (file) => Buffer.concat([Buffer.from('{"nodes"'), file.subarray(8)])],
    ['another version', 'version', (file) => (file.writeUInt32LE(99, 8), file)],
    ['another byte order', 'byte-order', (file) => (file.subarray(12, 16).reverse(), file)],
    ['a changed section table', 'checksum', (file) => (file.writeUInt8(1, 40), file)],
    ['a changed section', 'checksum', (file) => (file.writeUInt8(0x55, file.length - 8), file)],
    ['bytes after its end', 'layout', (file) => Buffer.concat([file, Buffer.alloc(8)])],
  ])('with %s are refused as `%s`', (_, reason, change) => {
    expect(reasonOf(() => openSections(change(writeSections(sample))))).toBe(reason)
  })

  it('say which section is damaged', () => {
    const file = writeSections(new Map([['graph.ids', Uint8Array.of(1, 2, 3, 4)]]))
    file.writeUInt8(9, file.length - 8)
    expect(() => openSections(file)).toThrow('stored graph is damaged: section `graph.ids` does not match its checksum')
    expect(openSections(file, { contents: 'unchecked' }).get('graph.ids')).toEqual(Uint8Array.of(9, 2, 3, 4))
  })

  it('are found by name and element type', () => {
    expect(sectionOf(sample, 'signed', Int32Array)).toEqual(Int32Array.of(-1, 7))
    expect(reasonOf(() => sectionOf(sample, 'signed', Uint32Array))).toBe('layout')
    expect(reasonOf(() => sectionOf(sample, 'toString', Uint32Array))).toBe('layout')
  })

  it.each([
    ['', 'empty'],
    ['x'.repeat(256), 'too long'],
  ])('are not written under a name that is %#', (name) => {
    expect(() => writeSections(new Map([[name, new Uint8Array(1)]]))).toThrow(RangeError)
  })
})
