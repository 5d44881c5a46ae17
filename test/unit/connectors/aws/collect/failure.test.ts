import { describe, expect, it } from 'vitest'
import { failureOf, printedError } from '../../../../../connectors/aws/collect/failure.js'
import { errorInText } from '../../../../../connectors/aws/error-text.js'
import { CallFailure } from '../../../../../src/connector/index.js'

const CALL = { api: 'GetBucketPolicy', isHome: false, isBase: true, now: Date.parse('2024-05-01T10:00:00Z') }

function thrown(name: string, more: object = {}, message = 'said'): Error {
  return Object.assign(new Error(message), { name }, more)
}

describe('a failed call', () => {
  it.each([
    ['an answer that there is none', thrown('NoSuchBucketPolicy'), 'none', false],
    ['a refusal', thrown('AccessDenied'), 'denied', false],
    [
      'a refusal by a policy of the organization',
      thrown('AccessDeniedException', {}, 'with an explicit deny in a service control policy'),
      'denied',
      false,
    ],
    ['a service that is not switched on', thrown('AccessDeniedException', {}, 'Macie is not enabled.'), 'none', false],
    [
      'an answer that was cut off',
      thrown(
        'Error',
        { $metadata: { httpStatusCode: 200 } },
        'missing closing tag </Role>.\n  Deserialization error: to see',
      ),
      'failed',
      true,
    ],
    ['a status alone that refuses', thrown('UnknownError', { $metadata: { httpStatusCode: 403 } }), 'denied', false],
    [
      'a status alone of something that is not there',
      thrown('Error', { $metadata: { httpStatusCode: 404 } }),
      'failed',
      false,
    ],
    [
      'a status alone that asks for less',
      thrown('UnknownError', { $metadata: { httpStatusCode: 429 } }),
      'throttled',
      true,
    ],
    ['a service asked too often', thrown('SlowDown', { $metadata: { httpStatusCode: 503 } }), 'throttled', true],
    ['EC2 asked too often', thrown('RequestLimitExceeded'), 'throttled', true],
    ['an error of the server', thrown('SomethingNew', { $metadata: { httpStatusCode: 500 } }), 'failed', true],
    [
      'an operation that is not known',
      thrown('InvalidAction', { $metadata: { httpStatusCode: 400 } }),
      'failed',
      false,
    ],
    ['an account that has not signed up', thrown('OptInRequired'), 'failed', false],
    ['a service that has to be subscribed to', thrown('SubscriptionRequiredException'), 'failed', false],
    ['a Region that is not enabled', thrown('AuthFailure'), 'failed', false],
    ['a clock that is off', thrown('RequestTimeTooSkewed', { $metadata: { httpStatusCode: 403 } }), 'failed', true],
    [
      'a signature that came too late',
      thrown('InvalidSignatureException', {}, 'Signature expired: 20240501'),
      'failed',
      true,
    ],
    ['a wrong signature', thrown('SignatureDoesNotMatch'), 'failed', false],
    ['a host that does not exist', thrown('Error', { code: 'ENOTFOUND' }), 'failed', false],
    ['a name server that is busy', thrown('Error', { code: 'EAI_AGAIN' }), 'failed', true],
    ['a time-out', thrown('TimeoutError'), 'failed', true],
    ['a report that is being made', thrown('ReportInProgress'), 'failed', true],
    ['something that is no error', 'text', 'failed', false],
  ])('is %s', (_, error, kind, isTransient) => {
    expect(failureOf(error, CALL)).toMatchObject({ kind, isTransient })
  })

  it("ends everything where the credentials of the caller are not accepted, and its account where a role's are not", () => {
    const home = { ...CALL, isHome: true }
    expect(failureOf(thrown('InvalidClientTokenId'), home)).toMatchObject({ kind: 'credentials', isForAll: true })
    expect(failureOf(thrown('InvalidClientTokenId'), { ...home, isBase: false })).toMatchObject({
      kind: 'credentials',
      isForAll: false,
    })
    expect(failureOf(thrown('ExpiredToken'), CALL)).toMatchObject({ kind: 'credentials', isForAll: true })
    expect(failureOf(thrown('CredentialsProviderError'), { ...CALL, isBase: false })).toMatchObject({ isForAll: true })
  })

  it('reads as the AWS CLI prints it', () => {
    const { message } = failureOf(thrown('NoSuchBucketPolicy', {}, 'The bucket\npolicy does not exist'), CALL)
    expect(message).toBe(
      'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist',
    )
    expect(errorInText(message)).toMatchObject({ code: 'NoSuchBucketPolicy', status: 'none', message })
  })

  it('has a message of one line that is bounded and holds no token', () => {
    const token = 'FwoGZXIvYXdzE'.repeat(30)
    const message = printedError(
      'AccessDenied',
      'GetKeyPolicy',
      `Encoded authorization failure message: ${token}\n${'x y '.repeat(5000)}`,
    )
    expect(message).not.toContain('FwoGZXIvYXdzE')
    expect(message).not.toContain('\n')
    expect(message.length).toBeLessThanOrEqual(500)
  })

  it.each([
    ['seconds', { $response: { headers: { 'retry-after': '3' } } }, 3000],
    ['a date', { $response: { headers: { 'retry-after': 'Wed, 01 May 2024 10:00:05 GMT' } } }, 5000],
    ['a field of the error', { retryAfterSeconds: '2' }, 2000],
    ['nothing', { $response: { headers: { 'retry-after': 'soon' } } }, null],
  ])('passes on how long to wait, told by %s', (_, more, retryAfterMs) => {
    expect(failureOf(thrown('ThrottlingException', more), CALL).retryAfterMs).toBe(retryAfterMs)
  })

  it('stays what it is', () => {
    const failure = new CallFailure('denied', 'no')
    expect(failureOf(failure, CALL)).toBe(failure)
  })
})
