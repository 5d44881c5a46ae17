import { describe, expect, it } from 'vitest'
import {
  mergedPages,
  nextPage,
  pagedInput,
  pageInput,
  withoutTokens,
} from '../../../../../connectors/aws/collect/paging.js'

describe('the page after an answer', () => {
  it.each([
    ['organizations list-accounts', { NextToken: 't' }, { NextToken: 't' }],
    ['appsync list-graphql-apis', { nextToken: 't' }, { nextToken: 't' }],
    ['kms list-keys', { NextMarker: 't', Truncated: true }, { Marker: 't' }],
    ['lambda list-functions', { NextMarker: 't' }, { Marker: 't' }],
    ['iam list-users', { Marker: 't', IsTruncated: true }, { Marker: 't' }],
    ['rds describe-db-snapshots', { Marker: 't' }, { Marker: 't' }],
    ['route53 list-hosted-zones', { Marker: 'asked', NextMarker: 't', IsTruncated: true }, { Marker: 't' }],
    ['glacier list-vaults', { Marker: 't' }, { marker: 't' }],
    ['wafv2 list-rule-groups', { NextMarker: 't' }, { NextMarker: 't' }],
    ['iot list-policies', { nextMarker: 't' }, { marker: 't' }],
    ['apigateway get-rest-apis', { position: 't' }, { position: 't' }],
    ['dynamodb list-tables', { LastEvaluatedTableName: 't' }, { ExclusiveStartTableName: 't' }],
    ['dynamodbstreams list-streams', { LastEvaluatedStreamArn: 't' }, { ExclusiveStartStreamArn: 't' }],
    ['s3api list-buckets', { ContinuationToken: 't' }, { ContinuationToken: 't' }],
    ['servicecatalog list-portfolios', { NextPageToken: 't' }, { PageToken: 't' }],
    ['lightsail get-buckets', { nextPageToken: 't' }, { pageToken: 't' }],
    ['kinesis list-streams', { NextToken: 't', HasMoreStreams: true }, { NextToken: 't' }],
  ])('of %s', (call, answer, parameters) => {
    expect(pageInput(nextPage(call, answer))).toEqual(parameters)
  })

  it('is none at the end, also where the token that was asked with is repeated', () => {
    expect(nextPage('iam list-users', { Marker: 'asked', IsTruncated: false })).toBeNull()
    expect(nextPage('efs describe-file-systems', { Marker: 'asked', FileSystems: [] })).toBeNull()
    expect(nextPage('organizations list-accounts', { NextToken: '' })).toBeNull()
    expect(nextPage('kms list-keys', [])).toBeNull()
  })

  it('cannot be missing where the answer says that it goes on', () => {
    expect(() => nextPage('iam list-users', { IsTruncated: true, Users: [] })).toThrow('goes on')
  })
})

describe('pages of an answer', () => {
  it('are one answer: lists follow each other, of the rest the first counts', () => {
    expect(
      mergedPages([
        { Users: [1], Owner: { Id: 'a', Names: ['x'] }, Prefix: 'first' },
        { Users: [2, 3], Owner: { Id: 'b', Names: ['y'] }, Prefix: 'second', Groups: [4] },
        { Users: [4], Groups: [5] },
      ]),
    ).toEqual({ Users: [1, 2, 3, 4], Owner: { Id: 'a', Names: ['x', 'y'] }, Prefix: 'first', Groups: [4, 5] })
  })

  it('are left as they were', () => {
    const first = { Users: [1] }
    mergedPages([first, { Users: [2] }])
    expect(first).toEqual({ Users: [1] })
  })

  it('have no tokens in them', () => {
    const page = { Users: [1], Marker: 'm', IsTruncated: true, NextToken: 't' }
    expect(withoutTokens(page, false)).toEqual({ Users: [1] })
    expect(withoutTokens(page, true)).toEqual({ Users: [1], IsTruncated: true })
  })

  it('come only to those who ask for them, in some services', () => {
    expect(pagedInput('sqs', 'list-queues', {})).toEqual({ MaxResults: 1000 })
    expect(pagedInput('ec2', 'describe-snapshots', { OwnerIds: ['self'] })).toEqual({ OwnerIds: ['self'] })
    expect(pagedInput('s3api', 'list-buckets', { MaxBuckets: 5 })).toEqual({ MaxBuckets: 5 })
  })
})
