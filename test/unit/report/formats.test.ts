import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { canonicalJson } from '../../../src/model/index.js'
import { csvCell } from '../../../src/report/csv.js'
import { FORMATS, loadRenderer, type Answer, type Format } from '../../../src/report/index.js'
import { createLook } from '../../../src/report/look.js'
import { SCHEMAS } from '../../../src/report/schemas/index.js'
import { schemaErrors } from './json-schema-check.js'
import { ANSWERS, becomes, entry, gap, node, reachAnswer, reachRow } from './sample-answers.js'

async function printed(answer: Answer, format: Format, width = 100): Promise<string> {
  const render = await loadRenderer(format)
  return [...render(answer, createLook(width, false), {})].join('')
}

const ESC = String.fromCharCode(27)
const CSI = String.fromCharCode(0x9b)
const BIDI = String.fromCodePoint(0x202e)
const TAG = String.fromCodePoint(0xe0041)
const HOSTILE = `evil${ESC}[2J${CSI}31m${BIDI}gnp${TAG}\u0000\u007f`
const hostileAnswer = reachAnswer(
  [
    reachRow({
      party: node(`aws:1${HOSTILE}`, 'external_party', HOSTILE),
      entry: entry(node(`${HOSTILE}\nfake row`, 'aws_iam_role', HOSTILE)),
      target: { ...node(HOSTILE, 'aws_s3_bucket'), covers: 'pattern', except: [HOSTILE] },
      actions: [HOSTILE, `!${HOSTILE}`],
      escalation: HOSTILE,
      requires: [{ key: HOSTILE, operator: HOSTILE, values: [HOSTILE], satisfiedBy: 'unknown', text: '' }],
    }),
  ],
  [{ ...gap, scope: HOSTILE, service: HOSTILE, call: HOSTILE, message: HOSTILE }],
)

const UNSAFE = [ESC, CSI, BIDI, TAG, '\u0000', '\u007f']

describe('every format', () => {
  it.each(FORMATS)('%s lets no control or bidirectional character of a cloud through', async (format) => {
    const text = await printed(hostileAnswer, format)
    expect(text).toContain('evil')
    for (const character of UNSAFE) expect(text).not.toContain(character)
  })

  it.each(FORMATS)('%s prints every kind of answer, ending in a line end', async (format) => {
    for (const answer of Object.values(ANSWERS)) {
      const text = await printed(answer, format)
      expect(text.length).toBeGreaterThan(0)
      expect(text.endsWith('\n')).toBe(true)
    }
  })
})

describe('json', () => {
  it.each(Object.entries(ANSWERS))('%s parses to the same answer and keeps its schema', async (name, answer) => {
    const value: unknown = JSON.parse(await printed(answer, 'json'))
    expect(value).toEqual(answer)
    const schema = SCHEMAS.get(name)
    expect(schema).toBeDefined()
    if (schema !== undefined) expect(schemaErrors(schema, value, schema)).toEqual([])
  })

  it('sorts keys at every depth, indents by two and is the same whatever the order of construction', async () => {
    const answer = reachAnswer([becomes])
    const reversed = Object.fromEntries(Object.entries(answer).reverse()) as unknown as Answer
    const text = await printed(answer, 'json')
    expect(await printed(reversed, 'json')).toBe(text)
    expect(text).toBe(`${JSON.stringify(JSON.parse(canonicalJson(answer)), null, 2)}\n`)
  })

  it('keeps hostile text as escapes that parse back to it', async () => {
    expect(JSON.parse(await printed(hostileAnswer, 'json'))).toEqual(hostileAnswer)
  })

  it('treats a key named __proto__ as data', async () => {
    const value = JSON.parse('{"__proto__":{"x":1},"schema":"inroads/status/1"}') as Answer
    expect(await printed(value, 'json')).toBe(
      '{\n  "__proto__": {\n    "x": 1\n  },\n  "schema": "inroads/status/1"\n}\n',
    )
  })

  it('finds what a schema does not allow', () => {
    const schema = SCHEMAS.get('reach') ?? {}
    const broken = { ...ANSWERS.reach, rows: [{ ...becomes, outcome: 'maybe', entry: null }], complete: 'yes' }
    expect(schemaErrors(schema, broken, schema)).toEqual([
      '$.complete: wrong type',
      '$.rows[0].entry: wrong type',
      '$.rows[0].outcome: not in the list',
    ])
  })
})

describe('ndjson', () => {
  it('gives one line per row, then gaps and completeness', async () => {
    const lines = (await printed(ANSWERS.reach, 'ndjson')).trimEnd().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines.slice(0, 4).map((line) => JSON.parse(line) as unknown)).toEqual(ANSWERS.reach.rows)
    const { rows, ...rest } = ANSWERS.reach
    expect(rows).toHaveLength(4)
    expect(JSON.parse(lines[4] ?? '')).toEqual(rest)
  })

  it('gives the last line even without rows', async () => {
    const text = await printed(reachAnswer([], [gap]), 'ndjson')
    expect(text.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(text)).toMatchObject({ complete: false, gaps: [gap] })
  })

  it('gives an answer without rows as one line', async () => {
    expect(JSON.parse(await printed(ANSWERS.explain, 'ndjson'))).toEqual(ANSWERS.explain)
  })
})

describe('csv', () => {
  it.each([
    ['plain', 'plain'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\\tx"],
    ['\r=x', "'\\r=x"],
    ['\u0000=x', "'=x"],
    ['\uff1dcmd', "'\uff1dcmd"],
    ['=a,"b"', '"\'=a,""b"""'],
    ['a,b', '"a,b"'],
    ['two\nlines', 'two\\nlines'],
    ['', ''],
  ])('writes %j as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  it('has a header and one record per row, separated by CRLF', async () => {
    const lines = (await printed(reachAnswer([reachRow()]), 'csv')).split('\r\n')
    expect(lines).toEqual([
      'party,party_name,entry,outcome,access,data,target,type,covers,except,actions,requires,through,escalation,because,last_used',
      'aws:999988887777,aws:999988887777,arn:aws:iam::111122223333:role/Vendor,conditional,read,yes,arn:aws:s3:::reports/*,aws_s3_bucket,pattern,,s3:GetObject,the caller passes the external id `tenant-4711`,,,arn:aws:iam::111122223333:role/Vendor#trust#0,',
      '',
    ])
  })
})

describe('yaml', () => {
  it.each(Object.entries(ANSWERS))('%s parses to the same answer', async (_name, answer) => {
    expect(parseYaml(await printed(answer, 'yaml'))).toEqual(answer)
  })

  it('writes shared parts out, without anchors, and keeps hostile text', async () => {
    const text = await printed(ANSWERS.reach, 'yaml')
    expect(text).not.toMatch(/[&*]a\d/)
    expect(parseYaml(await printed(hostileAnswer, 'yaml'))).toEqual(hostileAnswer)
  })
})
