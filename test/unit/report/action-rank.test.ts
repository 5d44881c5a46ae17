import { describe, expect, it } from 'vitest'
import { actionRank } from '../../../src/report/action-rank.js'

describe('actionRank', () => {
  it.each([
    ['content before what only changes settings', 's3:GetObject', 's3:PutBucketPolicy'],
    ['writing content before reading it', 's3:PutObject', 's3:GetObject'],
    ['a pattern counts by its strongest action', 's3:Get*', 'ec2:Describe*'],
    ['permissions before writing', 'iam:AttachRolePolicy', 'ec2:RunInstances'],
    ['reading before listing', 'ec2:GetConsoleOutput', 's3:ListAllMyBuckets'],
    ['anything known before what is not known', 's3:ListAllMyBuckets', 'nosuch:Thing'],
  ])('%s', (_what, more, less) => {
    expect(actionRank(more)).toBeGreaterThan(actionRank(less))
  })
})
