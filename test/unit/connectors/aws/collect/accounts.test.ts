import { describe, expect, it } from 'vitest'
import { AccountChoice, shardOf } from '../../../../../connectors/aws/collect/accounts.js'
import type { AwsCell } from '../../../../../connectors/aws/collect/cell.js'
import { declared } from '../../../../../connectors/aws/collect/declaration.js'
import { checkOptions } from '../../../../../connectors/aws/collect/options-check.js'
import type { AwsCollectOptions } from '../../../../../connectors/aws/index.js'
import { Plan, unique } from '../../../../../connectors/aws/collect/plan.js'

const HOME = { account: '111122223333', partition: 'aws', region: 'global' }
const [OTHER, CLOSED, THIRD] = ['444455556666', '777788889999', '123412341234'] as const

function options(more: Partial<AwsCollectOptions>): AwsCollectOptions {
  const none = { accounts: [], organizationalUnits: [], accountTags: [], excludeAccounts: [], regions: [], optIn: [] }
  return { ...none, role: 'reader', env: {}, now: () => 0, ...more }
}

const CALLS = declared({
  'organizations list-accounts': { needs: 'organizations:ListAccounts', byCaller: true },
  'sso-admin list-instances': { needs: 'sso:ListInstances', byCaller: true },
  'iam list-account-aliases': 'iam:ListAccountAliases',
  'kms list-keys': 'kms:ListKeys',
  'wafv2 list-rule-groups': { needs: 'wafv2:ListRuleGroups', onlyIn: 'us-east-1' },
  'cloudtrail lookup-events': { needs: 'cloudtrail:LookupEvents', optIn: 'cloudtrail' },
})

function planned(more: Partial<AwsCollectOptions>): Plan {
  const given = options(more)
  return new Plan(CALLS, given, new AccountChoice(given, HOME), HOME, () => true)
}

function cellAt(cells: readonly AwsCell[], path: string): AwsCell {
  const found = cells.find((cell) => cell.path === path)
  if (found === undefined) throw new Error(`no cell at ${path}`)
  return found
}

/** The accounts that are entered when the organization has answered everything it is asked. */
function entered(more: Partial<AwsCollectOptions>): string[] {
  const plan = planned(more)
  const answers: Record<string, object> = {
    'list-accounts': {
      Accounts: [
        { Id: HOME.account, State: 'ACTIVE' },
        { Id: OTHER, Status: 'ACTIVE' },
        { Id: CLOSED, Status: 'SUSPENDED' },
        { Id: THIRD, State: 'ACTIVE', Status: 'ACTIVE' },
        { Id: '../../etc', State: 'ACTIVE' },
      ],
    },
    'list-organizational-units-for-parent ou-ab12-00000001': { OrganizationalUnits: [{ Id: 'ou-ab12-00000002' }] },
    'list-accounts-for-parent ou-ab12-00000002': {
      Accounts: [
        { Id: OTHER, State: 'ACTIVE' },
        { Id: CLOSED, State: 'CLOSED' },
      ],
    },
    [`list-tags-for-resource ${THIRD}`]: { Tags: [{ Key: 'env', Value: 'prod' }] },
    [`list-tags-for-resource ${OTHER}`]: { Tags: [{ Key: 'env', Value: 'test' }] },
  }
  const seen = new Map(plan.roots().map((cell) => [cell.path, cell]))
  for (const cell of seen.values()) {
    const answer = answers[[cell.operation, ...cell.subject].join(' ')] ?? {}
    for (const next of plan.follow(cell, JSON.parse(JSON.stringify(answer))))
      if (!seen.has(next.path)) seen.set(next.path, next)
  }
  return [...seen.values()]
    .filter(({ service }) => service === 'iam')
    .map(({ scope }) => scope)
    .sort()
}

