import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { declaredCalls } from '../../../../../connectors/aws/index.js'
import { callPath, pagePath } from '../../../../../connectors/aws/collect/path.js'
import { placeOfCall } from '../../../../../connectors/aws/recognise.js'

const AT = { account: '111122223333', region: 'us-east-1', service: 'kms', operation: 'get-key-policy' }

function readBack(path: string) {
  const place = placeOfCall(path.split('/').filter((part) => part !== ''))
  return place === null ? null : { ...place.call, account: place.account, region: place.region, subject: place.subject }
}

describe('the path of an answer', () => {
  it.each([
    [['../../x']],
    [['..']],
    [['.hidden']],
    [['a--b']],
    [['a-', '-b']],
    [['---']],
    [['x.json']],
    [['x.JSON', 'y.csv']],
    [['arn:aws:iam::111122223333:role/a/b']],
    [['iam-get-role']],
    [['\u00fc\u4e2d\ud83d\ude00']],
    [['100%25']],
    [['', 'x']],
    [['x'.repeat(1000)]],
  ])('reads back as what it is about: %j', (subject) => {
    const path = callPath({ ...AT, subject })
    expect(readBack(path)).toEqual({ ...AT, subject })
    expect(path.split('/')).toHaveLength(4)
    expect(path.split('/').every((part) => part !== '' && !part.startsWith('.'))).toBe(true)
  })

  it('reads back whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }), (subject) => {
        expect(readBack(callPath({ ...AT, subject }))).toEqual({ ...AT, subject })
      }),
    )
  })

  it('of a page names the page behind the subject', () => {
    expect(pagePath('a/global/iam-list-users.json', 0)).toBe('a/global/iam-list-users.json')
    const path = pagePath(callPath({ ...AT, subject: ['k.json'] }), 1)
    expect(readBack(path)).toEqual({ ...AT, subject: ['k.json', 'page-2'] })
  })

  it('names every call that is made so that it is recognised', () => {
    for (const { call } of declaredCalls) {
      const [service = '', operation = ''] = call.split(' ')
      for (const region of ['global', 'us-gov-west-1'])
        for (const subject of [[], ['a--b']])
          expect(readBack(callPath({ ...AT, region, service, operation, subject }))).toEqual({
            account: AT.account,
            region,
            service,
            operation,
            subject,
          })
    }
    expect(declaredCalls.length).toBeGreaterThan(200)
  })
})
