import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../src/cli/decide-records.js'
import { recordTexts, type RecordText } from '../../../src/cli/record-stream.js'

const REQUEST = { principal: '*', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }

function read(change: object): ReturnType<typeof readRecord> {
  return readRecord(JSON.stringify({ id: '1', cloud: 'aws', request: REQUEST, policies: {}, ...change }))
}

async function split(chunks: (string | Uint8Array)[], limit?: number): Promise<RecordText[]> {
  async function* stream(): AsyncGenerator<string | Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(chunk)
  }
  const records: RecordText[] = []
  for await (const record of recordTexts(stream(), limit)) records.push(record)
  return records
}

describe('readRecord', () => {
  it('takes every field of the contract', () => {
    const document = { Version: '2012-10-17', Statement: [] }
    const record = {
      id: '1',
      cloud: 'aws',
      request: {
        ...REQUEST,
        principalType: 'anonymous',
        resourceAccount: '111122223333',
        context: { 'aws:SourceIp': '203.0.113.7', 'aws:TagKeys': ['a', 'b'] },
        contextOpen: false,
        contextAbsent: ['aws:Referer'],
        contextPresent: ['aws:UserAgent'],
      },
      policies: {
        identity: [document],
        boundary: [],
        session: [document],
        resource: document,
        endpoint: [document],
        serviceControl: [[document], []],
        resourceControl: [[document]],
        publicAccessBlock: { account: { BlockPublicAcls: true }, bucket: {} },
      },
    }
    const got = readRecord(JSON.stringify(record))
    expect(got).toMatchObject({ ok: true })
    if (got.ok) expect(JSON.parse(JSON.stringify(got.record))).toEqual(record)
  })

  it('takes booleans and numbers in the context as the text that is compared', () => {
    const got = read({
      request: { ...REQUEST, context: { 'aws:MultiFactorAuthPresent': true, 'aws:MultiFactorAuthAge': [5] } },
    })
    expect(got.ok && got.record.cloud === 'aws' && { ...got.record.request.context }).toEqual({
      'aws:MultiFactorAuthPresent': 'true',
      'aws:MultiFactorAuthAge': ['5'],
    })
  })

  it('keeps a context key named __proto__ as data', () => {
    const got = readRecord(
      `{"id":"1","cloud":"aws","policies":{},"request":{"principal":"*","action":"a:B","resource":"*","context":{"__proto__":"x"}}}`,
    )
    expect(got.ok && got.record.cloud === 'aws' && Object.keys(got.record.request.context ?? {})).toEqual(['__proto__'])
  })

  it('ignores what stands beside the fields of a record', () => {
    expect(read({ note: 'mine' }).ok).toBe(true)
  })

  it.each<[string, object, string]>([
    ['no id', { id: undefined }, '`id` must be a text'],
    ['another cloud', { cloud: 'oracle' }, '`cloud` must be `aws`, `azure` or `gcp`'],
    ['another cloud', { cloud: 'oci' }, '`cloud` must be `aws`, `azure` or `gcp`'],
    ['no request', { request: [] }, '`request` must be an object'],
    ['no action', { request: { ...REQUEST, action: '' } }, '`request.action` must be a text'],
    ['a misspelt key', { request: { ...REQUEST, contextopen: true } }, '`request.contextopen` is not known'],
    ['a misspelt layer', { policies: { identiy: [] } }, '`policies.identiy` is not known'],
    [
      'a layer that is no list',
      { policies: { identity: {} } },
      '`policies.identity` must be a list of policy documents',
    ],
    ['a policy as text', { policies: { session: ['{}'] } }, '`policies.session[0]` must be a policy document'],
    ['one level too few', { policies: { serviceControl: [{}] } }, '`policies.serviceControl[0]` must be a list'],
    ['a null resource policy', { policies: { resource: null } }, '`policies.resource` must be a policy document'],
    [
      'an unknown principal type',
      { request: { ...REQUEST, principalType: 'user' } },
      '`request.principalType` must be one of',
    ],
    ['a nested context value', { request: { ...REQUEST, context: { a: { b: 1 } } } }, '`request.context`: `a` must be'],
    [
      'a setting that is no switch',
      { policies: { publicAccessBlock: { bucket: { BlockPublicAcls: 'on' } } } },
      'must be true or false',
    ],
  ])('%s is an error', (_what, change, message) => {
    const got = read(change)
    expect(got.ok).toBe(false)
    expect(got.ok ? '' : got.error).toContain(message)
    expect(got.ok ? '' : got.id).toBe('id' in change ? null : '1')
  })

  it('refuses deep nesting instead of overflowing', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const got = readRecord(`{"id":"1","cloud":"aws","policies":{"identity":[{"Statement":${deep}}]},"request":{}}`)
    expect(got).toEqual({ ok: false, id: '1', error: 'the record is nested deeper than 100 levels' })
  })
})

describe('recordTexts', () => {
  it.each<[string, string[], string[]]>([
    ['nothing', [], []],
    ['blank lines', ['\n \n'], []],
    ['lines', ['{"a":1}\n{"b":2}'], ['{"a":1}', '{"b":2}']],
    ['lines of other systems', ['{"a":1}\r\n\r\n{"b":2}\r\n'], ['{"a":1}', '{"b":2}']],
    ['a byte order mark', ['\uFEFF{"a":1}'], ['{"a":1}']],
    ['an empty list', [' [ ] \n'], []],
    ['a list', ['[{"a":[1,2]},\n {"b":"x,]"}]'], ['{"a":[1,2]}', '{"b":"x,]"}']],
    ['escapes in texts', ['[{"a":"\\"],["},{"b":"\\\\"}]'], ['{"a":"\\"],["}', '{"b":"\\\\"}']],
    ['a hole in a list', ['[1,,2]'], ['1', '', '2']],
  ])('splits %s', async (_what, chunks, texts) => {
    expect(await split(chunks)).toEqual(texts.map((text) => ({ text })))
  })

  it('says when a list has no end or something follows it', async () => {
    expect(await split(['[{"a":1},{"b":'])).toEqual([{ text: '{"a":1}' }, { error: 'the list of records has no end' }])
    expect(await split(['[1] [2]'])).toEqual([{ text: '1' }, { error: 'there is text after the list of records' }])
  })

  it('refuses one long record and goes on', async () => {
    const long = `"${'x'.repeat(50)}"`
    const error = 'the record is longer than 20 characters'
    expect(await split([`1\n${long}\n2`], 20)).toEqual([{ text: '1' }, { error }, { text: '2' }])
    expect(await split([`[1,${long},2]`], 20)).toEqual([{ text: '1' }, { error }, { text: '2' }])
  })

  it('gives the same records wherever the stream is cut, as lines and as a list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        async (values, size) => {
          const lines = values.map((value) => JSON.stringify({ value }))
          for (const text of [lines.join('\n'), JSON.stringify(values.map((value) => ({ value })))]) {
            const bytes = new TextEncoder().encode(text)
            const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
              bytes.slice(i * size, (i + 1) * size),
            )
            expect(await split(chunks)).toEqual(lines.map((line) => ({ text: line })))
          }
        },
      ),
      { numRuns: 50 },
    )
  })
})
