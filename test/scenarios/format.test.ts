import { describe, expect, it } from 'vitest'
import { worldFiles } from '../support/aws-world.js'
import {
  AWS_SCENARIOS,
  parseScenario,
  readScenarios,
  type Question,
  type Scenario,
} from '../support/scenario-format.js'

const scenarios = readScenarios(AWS_SCENARIOS)

const SMALLEST = `
why: a rule. https://docs.aws.amazon.com/
world:
  accounts:
    "111122223333":
      roles: { Vendor: { trust: { AWS: "999988887777" } } }
ask:
  - reach: aws:999988887777
    mustNot: [{ target: x }]
`

/** Is there something that looks reachable and is not, or is not known? */
function isDecoy(question: Question): boolean {
  if ('import' in question) return (question.import.malformed ?? question.import.unrecognised ?? []).length > 0
  if ((question.gaps ?? []).length > 0) return true
  if ('explain' in question) return question.outcome === 'denied'
  return (question.mustNot ?? []).length > 0 || question.only !== undefined
}

function withoutDecoy({ name, ask }: Scenario): string[] {
  return ask.some(isDecoy) ? [] : [name]
}

describe('the scenario format', () => {
  it.each([
    [
      'a key of the world',
      SMALLEST.replace('roles:', 'rolls:'),
      'world.accounts.111122223333: Unrecognized key: "rolls"',
    ],
    [
      'a key of a role',
      SMALLEST.replace('trust: {', 'allows: [], trust: {'),
      'roles.Vendor: Unrecognized key: "allows"',
    ],
    ['a key of a trust', SMALLEST.replace('AWS:', 'Aws:'), 'roles.Vendor.trust: Unrecognized key: "Aws"'],
    ['a key of a question', SMALLEST.replace('mustNot', 'mustnt'), 'ask.0: Unrecognized key: "mustnt"'],
    ['a key of a row', SMALLEST.replace('target: x', 'goal: x'), 'ask.0.mustNot.0: Unrecognized key: "goal"'],
    ['a question', SMALLEST.replace('reach:', 'reaches:'), 'ask.0: none of reach, whoCan, explain, import'],
    ['an account number', SMALLEST.replace('"111122223333"', '"1111"'), 'world.accounts.1111'],
    ['a second key of the same name', SMALLEST + 'why: again\n', 'Map keys must be unique'],
  ])('refuses what it does not know, naming file and place: %s', (_what, text, expected) => {
    expect(() => parseScenario(text, 'group/file.yaml', 'group/file')).toThrow(expected)
    expect(() => parseScenario(text, 'group/file.yaml', 'group/file')).toThrow('group/file.yaml: ')
  })

  it('turns a world into what the AWS CLI prints', () => {
    const { world } = parseScenario(SMALLEST, 'a.yaml', 'a')
    expect([...worldFiles(world)]).toMatchObject([
      [
        '111122223333/global/iam-get-account-authorization-details.json',
        {
          RoleDetailList: [
            {
              Arn: 'arn:aws:iam::111122223333:role/Vendor',
              AssumeRolePolicyDocument: {
                Statement: [{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole' }],
              },
            },
          ],
        },
      ],
    ])
  })
})

describe('the scenarios', () => {
  it('are at least a hundred', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(100)
  })

  it('each name the vendor page of their rule', () => {
    expect(scenarios.filter(({ why }) => !why.includes('https://docs.')).map(({ name }) => name)).toEqual([])
  })

  it('each have a decoy: something that looks reachable and is not', () => {
    expect(scenarios.flatMap(withoutDecoy)).toEqual([])
  })

  it('ask all three questions in most worlds', () => {
    const all = scenarios.filter(({ ask }) =>
      ['reach', 'whoCan', 'explain'].every((word) => ask.some((q) => word in q)),
    )
    expect(all.length).toBeGreaterThan(scenarios.length / 2)
  })
})
