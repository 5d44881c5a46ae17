import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS, readSources, type SourceEntry, type SourceOptions } from '../../../src/connector/index.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inroads-source-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const put = (path: string, content: string | Buffer): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

async function read(path: string, options: SourceOptions = {}): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = []
  for await (const entry of readSources([path], options)) entries.push(entry)
  return entries
}

/** `path: documents` of what was read, `path! message` of what was not. */
const summary = (entries: SourceEntry[]): string[] =>
  entries.map((entry) =>
    'skipped' in entry
      ? `${entry.relative}! ${entry.message}`
      : `${entry.relative}: ${JSON.stringify(entry.documents().documents)}`,
  )

interface Member {
  name: string
  content?: string
  type?: string
  prefix?: string
}

function tar(members: Member[]): Buffer {
  const blocks = members.flatMap(({ name, content = '', type = '0', prefix = '' }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0, 100)
    header.write('0000644\0', 100)
    header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(type, 156)
    header.write('ustar\x0000', 257)
    header.write(prefix, 345)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512)
    body.write(content)
    return [header, body]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

describe('files of an import', () => {
  it('come sorted from a folder, hidden ones and links passed over', async () => {
    put('b/2.json', '2')
    put('a.ndjson', '1\n2')
    put('.hidden/x.json', '0')
    put('b/.swp', '0')
    put('b/1.yaml', 'a: 1\n---\nb: [x]\n')
    symlinkSync(join(folder, 'b'), join(folder, 'c'))
    expect(summary(await read(folder))).toEqual([
      'a.ndjson: [1,2]',
      'b/1.yaml: [{"a":1},{"b":["x"]}]',
      'b/2.json: [2]',
      'c! links are not followed',
    ])
  })

  it('are found one by one, compressed, and on standard input', async () => {
    put('one.json.gz', gzipSync('{"a":1}'))
    const [file] = await read(join(folder, 'one.json.gz'))
    expect(file !== undefined && 'extension' in file ? file.extension : null).toBe('.json')
    expect(summary(await read(join(folder, 'one.json.gz')))).toEqual(['one.json: [{"a":1}]'])
    const stdin = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
      yield bytes.subarray(0, 3)
      yield bytes.subarray(3)
    }
    expect(summary(await read('-', { stdin: stdin(Buffer.from('{"a":2}')) }))).toEqual(['-: [{"a":2}]'])
    expect(summary(await read('-', { stdin: stdin(gzipSync(tar([{ name: 'x/y.json', content: '3' }]))) }))).toEqual([
      'x/y.json: [3]',
    ])
  })

  it('come out of archives, with long names; a name that leaves the archive is refused', async () => {
    const long = `${'d/'.repeat(60)}long.json`
    const pax = (path: string): string => {
      const record = ` path=${path}\n`
      return `${record.length + 3}${record}`
    }
    put(
      'dump.tar.gz',
      gzipSync(
        tar([
          { name: './', type: '5' },
          { name: './a.json', content: '1' },
          { name: '../evil.json', content: '0' },
          { name: '/etc/evil.json', content: '0' },
          { name: 'x/../../evil.json', content: '0' },
          { name: '._a.json', content: 'resource fork' },
          { name: 'link.json', type: '2' },
          { name: 'name.json', prefix: 'in/prefix', content: '2' },
          { name: '././@LongLink', type: 'L', content: `${long}\0` },
          { name: 'short', content: '3' },
          { name: 'pax', type: 'x', content: pax(`${long}.pax.json`) },
          { name: 'short', content: '4' },
          { name: 'after.json', content: '5' },
        ]),
      ),
    )
    expect(summary(await read(join(folder, 'dump.tar.gz')))).toEqual([
      'a.json: [1]',
      '../evil.json! refused: the name leaves the archive',
      'etc/evil.json! refused: the name leaves the archive',
      'x/../../evil.json! refused: the name leaves the archive',
      'link.json! links are not followed',
      'in/prefix/name.json: [2]',
      `${long}: [3]`,
      `${long}.pax.json: [4]`,
      'after.json: [5]',
    ])
  })

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 700), 'the archive ends before its time'],
    [
      'overwritten',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 10), Buffer.from('?'), bytes.subarray(11)]),
      'the archive is damaged',
    ],
  ])('an archive that is %s is an error', async (_, harm, message) => {
    put('dump.tar', harm(tar([{ name: 'a.json', content: '1'.repeat(600) }])))
    expect(summary(await read(join(folder, 'dump.tar')))).toEqual([`dump.tar! ${message}`])
  })

  it('of 0 bytes, with a byte order mark, or in UTF-16 as Windows writes it', async () => {
    put('empty.json', '')
    put('mark.json', Buffer.from('\ufeff{"a":"é"}'))
    put('wide.json', Buffer.from('\ufeff{"a":"é"}', 'utf16le'))
    const entries = await read(folder)
    expect(entries.map((entry) => ('size' in entry ? entry.size > 0 : null))).toEqual([false, true, true])
    expect(summary(entries.slice(1))).toEqual(['mark.json: [{"a":"é"}]', 'wide.json: [{"a":"é"}]'])
  })

  it('are bounded in size and number', async () => {
    put('big.json', JSON.stringify('x'.repeat(100)))
    put('bomb.json.gz', gzipSync(JSON.stringify('x'.repeat(100_000))))
    put(
      'pack.tar',
      tar([
        { name: 'big.json', content: '1'.repeat(60) },
        { name: 'small.json', content: '1' },
      ]),
    )
    const limits = { ...LIMITS, fileBytes: 50 }
    expect(summary(await read(folder, { limits })).map((line) => line.replace(/larger.*/, 'too large'))).toEqual([
      'big.json! too large',
      'bomb.json.gz! too large',
      'big.json! too large',
      'small.json: [1]',
    ])
    await expect(read(folder, { limits: { ...LIMITS, files: 2 } })).rejects.toThrow('more than 2 files')
  })

  it('say where YAML is wrong, and do not follow a bomb of aliases', async () => {
    put('bad.yaml', 'a: [1\nb: 2\n')
    put(
      'bomb.yaml',
      `a: &a [x,x]\n${'bcdefghijk'.replace(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)},`.repeat(9)}x]\n`)}`,
    )
    const errors = (await read(folder)).map((entry) => ('documents' in entry ? entry.documents().error : null))
    expect(errors[0]).toMatch(/at line \d+, column \d+/)
    expect(errors[1]).toMatch(/alias/i)
  })

  it('must be there', async () => {
    await expect(read(join(folder, 'none'))).rejects.toThrow('nothing at')
  })
})
