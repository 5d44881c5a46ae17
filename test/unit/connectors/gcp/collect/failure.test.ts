import { describe, expect, it } from 'vitest'
import { answerIn, networkFailure } from '../../../../../connectors/gcp/collect/failure.js'
import { errorInText } from '../../../../../connectors/gcp/error-text.js'
import { CallFailure } from '../../../../../src/connector/index.js'

const NOW = Date.parse('2026-11-20T06:00:00Z')

function failure(status: number, body: unknown, retryAfter: string | null = null): CallFailure {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  try {
    answerIn({ status, retryAfter, text }, () => NOW)
  } catch (error) {
    if (error instanceof CallFailure) return error
  }
  throw new Error('no failure')
}

function said(code: number, status: string, message = 'no', details: object[] = [], errors: object[] = []): object {
  return { error: { code, status, message, details, errors } }
}

describe('what Google says when it does not answer', () => {
  it.each([
    [403, said(403, 'PERMISSION_DENIED'), 'denied', false],
    [404, said(404, 'NOT_FOUND'), 'failed', false],
    [400, said(400, 'INVALID_ARGUMENT'), 'failed', false],
    [429, said(429, 'RESOURCE_EXHAUSTED'), 'throttled', true],
    [403, said(403, '', 'slow', [], [{ reason: 'rateLimitExceeded' }]), 'throttled', true],
    [403, said(403, 'PERMISSION_DENIED', 'no', [{ reason: 'RATE_LIMIT_EXCEEDED' }]), 'throttled', true],
    [500, said(500, 'INTERNAL'), 'failed', true],
    [503, said(503, 'UNAVAILABLE'), 'failed', true],
    [200, said(503, 'UNAVAILABLE'), 'failed', true],
    [200, '{"roles": [{"na', 'failed', true],
    [200, '', 'failed', true],
    [200, '[]', 'failed', true],
    [502, '<html>Bad Gateway</html>', 'failed', true],
    [403, '<html>blocked by the proxy</html>', 'failed', true],
    [302, '', 'failed', true],
  ])('%i %j is %s', (status, body, kind, isTransient) => {
    const found = failure(status, body)
    expect([found.kind, found.isTransient]).toEqual([kind, isTransient])
  })

  it('no kind of failure says that there is nothing', () => {
    for (let status = 300; status < 600; status += 1) {
      expect(failure(status, said(status, '')).kind).not.toBe('none')
      expect(failure(status, '').kind).not.toBe('none')
    }
  })

  it.each([
    [said(403, 'PERMISSION_DENIED', 'Permission x denied'), 'denied'],
    [said(503, 'UNAVAILABLE', 'try again'), 'failed'],
    [said(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'), 'failed'],
  ])('%j reads the same in a file', (body, status) => {
    expect(errorInText(failure(400, body).message)?.status).toBe(status)
  })

  it.each([
    ['30', null, 30_000],
    ['1.5', null, 1500],
    ['Fri, 20 Nov 2026 06:00:07 GMT', null, 7000],
    ['Fri, 20 Nov 2020 06:00:07 GMT', null, 0],
    ['soon', null, null],
    ['30', '0.5s', 500],
    [null, '12s', 12_000],
    [null, '-1s', null],
  ])('waits as long as it is asked to: %j %j', (header, delay, wait) => {
    const details = delay === null ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: delay }]
    expect(failure(429, said(429, 'RESOURCE_EXHAUSTED', 'slow', details), header).retryAfterMs).toBe(wait)
  })

  it('says how to switch an API on, and puts nothing of the answer into a command that could be another', () => {
    const of = (metadata: object): string =>
      failure(403, said(403, 'PERMISSION_DENIED', 'off', [{ reason: 'SERVICE_DISABLED', metadata }])).message
    expect(of({ service: 'iam.googleapis.com', consumer: 'projects/9' })).toBe(
      '403 PERMISSION_DENIED: off: switch it on with `gcloud services enable iam.googleapis.com --project=9`',
    )
    expect(of({ service: 'x; rm -rf ~', consumer: 'projects/9' })).toBe('403 PERMISSION_DENIED: off')
    expect(of({ service: 'iam.googleapis.com', consumer: 'projects/$(id)' })).not.toContain('$(id)')
  })

  it('stays one line, short, and without tokens', () => {
    const { message } = failure(403, said(403, 'X', `a\nb\u0007 ya29.secret-token Bearer abc.def ${'x'.repeat(5000)}`))
    expect(message).not.toMatch(/[\n\u0007]|ya29|abc\.def/)
    expect(message.length).toBeLessThan(500)
  })
})

describe('no answer at all', () => {
  it('names what went wrong at the bottom', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    const found = networkFailure(new Error('request failed', { cause: reset }), new AbortController().signal)
    expect([found.kind, found.isTransient, found.code]).toEqual(['failed', true, 'ECONNRESET'])
    expect(errorInText(found.message)?.status).toBe('failed')
  })

  it('knows a call that was given up', () => {
    expect(networkFailure(new Error('aborted'), AbortSignal.abort()).code).toBe('ABORTED')
  })
})
