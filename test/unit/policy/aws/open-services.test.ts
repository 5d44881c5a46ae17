import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { layerOfDocuments } from '../../../../src/policy/aws/program.js'
import { servicesWithoutSource } from '../../../../src/policy/aws/world/open-services.js'

function servicesOf(statement: { [name: string]: Json }): string[] {
  const document = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      ...statement,
    },
  }
  return servicesWithoutSource(layerOfDocuments('resource-policy', [document], 'queue'))
}

describe("services that are let in on anybody's behalf", () => {
  it.each<[string, { [name: string]: Json }, string[]]>([
    ['without a condition', {}, ['sns.amazonaws.com']],
    [
      'of several',
      { Principal: { Service: ['sns.amazonaws.com', 's3.amazonaws.com'] } },
      ['s3.amazonaws.com', 'sns.amazonaws.com'],
    ],
    [
      'under a condition that says nothing of the source',
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      ['sns.amazonaws.com'],
    ],
    ['for one account', { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }, []],
    ['for one topic', { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:*' } } }, []],
    [
      'for one bucket, whose ARN has no account',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::in' } } },
      [],
    ],
    ['for one organization', { Condition: { StringEquals: { 'aws:SourceOrgID': 'o-exampleorg1' } } }, []],
    [
      'for topics of any account',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } } },
      ['sns.amazonaws.com'],
    ],
    [
      'for a source if there is one',
      { Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } } },
      ['sns.amazonaws.com'],
    ],
    [
      'for every account but one',
      { Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } },
      ['sns.amazonaws.com'],
    ],
    ['in a Deny', { Effect: 'Deny' }, []],
    ['nobody but accounts', { Principal: { AWS: '999988887777' } }, []],
  ])('%s', (_, statement, expected) => {
    expect(servicesOf(statement)).toEqual(expected)
  })
})
