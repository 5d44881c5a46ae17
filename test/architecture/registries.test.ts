import { describe, expect, it } from 'vitest'
import { filesUnder, foldersIn, read } from './project-files.js'

/** A registry is an explicit list: the file that must name, and may only name, the modules beside it. */
interface Registry {
  of: string
  registry: string
  members: string[]
}

const code = (folder: string): string[] =>
  filesUnder(folder).filter((path) => path.endsWith('.ts') && !path.endsWith('/index.ts'))

const resources: Registry[] = foldersIn('connectors').map((cloud) => ({
  of: `resource types of ${cloud}`,
  registry: `connectors/${cloud}/resources/index.ts`,
  members: code(`connectors/${cloud}/resources`),
}))

/** Paths of the modules below the registry's folder that it imports, at once or lazily. */
function named(registry: string): string[] {
  const folder = registry.slice(0, registry.lastIndexOf('/'))
  return [...read(registry).matchAll(/(?:from|import\()\s*'\.\/([\w/.-]+)\.js'/g)].map(
    ([, path]) => `${folder}/${path}.ts`,
  )
}

describe.each(resources)('$of', ({ registry, members }) => {
  it('are each listed in the registry', () => {
    const listed = named(registry)
    expect(members.filter((path) => !listed.includes(path)).map((path) => `add ${path} to ${registry}`)).toEqual([])
  })

  it('are each there', () => {
    const files = new Set(filesUnder('connectors'))
    expect(named(registry).filter((path) => !files.has(path))).toEqual([])
  })
})

describe('commands', () => {
  it('are each reachable from the command line', () => {
    const entries = filesUnder('src/cli').filter((path) => !path.startsWith('src/cli/commands/'))
    const text = entries.map(read).join('\n')
    expect(
      code('src/cli/commands').filter(
        (path) => !text.includes(`./commands/${path.slice('src/cli/commands/'.length, -3)}.js`),
      ),
    ).toEqual([])
  })
})

it('a registry is read as it is written', () => {
  expect(resources.map(({ registry }) => registry)).toContain('connectors/aws/resources/index.ts')
  expect(named('src/model/index.ts')).toContain('src/model/node.ts')
})
