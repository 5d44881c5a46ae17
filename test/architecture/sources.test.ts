import { describe, expect, it } from 'vitest'
import { allSources, filesUnder, foldersIn, generatorOf, productSources, read } from './project-files.js'

/** `path:line: text` for every line of `paths` that matches. */
function lines(paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )
}

const sources = allSources()
const tests = filesUnder('test').filter((path) => path.endsWith('.test.ts'))
const here = 'test/architecture/sources.test.ts'

it('there is something to look at', () => {
  expect(productSources().length).toBeGreaterThan(10)
  expect(tests.length).toBeGreaterThan(3)
})

describe('tests', () => {
  it('are all run: none is skipped, singled out, expected to fail or left for later', () => {
    expect(
      lines(
        tests,
        /\b(it|test|describe|suite|bench|ctx|context)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b|\bx(it|test|describe)\(/,
      ),
    ).toEqual([])
  })

  it('all assert something', () => {
    expect(tests.filter((path) => !/\bexpect(TypeOf)?\s*[(.]|\bassert\b/.test(read(path)))).toEqual([])
  })

  it('stand in a folder that is run', () => {
    expect(
      tests.filter((path) => !/^test\/(unit|golden|scenarios|collect|conformance|architecture)\//.test(path)),
    ).toEqual([])
  })
})

describe('code', () => {
  const others = sources.filter((path) => path !== here)

  it('silences neither the compiler nor the linter', () => {
    expect(lines(others, /@ts-(ignore|expect-error|nocheck)|(eslint|prettier|oxlint|biome)-(disable|ignore)/)).toEqual(
      [],
    )
  })

  it('leaves nothing for later', () => {
    expect(lines(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([])
  })

  it('has no hand-written file above 600 lines', () => {
    expect(
      sources.map((path) => [path, read(path).split('\n').length - 1] as const).filter(([, length]) => length > 600),
    ).toEqual([])
  })

  it('comes from a script that is there where it is generated', () => {
    const scripts = filesUnder('scripts')
    const generated = ['src', 'connectors', 'queries', 'docs']
      .flatMap(filesUnder)
      .map((path) => [path, generatorOf(read(path))] as const)
      .filter(([, generator]) => generator !== null)
    expect(generated.length).toBeGreaterThan(0)
    expect(generated.filter(([, generator]) => !scripts.includes(generator ?? ''))).toEqual([])
  })
})

describe('names', () => {
  const own = ['src', 'connectors', 'queries', 'test', 'scripts', 'bench'].flatMap(filesUnder)

  it('say what is inside', () => {
    const empty = /(^|[/.-])(utils?|helpers?|common|misc|managers?)([/.-]|$)/i
    expect(own.filter((path) => empty.test(path))).toEqual([])
  })

  it('are kebab-case', () => {
    expect(
      own.filter(
        (path) =>
          /\.(ts|mjs)$/.test(path) &&
          !/^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|mjs)$/.test(path),
      ),
    ).toEqual([])
  })
})

describe('folders', () => {
  const opening = [/^\/\/ What it is: .+/, /^\/\/ May import: .+/, /^\/\/ Never does: .+/]
  const first = (path: string): string[] =>
    read(path)
      .replace(/^#!.*\n/, '')
      .split('\n', 3)

  it.each([
    ...foldersIn('src').map((name) => `src/${name}`),
    ...foldersIn('connectors').map((name) => `connectors/${name}`),
  ])('%s has an entry that says what it is, what it may import and what it never does', (folder) => {
    const entry = filesUnder(folder)
      .filter((path) => /\/(index|main)\.ts$/.test(path))
      .sort((a, b) => a.split('/').length - b.split('/').length)[0]
    expect(entry, `${folder} needs an index.ts or main.ts`).toBeDefined()
    first(entry ?? '').forEach((line, at) => expect(line, entry).toMatch(opening[at] ?? /^$/))
  })

  it('below them say the same in their index.ts', () => {
    const entries = productSources().filter((path) => path.endsWith('/index.ts'))
    expect(entries.filter((path) => !first(path).every((line, at) => opening[at]?.test(line)))).toEqual([])
  })
})

describe('files that others will read', () => {
  const texts = filesUnder('').filter((path) => !/\.(gz|png|ico|zip|jpg)$/.test(path) && path !== here)

  it('name no path of one machine', () => {
    const machine = /(^|[\s"'`(=:])(\/(work|root|home\/[a-z]\w*|Users\/\w+|mnt|workspace)\/|[A-Z]:\\\\?Users\\)/
    expect(lines(texts, machine)).toEqual([])
  })

  it('name no package registry host', () => {
    const host = /https?:\/\/[^\s/"'`]*(registry\.(npm|yarn)|npmmirror|artifactory|nexus|verdaccio|pypi\.|repo\.maven)/i
    expect(lines(texts, host)).toEqual([])
    expect(lines(['package-lock.json', '.npmrc'], /"resolved": "https?:|^\s*(@[\w-]+:)?registry\s*=/)).toEqual([])
  })

  it('hold no credential', () => {
    // Access keys of AWS's own documentation end in EXAMPLE.
    const secret = /\b(AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z2-7]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/
    expect(lines(texts, secret).filter((line) => !/EXAMPLE/.test(line))).toEqual([])
  })
})

/** Its script compares version numbers in a log message and does nothing else; npm may block it. */
const ONLY_CHECKS_ITSELF = new Set(['node_modules/protobufjs'])

describe('the package', () => {
  const manifest = JSON.parse(read('package.json')) as {
    scripts: Record<string, string>
    engines: { node: string }
    dependencies: Record<string, string>
  }
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<
      string,
      { dev?: boolean; optional?: boolean; hasInstallScript?: boolean; engines?: { node?: string } }
    >
  }

  it('runs nothing when it is installed', () => {
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  it('depends on nothing that runs something when it is installed', () => {
    expect(
      Object.entries(lock.packages).flatMap(([name, { dev, hasInstallScript }]) =>
        hasInstallScript && !dev && !ONLY_CHECKS_ITSELF.has(name) ? [name] : [],
      ),
    ).toEqual([])
  })

  it('runs on Node 20', () => {
    expect(manifest.engines.node).toBe('>=20')
  })
})
