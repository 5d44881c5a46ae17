import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesUnder, load, read, root } from './project-files.js'

interface GeneratedDocument {
  file: string
  render: () => Promise<string>
}
const { documents, limitsIn } = (await load('scripts/generate-docs.mjs')) as {
  documents: GeneratedDocument[]
  limitsIn: (source: string) => string[]
}

describe('generated documents', () => {
  it.each(documents.map(({ file, render }) => [file, render] as const))(
    '%s is what the code says now (else run `npm run docs`)',
    async (file, render) => {
      expect(read(file)).toBe(await render())
    },
  )

  it('each have a generator', () => {
    expect(filesUnder('docs/generated').filter((path) => !documents.some(({ file }) => file === path))).toEqual([])
  })
})

describe('limits', () => {
  it.each([
    ['a line comment', '// LIMIT: tags are not read.\nconst x = 1\n', ['tags are not read.']],
    ['lines that follow', '// LIMIT: tags are\n// not read.\nconst x = 1', ['tags are not read.']],
    [
      'a docstring',
      '/**\n * Does it.\n *\n * LIMIT: tags are\n * not read.\n * @see https://x.example\n */',
      ['tags are not read.'],
    ],
    ['one line of a docstring', '/** LIMIT: tags are not read. */', ['tags are not read.']],
    ['two in a row', '// LIMIT: one.\n// LIMIT: two.', ['one.', 'two.']],
    ['the end of a paragraph', '/*\n * LIMIT: one.\n *\n * Another matter.\n */', ['one.']],
    ['behind code', 'const x = 1 // LIMIT: one.\nconst y = 2 // other', ['one.']],
    ['no text in quotes', "const x = 'LIMIT: no comment'", []],
  ])('are found in %s', (_case, source, expected) => {
    expect(limitsIn(source)).toEqual(expected)
  })
})

describe('hand-written documents', () => {
  const pages = filesUnder('').filter((path) => path.endsWith('.md'))

  it('link to files that are there', () => {
    const broken = pages.flatMap((page) => {
      const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/')) : ''
      return [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target ?? '')
        .filter((target) => !existsSync(join(root, folder, target)))
        .map((target) => `${page}: ${target}`)
    })
    expect(broken).toEqual([])
  })

  it('name commands that the package has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? ''),
    )
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})
