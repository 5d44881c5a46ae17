import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { QUERIES } from '../../../queries/index.js'
import {
  browserPack,
  cypherLiteral,
  escaped,
  EDGE_LOOKS,
  favourites,
  FIRST_QUESTIONS,
  firstQuestionsPage,
  grassStyle,
  guidePage,
  NODE_LOOKS,
  PICTURE_LIST,
  requiredCommands,
  zipOf,
} from '../../../src/browser/index.js'
import { EDGE_KIND_NAMES, NODE_KIND_NAMES } from '../../../src/graph/index.js'
import { cypherOf, cypherSchema, defineQuery, lintCypher, QUERY_GROUPS } from '../../../src/query/index.js'

const all = favourites(QUERIES.values(), cypherOf)
const guide = guidePage({ queries: QUERIES, cypherOf, address: 'http://localhost:7480' })

/** What Browser 5 takes out of a guide before it shows it. */
function cleanedByBrowser(html: string): string {
  return html
    .replace(/(\s+(on[^\s=]+)[^\s=]*\s*=\s*("[^"]*"|'[^']*'|[\w\-.:]+\s*))/gi, '')
    .replace(/<script\b[^<]*(?:(?!<\/script>)<[^<]*)*(<\/script>)?/gi, '')
    .replace(/href=".*javascript:[^"]*"/, 'href=""')
    .replace(/href='.*javascript:[^']*'/, "href=''")
}

describe('favourites', () => {
  it('are all pictures and all canned queries, in one folder per group', () => {
    expect(all).toHaveLength(QUERIES.size + PICTURE_LIST.length)
    expect([...new Set(all.map(({ folder }) => folder))]).toEqual([
      'inroads 0 pictures',
      ...Object.keys(QUERY_GROUPS).map((group, i) => `inroads ${String(i + 1)} ${group.replaceAll('-', ' ')}`),
    ])
    expect(new Set(all.map(({ folder, name }) => `${folder}/${name}`)).size).toBe(all.length)
  })

  it.each(all.map((one) => [one.name, one] as const))(
    '%s has its title first and asks only for what it sets',
    (_name, one) => {
      const lines = one.text.split('\n')
      expect(lines[0]).toBe(`// ${one.title}`)
      const asked = new Set([...one.statement.matchAll(/\$(\w+)/g)].map(([, name]) => name))
      const set = new Set([...one.text.matchAll(/^\/\/ :param (\w+) => /gm)].map(([, name]) => name))
      expect(set).toEqual(asked)
      // With a second statement Browser shows a script, and hides the answer.
      expect(one.text).not.toContain(';')
      expect(one.statement).toMatch(/\nLIMIT \d+$/)
    },
  )

  it('stand with their defaults in place of the parameters that have one', () => {
    const query = defineQuery({
      id: 'x',
      group: 'coverage',
      title: 'X',
      params: {
        who: { type: 'node', labels: ['ExternalParty'], required: true, default: null, example: 'a', description: '' },
        word: { type: 'string', required: false, default: "it's; $who", example: 'a', description: '' },
        none: { type: 'string', required: false, default: null, example: 'a', description: '' },
      },
      columns: ['id'],
      order: ['id'],
      twin: () => [],
    })
    const [one] = favourites([query], () => '// X\nMATCH $who, $word, $none\nLIMIT $limit\n').slice(PICTURE_LIST.length)
    expect(one?.statement).toBe("MATCH $who, 'it\\u0027s\\u003B \\u0024who', null\nLIMIT 1000")
    expect(requiredCommands(query)).toHaveLength(1)
  })
})

describe('pictures', () => {
  it.each(PICTURE_LIST.map((picture) => [picture.title, picture] as const))(
    '%s names only what the schema has, and returns a bounded number of rows',
    (_title, { cypher, params }) => {
      const problems = lintCypher(
        cypher.replace(/LIMIT \d+$/, 'LIMIT $limit').replaceAll('shortestPath', 'length'),
        { params: params.map(([name]) => name), columns: [], order: [] },
        cypherSchema(),
      )
      expect(
        problems.filter((problem) => /of the schema|property|without a|procedure|one statement/.test(problem)),
      ).toEqual([])
      expect(cypher).toMatch(/\nLIMIT (\d{1,2}|1\d\d|200)$/)
    },
  )
})

describe('the style', () => {
  const style = grassStyle(['AwsIamRole', 'Principal', 'Bad {', 'AwsIamRole', 'x'.repeat(200)])

  it('draws every kind of node and relationship, the kinds after the types', () => {
    expect(Object.keys(NODE_LOOKS).sort()).toEqual([...NODE_KIND_NAMES].sort())
    expect(Object.keys(EDGE_LOOKS).sort()).toEqual([...EDGE_KIND_NAMES].sort())
    const selectors = [...style.matchAll(/^(\S+) \{$/gm)].map(([, selector]) => selector)
    expect(selectors.slice(0, 3)).toEqual(['node', 'relationship', 'node.AwsIamRole'])
    expect(new Set(selectors).size).toBe(selectors.length)
  })

  it('is read by Browser, which cuts at every brace and colon', () => {
    // A caption may hold braces in its quotes, and nothing else may.
    const bare = style.replace(/"[^"]*"/g, '')
    expect(bare.split('{').length).toBe(bare.split('}').length)
    for (const line of style.split('\n').filter((text) => text.startsWith('  ')))
      expect(line.split(':')).toHaveLength(2)
  })
})

describe('the guide', () => {
  it('comes through what Browser takes out of guides unharmed', () => {
    expect(cleanedByBrowser(guide)).toBe(guide)
    const folder = guidePage({ queries: QUERIES, cypherOf, address: null })
    expect(folder).not.toContain('http')
  })

  it('has the ten first questions as statements to click, and as a page', () => {
    expect(FIRST_QUESTIONS).toHaveLength(10)
    const page = firstQuestionsPage({ queries: QUERIES, cypherOf })
    for (const { question } of FIRST_QUESTIONS) {
      expect(guide).toContain(escaped(question))
      expect(page).toContain(question)
    }
    expect(guide.match(/class="pre-scrollable code runnable"/g)).toHaveLength(12)
    expect(guide.match(/<slide/g)).toHaveLength(5)
  })

  it('escapes every text of a query', () => {
    const evil = '</pre><script>alert(1)</script><img src=x onerror="alert(1)">'
    const queries = new Map([...QUERIES].map(([id, query]) => [id, { ...query, title: evil }]))
    const page = guidePage({ queries, cypherOf: () => `${evil}\nLIMIT $limit`, address: `http://localhost/"${evil}` })
    expect(page).not.toMatch(/<script|<img/)
    expect(page).toContain('&lt;script&gt;')
  })
})

describe('texts in Cypher', () => {
  it.each([
    ["a'b", "'a\\u0027b'"],
    ['a\\', "'a\\u005C'"],
    ['a; MATCH (n) DELETE n //', "'a\\u003B MATCH \\u0028n\\u0029 DELETE n \\u002F\\u002F'"],
    ['ü\n', "'\\u00FC\\u000A'"],
    [true, 'true'],
    [7, '7'],
    [null, 'null'],
  ])('%j is %s', (value, literal) => {
    expect(cypherLiteral(value)).toBe(literal)
  })
})

describe('the archive', () => {
  /** Reads an archive by its central directory, as programs do. */
  function unzipped(zip: Uint8Array): Map<string, string> {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
    const end = zip.length - 22
    expect(view.getUint32(end, true)).toBe(0x06054b50)
    const found = new Map<string, string>()
    let at = view.getUint32(end + 16, true)
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      expect(view.getUint32(at, true)).toBe(0x02014b50)
      const [method, size, nameLength, offset] = [
        view.getUint16(at + 10, true),
        view.getUint32(at + 20, true),
        view.getUint16(at + 28, true),
        view.getUint32(at + 42, true),
      ]
      const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength))
      const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
      const bytes = zip.subarray(start, start + size)
      found.set(name, new TextDecoder().decode(method === 0 ? bytes : inflateRawSync(bytes)))
      at += 46 + nameLength
    }
    return found
  }

  it('gives back the files that were put in, under names in any script', () => {
    const files = new Map([
      ['a/b.cypher', 'MATCH (n)'],
      ['ordner ü/leer.cypher', ''],
    ])
    const bytes = zipOf([...files].map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })))
    expect(unzipped(bytes)).toEqual(files)
  })

  it('has the check sums of the format', () => {
    const bytes = zipOf([{ path: 'x', bytes: new TextEncoder().encode('123456789') }])
    expect(new DataView(bytes.buffer).getUint32(14, true)).toBe(0xcbf43926)
  })

  it('holds the favourites in their folders, and is the same every time', () => {
    const parts = { queries: QUERIES, cypherOf, typeLabels: ['AwsIamRole'], address: null }
    const files = browserPack(parts)
    const zip = files.find(({ path }) => path === 'favourites.zip')?.bytes ?? new Uint8Array()
    expect(unzipped(zip)).toEqual(new Map(all.map(({ folder, name, text }) => [`${folder}/${name}.cypher`, text])))
    expect(browserPack(parts)).toEqual(files)
  })
})
