import { describe, expect, it } from 'vitest'
import { filesUnder, read } from './project-files.js'

/** Folders that serve every cloud and must know none by its own words. */
const NEUTRAL = ['src/model', 'src/graph', 'src/engine', 'src/query']

/** Words of the clouds' own languages: of requests, policies, resource names. Ids of the contract (`aws:<account>`) are no such words. */
const WIRE_WORDS = [
  'arn:aws',
  'amazonaws',
  'AssumeRolePolicy',
  'NotPrincipal',
  's3:Get',
  'sts:Assume',
  'iam:',
  'Microsoft.',
  'roleDefinition',
  'roleAssignment',
  'NotActions',
  'managementGroups',
  'googleapis',
  'gserviceaccount',
  'roles/',
  'setIamPolicy',
  'principalSet:',
  'allUsers',
]

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

describe.each(NEUTRAL)('%s', (folder) => {
  const files = filesUnder(folder).filter((path) => path.endsWith('.ts'))

  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(3)
  })

  it("has no cloud's wire words", () => {
    const found = files.flatMap((path) => {
      const code = withoutComments(read(path))
      return WIRE_WORDS.filter((word) => code.includes(word)).map((word) => `${path}: ${word}`)
    })
    expect(found).toEqual([])
  })
})

it('the words are those that the clouds use', () => {
  const aws = filesUnder('src/policy/aws').map(read).join('\n')
  expect(WIRE_WORDS.slice(0, 7).filter((word) => !aws.includes(word))).toEqual([])
})
