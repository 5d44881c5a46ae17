import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { printedAnswer, printedDate } from '../../../../../connectors/aws/collect/answer.js'

describe('an answer of the SDK', () => {
  it('is printed as the AWS CLI prints it', () => {
    const output = {
      $metadata: { requestId: 'x' },
      Date: new Date('2024-05-01T10:00:00.000Z'),
      Precise: new Date('2024-05-01T10:00:00.123Z'),
      Content: new TextEncoder().encode('user,arn,\u00fc'),
      Nothing: undefined,
      Null: null,
      Count: 7,
      Big: 12n,
      Huge: 12345678901234567890n,
      Names: new Set(['a']),
      Body: Readable.from(['secret']),
      Items: [{ Name: 'a', Gone: undefined }, undefined],
    }
    expect(printedAnswer('kms', output)).toEqual({
      Date: '2024-05-01T10:00:00+00:00',
      Precise: '2024-05-01T10:00:00.123000+00:00',
      Content: Buffer.from('user,arn,\u00fc').toString('base64'),
      Null: null,
      Count: 7,
      Big: 12,
      Huge: '12345678901234567890',
      Names: ['a'],
      Items: [{ Name: 'a' }, null],
    })
  })

  it('holds bytes that are part of a larger buffer, and no more', () => {
    const whole = Buffer.from('xxabcxx')
    expect(printedAnswer('iam', { Content: new Uint8Array(whole.buffer, whole.byteOffset + 2, 3) })).toEqual({
      Content: Buffer.from('abc').toString('base64'),
    })
  })

  it("has IAM's policies decoded, at any depth, and those of others as they are", () => {
    const document = { Version: '2012-10-17', Statement: [{ Sid: 'a+b c' }] }
    const encoded = encodeURIComponent(JSON.stringify(document))
    const output = {
      RoleDetailList: [{ AssumeRolePolicyDocument: encoded, RolePolicyList: [{ PolicyDocument: encoded }] }],
    }
    expect(printedAnswer('iam', output)).toEqual({
      RoleDetailList: [{ AssumeRolePolicyDocument: document, RolePolicyList: [{ PolicyDocument: document }] }],
    })
    expect(printedAnswer('iam', { Document: '%7Bnot json' })).toEqual({ Document: '%7Bnot json' })
    expect(printedAnswer('kms', { Policy: encoded, PolicyDocument: encoded })).toEqual({
      Policy: encoded,
      PolicyDocument: encoded,
    })
  })

  it('keeps fields with names that mean something to JavaScript as data', () => {
    const tags = JSON.parse('{"__proto__":"x","constructor":"y"}') as object
    expect(JSON.stringify(printedAnswer('lambda', { Tags: tags }))).toBe('{"Tags":{"__proto__":"x","constructor":"y"}}')
  })

  it('has no date where there was none', () => {
    expect(printedDate(new Date(NaN))).toBeNull()
  })
})
