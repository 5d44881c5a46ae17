import { describe, expect, it } from 'vitest'
import { isDeeper, parseEmbeddedJson, parseJsonDocuments } from '../../../src/connector/index.js'

describe('JSON of an import', () => {
  it.each([
    ['one document', '{"a":1}', [{ a: 1 }]],
    ['pages one after the other', '{"a":1}{"a":2}\n[3]', [{ a: 1 }, { a: 2 }, [3]]],
    ['one per line', '{"a":1}\r\n{"a":2}\r\n', [{ a: 1 }, { a: 2 }]],
    ['braces and quotes inside strings', '{"a":"}{\\"]"} {"b":"\\\\"}', [{ a: '}{"]' }, { b: '\\' }]],
    ['scalars', 'null 1.5e3 "x"', [null, 1500, 'x']],
  ])('%s', (_, text, documents) => {
    expect(parseJsonDocuments(text)).toEqual({ documents, error: null })
  })

  it.each([
    ['{"a":}', 'line 1, column 6: a value expected, not `}`'],
    ['{\n  "a": 1,\n  b: 2\n}', 'line 3, column 3: a name in double quotes expected, not `b`'],
    ['{"a": [1, 2', 'line 1, column 12: unexpected end of the text'],
    ['{ "Policy": "{\\"Version\\": ', 'line 1, column 28: unexpected end of the text inside a string'],
    ['[1 2]', 'line 1, column 4: `,` or `]` expected, not `2`'],
    ['{"a" 1}', 'line 1, column 6: `:` expected, not `1`'],
    ['["\\x"]', 'line 1, column 4: an unknown escape'],
    ['["\\u00g0"]', 'line 1, column 4: a broken `\\u` escape'],
    ['["a\tb"]', 'line 1, column 4: a control character inside a string'],
    [' \n ', 'line 1, column 1: no JSON in it'],
  ])('%j is an error with its place', (text, error) => {
    expect(parseJsonDocuments(text)).toEqual({ documents: [], error })
  })

  it('keeps the pages before an error', () => {
    expect(parseJsonDocuments('{"page":1}\n{"page":')).toEqual({
      documents: [{ page: 1 }],
      error: 'line 2, column 9: unexpected end of the text',
    })
  })

  it('bounds the depth, at once and however deep it goes', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(parseJsonDocuments(nested(200)).error).toBeNull()
    expect(parseJsonDocuments(nested(202)).error).toBe('nested deeper than 200 levels')
    expect(parseJsonDocuments(nested(200_000)).error).toBe('nested deeper than 200 levels')
    expect(parseJsonDocuments(`{}${nested(200_000)}`).error).toBe('nested deeper than 200 levels')
    expect(parseEmbeddedJson(nested(5000))).toBeNull()
    expect(isDeeper({ a: { b: [] } }, 2)).toBe(false)
    expect(isDeeper({ a: { b: [] } }, 1)).toBe(true)
  })

  it('keeps a key named `__proto__` as data', () => {
    const [document] = parseJsonDocuments('{"__proto__":{"isAdmin":true}}').documents
    expect(Object.keys(document as object)).toEqual(['__proto__'])
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })
})
