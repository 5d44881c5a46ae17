import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesUnder, foldersIn, load, root } from './project-files.js'

interface Architecture {
  default: IConfiguration
  layers: Record<string, { mayImport: string[]; reason: string }>
}

const { default: configuration, layers } = (await load('.dependency-cruiser.mjs')) as Architecture

async function cruised(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    folders,
    { ...configuration.options, ruleSet: { forbidden: configuration.forbidden ?? [] }, validate: true, baseDir },
    configuration.options?.enhancedResolveOptions,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  )
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output.slice(0, 200)}`)
  return output
}

function sentences(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to }) => {
    const comment = configuration.forbidden?.find(({ name }) => name === rule.name)?.comment ?? ''
    return `${from} imports ${to} (${rule.name}): ${comment}`
  })
}

describe('arrows', () => {
  let project: ICruiseResult

  beforeAll(async () => {
    project = await cruised(
      root,
      ['src', 'connectors', 'queries'].filter((folder) => filesUnder(folder).length > 0),
    )
  }, 60_000)

  it('hold in every file', () => {
    expect(sentences(project)).toEqual([])
  })

  it('were looked at: modules were read and type imports count', () => {
    const ours = project.modules.filter(({ source }) => /^(src|connectors|queries)\//.test(source))
    expect(ours.length).toBeGreaterThan(30)
    expect(ours.length).toBeGreaterThanOrEqual(
      ['src', 'connectors', 'queries'].flatMap(filesUnder).filter((path) => path.endsWith('.ts')).length,
    )
    const typeOnly = ours
      .flatMap(({ dependencies }) => dependencies)
      .filter(({ dependencyTypes }) => dependencyTypes.includes('type-only'))
    expect(typeOnly.length).toBeGreaterThan(0)
  })

  it('are drawn for every folder', () => {
    expect(foldersIn('src').filter((folder) => layers[folder] === undefined)).toEqual([])
  })

  it('go one way', () => {
    const above = (folder: string, seen: string[] = []): string[] =>
      seen.includes(folder)
        ? [...seen, folder]
        : (layers[folder]?.mayImport ?? []).flatMap((next) => above(next, [...seen, folder]))
    expect(Object.keys(layers).flatMap((folder) => above(folder))).toEqual([])
  })

  it('each come with one sentence of reason', () => {
    for (const { name, comment } of configuration.forbidden ?? [])
      expect(comment, name).toMatch(/^[A-Z][^.]+( [^.]+)*\.$/)
  })
})

describe('a wrong import is found', () => {
  const world = mkdtempSync(join(tmpdir(), 'inroads-arrows-'))
  const files: Record<string, string> = {
    'src/model/index.ts': 'export interface Node { id: string }\n',
    'src/party/index.ts': "import type { Graph } from '../graph/index.js'\nexport type P = Graph\n",
    'src/graph/index.ts': "import type { Node } from '../model/index.js'\nexport interface Graph { nodes: Node[] }\n",
    'src/policy/index.ts': "import { readFileSync } from 'node:fs'\nexport const text = readFileSync('x')\n",
    'src/report/index.ts': "import { fetchAll } from '../../connectors/aws/index.js'\nexport const rows = fetchAll\n",
    'src/engine/one.ts': "import type { Two } from './two.js'\nexport interface One { two: Two }\n",
    'src/engine/two.ts': "import type { One } from './one.js'\nexport interface Two { one: One }\n",
    'src/query/index.ts': "import neo4j from 'neo4j-driver'\nexport const driver = neo4j\n",
    'src/store/neo4j/index.ts': "import neo4j from 'neo4j-driver'\nexport const driver = neo4j\n",
    'connectors/aws/index.ts': "import { text } from '../../src/policy/index.js'\nexport const fetchAll = text\n",
    'connectors/azure/index.ts': "import { fetchAll } from '../aws/index.js'\nexport const azure = fetchAll\n",
    'connectors/gcp/index.ts': "import { S3Client } from '@aws-sdk/client-s3'\nexport const client = S3Client\n",
    'node_modules/neo4j-driver/package.json': '{"name":"neo4j-driver","version":"1.0.0","main":"index.js"}',
    'node_modules/neo4j-driver/index.js': 'export default 1\n',
    'node_modules/@aws-sdk/client-s3/package.json': '{"name":"@aws-sdk/client-s3","version":"1.0.0","main":"index.js"}',
    'node_modules/@aws-sdk/client-s3/index.js': 'export const S3Client = 1\n',
    'package.json': '{"dependencies":{"neo4j-driver":"1","@aws-sdk/client-s3":"1"}}',
  }
  let broken: string[]

  beforeAll(async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(world, path)), { recursive: true })
      writeFileSync(join(world, path), text)
    }
    const result = await cruised(world, ['src', 'connectors'])
    broken = result.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)
  }, 60_000)
  afterAll(() => rmSync(world, { recursive: true, force: true }))

  it.each([
    ['a lower folder imports a higher one, as a type', 'arrow-party: src/party/index.ts'],
    ['a renderer calls a connector', 'arrow-report: src/report/index.ts'],
    ['a policy reads a file', 'policy-is-pure: src/policy/index.ts'],
    ['two modules import types from each other', 'no-circular: src/engine/one.ts'],
    ['a connector looks at policies', 'arrow-connectors: connectors/aws/index.ts'],
    ['a connector leans on another cloud', 'arrow-connectors: connectors/azure/index.ts'],
    ['a vendor client stands in the wrong connector', 'only-aws-sdk: connectors/gcp/index.ts'],
    ['the database driver stands outside its adapter', 'only-neo4j-driver: src/query/index.ts'],
  ])('%s', (_case, violation) => {
    expect(broken).toContain(violation)
  })

  it('and a right one is not', () => {
    expect(broken.filter((line) => /src\/(graph|store|model)\//.test(line))).toEqual([])
  })
})
