import { describe, expect, it } from 'vitest'
import { worldFiles } from '../support/world.js'
import {
  AWS_SCENARIOS,
  AZURE_SCENARIOS,
  CROSS_SCENARIOS,
  GCP_SCENARIOS,
  parseScenario,
  readScenarios,
  type Question,
  type Scenario,
} from '../support/scenario-format.js'

const aws = readScenarios(AWS_SCENARIOS)
const azure = readScenarios(AZURE_SCENARIOS)
const gcp = readScenarios(GCP_SCENARIOS)
const cross = readScenarios(CROSS_SCENARIOS)

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

describe.each([
  ['aws', aws, 100, 'https://docs.', 1 / 2],
  ['azure', azure, 120, 'https://learn.microsoft.com/', 2 / 5],
  ['gcp', gcp, 120, 'https://cloud.google.com/', 1 / 4],
  ['cross', cross, 30, 'https://', -1],
] as const)('the scenarios of %s', (_cloud, scenarios, least, page, share) => {
  it('are enough', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(least)
  })

  it('each name the vendor page of their rule', () => {
    expect(scenarios.filter(({ why }) => !why.includes(page)).map(({ name }) => name)).toEqual([])
  })

  it('each have a decoy: something that looks reachable and is not', () => {
    expect(scenarios.flatMap(withoutDecoy)).toEqual([])
  })

  it('ask all three questions in many worlds', () => {
    const all = scenarios.filter(({ ask }) =>
      ['reach', 'whoCan', 'explain'].every((word) => ask.some((q) => word in q)),
    )
    expect(all.length).toBeGreaterThan(scenarios.length * share)
  })
})

describe('a world of Azure', () => {
  const text = `
why: a rule. https://learn.microsoft.com/
world:
  azure: { users: { remy: partner.example }, assign: [Reader to remy at rg1] }
ask:
  - explain: { principal: $remy, action: a/read, resource: $rg1/providers/x }
    outcome: denied
`
  it('turns names into ids', () => {
    expect(parseScenario(text, 'a.yaml', 'a').ask).toMatchObject([
      {
        explain: {
          principal: expect.stringMatching(/^azure:[0-9a-f-]{36}\/[0-9a-f-]{36}$/) as string,
          resource: expect.stringMatching(
            /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/rg1\/providers\/x$/,
          ) as string,
        },
      },
    ])
  })

  it.each([
    ['a name in a question', text.replace('$remy', '$reny'), 'ask.0: the world has no `$reny`'],
    ['a key of the world', text.replace('users:', 'people:'), 'world.azure: Unrecognized key: "people"'],
    ['an assignment', text.replace('Reader to remy at rg1', 'Reader remy'), 'world.azure.assign.0'],
  ])('refuses what it does not know: %s', (_what, broken, expected) => {
    expect(() => parseScenario(broken, 'a.yaml', 'a')).toThrow(expected)
  })

  it('is what ARM and Graph would give of it', () => {
    const files = new Map(worldFiles(parseScenario(text, 'a.yaml', 'a').world))
    const [tenant = ''] = [...files.keys()][0]?.split('/') ?? []
    expect(files.get(`${tenant}/roleAssignments.json`)).toMatchObject({
      value: [{ type: 'Microsoft.Authorization/roleAssignments', properties: { principalType: 'User' } }],
    })
    expect(files.get(`${tenant}/users.json`)).toMatchObject({
      value: [{ userType: 'Guest', mail: 'remy@partner.example' }],
    })
  })
})
