import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actionIds,
  actionsIn,
  actionsMatching,
  actionsOf,
  actionsOfBoth,
  actionsWithout,
  allActions,
  describeActions,
  hasAction,
  isSubset,
  noActions,
} from '../../../../src/policy/aws/actions.js'
import { awsCatalogue } from '../../../../src/policy/aws/catalogue.js'

const RUNS = { numRuns: Number(process.env['POLICY_CASES'] ?? 200), seed: 20260101 }

const PATTERNS = [
  's3:*',
  's3:Get*',
  's3:GetObject',
  's3:*Object',
  's3:List*',
  's3:Put*',
  's3:Delete?bject',
  'sqs:*',
  'sqs:Send*',
  '*:List*',
  'kms:*',
  'kms:Decrypt',
  'iam:*',
  'iam:*Role*',
  'iam:PassRole',
  'ec2:Describe*',
]
const patterns = fc.array(fc.constantFrom(...PATTERNS), { maxLength: 4 })

describe('describeActions', () => {
  it('names exactly the actions of the set among those that matter', { timeout: 20_000 + RUNS.numRuns * 20 }, () => {
    fc.assert(
      fc.property(patterns, patterns, patterns, fc.boolean(), (given, taken, hints, all) => {
        const set = actionsWithout(actionsMatching(given), actionsMatching(taken))
        const within = all ? allActions() : actionsMatching(['s3:*', 'iam:*', 'kms:D*'])
        const names = describeActions(set, [...given, ...taken, ...hints, '*'], within)
        const positive = actionsMatching(names.filter((n) => !n.startsWith('!')))
        const negative = actionsMatching(names.filter((n) => n.startsWith('!')).map((n) => n.slice(1)))
        const named = actionsIn(actionsWithout(positive, negative), within)
        expect(actionIds(named), names.join(' ')).toEqual(actionIds(actionsIn(set, within)))
      }),
      RUNS,
    )
  })

  it('keeps a pattern that survives whole and names what was taken from one', () => {
    const set = actionsWithout(actionsMatching(['s3:*']), actionsMatching(['s3:DeleteBucket']))
    expect(describeActions(set, ['s3:*', 's3:DeleteBucket'])).toEqual(['s3:*', '!s3:DeleteBucket'])
    expect(describeActions(actionsMatching(['s3:Get*']), ['s3:Get*'])).toEqual(['s3:Get*'])
    expect(describeActions(noActions(), ['s3:*'])).toEqual([])
  })
})

describe('sets of actions', () => {
  it('behave as sets of ids', () => {
    const numbers = fc.uniqueArray(fc.nat({ max: awsCatalogue().size - 1 }), { maxLength: 20 })
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [x, y] = [actionsOf(a), actionsOf(b)]
        const sorted = (ids: readonly number[]): number[] => [...new Set(ids)].sort((i, k) => i - k)
        expect(actionIds(actionsIn(x, y))).toEqual(sorted(a.filter((id) => b.includes(id))))
        expect(actionIds(actionsWithout(x, y))).toEqual(sorted(a.filter((id) => !b.includes(id))))
        expect(actionIds(actionsOfBoth(x, y))).toEqual(sorted([...a, ...b]))
        expect(isSubset(x, y)).toBe(a.every((id) => b.includes(id)))
        expect(x.size).toBe(a.length)
        expect(a.every((id) => hasAction(x, id))).toBe(true)
        expect(actionsOf([...a].reverse())).toBe(x)
      }),
      RUNS,
    )
  })

  it('hold no action that AWS does not have', () => {
    expect(actionsMatching(['nope:Foo', 's3:NoSuchThing', 's3']).size).toBe(0)
    expect(hasAction(allActions(), -1)).toBe(false)
  })
})