describe('the accounts that are read', () => {
  it.each([
    ['all active ones of the organization', {}, [HOME.account, THIRD, OTHER]],
    ['those that are named', { accounts: [OTHER] }, [OTHER]],
    ['all but those that are excluded', { excludeAccounts: [OTHER] }, [HOME.account, THIRD]],
    ['those below an organizational unit', { organizationalUnits: ['ou-ab12-00000001'] }, [OTHER]],
    ['those with a tag', { accountTags: ['env=prod'] }, [THIRD]],
    [
      'those below a unit that have a tag',
      { organizationalUnits: ['ou-ab12-00000001'], accountTags: ['env=prod'] },
      [],
    ],
  ])('are %s', (_, more, accounts) => {
    expect(entered(more)).toEqual([...accounts].sort())
  })

  it("are the caller's alone without a role", () => {
    const given = options({})
    delete given.role
    const plan = new Plan(CALLS, given, new AccountChoice(given, HOME), HOME, () => true)
    const list = cellAt(plan.roots(), `${HOME.account}/global/organizations-list-accounts.json`)
    const scopes = plan.follow(list, { Accounts: [{ Id: OTHER, State: 'ACTIVE' }] }).map(({ scope }) => scope)
    expect(scopes).toEqual([])
  })

  it('fall into parts that hold each of them once; the organization is in every part', () => {
    const all = entered({})
    const parts = [1, 2, 3].map((index) => entered({ shard: { index, count: 3 } }))
    expect(parts.flat().sort()).toEqual(all)
    for (const index of [1, 2, 3])
      expect(
        planned({ shard: { index, count: 3 } })
          .roots()
          .map(({ path }) => path),
      ).toContain(`${HOME.account}/global/organizations-list-accounts.json`)
    expect([HOME.account, OTHER, THIRD].map((account) => shardOf(account, 1000))).toEqual([
      shardOf(HOME.account, 1000),
      shardOf(OTHER, 1000),
      shardOf(THIRD, 1000),
    ])
  })
})

describe('the Regions that are read', () => {
  const regions = { Regions: ['us-east-1', 'eu-west-1'].map((RegionName) => ({ RegionName, OptInStatus: 'opted-in' })) }

  function paths(more: Partial<AwsCollectOptions>, subject: string): string[] {
    const plan = planned(more)
    return plan
      .follow(cellAt(plan.roots(), `${HOME.account}/global/ec2-describe-regions${subject}.json`), regions)
      .map(({ path }) => path)
  }

  it('are those that were named; what has one Region only is asked there all the same', () => {
    expect(paths({ regions: ['eu-west-1'] }, '')).toEqual([
      `${HOME.account}/us-east-1/wafv2-list-rule-groups.json`,
      `${HOME.account}/eu-west-1/sso-admin-list-instances.json`,
      `${HOME.account}/eu-west-1/kms-list-keys.json`,
    ])
  })

  it("are asked for the organization alone where the caller's own account is not read", () => {
    expect(paths({ accounts: [OTHER] }, '/organization')).toEqual([
      `${HOME.account}/us-east-1/sso-admin-list-instances.json`,
      `${HOME.account}/eu-west-1/sso-admin-list-instances.json`,
    ])
  })

  it('are asked for what was opted into, and only then', () => {
    const lookup = `${HOME.account}/us-east-1/cloudtrail-lookup-events.json`
    expect(paths({}, '')).not.toContain(lookup)
    expect(paths({ optIn: ['cloudtrail'] }, '')).toContain(lookup)
  })
})

describe('two questions under one name', () => {
  it('are both asked, unless they are the same', () => {
    const [cell] = planned({}).roots()
    if (cell === undefined) throw new Error('no cell')
    const other = { ...cell, input: { Scope: 'All' } }
    expect(unique([cell, { ...cell }, other]).map(({ path }) => path)).toEqual([
      cell.path,
      cell.path.replace('.json', '/2.json'),
    ])
  })
})

describe('options that mean nothing', () => {
  it.each([
    [{ accounts: ['12'] }],
    [{ excludeAccounts: ['x'] }],
    [{ organizationalUnits: ['prod'] }],
    [{ accountTags: ['env'] }],
    [{ shard: { index: 0, count: 3 } }],
    [{ shard: { index: 4, count: 3 } }],
    [{ sessionName: 'a b' }],
    [{ sessionPolicy: '{' }],
  ])('are refused: %j', (more) => {
    expect(() => {
      checkOptions(options(more))
    }).toThrow(/\w/)
  })

  it('are not refused where they mean something', () => {
    const more = { organizationalUnits: ['r-ab12', 'ou-ab12-34cd56ef'], accountTags: ['a=b=c'], sessionPolicy: '{}' }
    expect(() => {
      checkOptions(options(more))
    }).not.toThrow()
  })
})
