import { describe, expect, it } from 'vitest'
import {
  ANY_ADDRESS,
  parseRange,
  rangeContains,
  rangesInBoth,
  rangesWithout,
  type IpRange,
} from '../../../../src/policy/condition/ip-range.js'

const range = (text: string): IpRange => {
  const found = parseRange(text)
  if (found === null) throw new Error(`no range: \`${text}\``)
  return found
}

describe('address ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3/8', '10.200.0.1', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::/0', 'fe80::1', true],
    ['::ffff:203.0.113.0/120', '::ffff:203.0.113.9', true],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(rangeContains(range(outer), range(inner))).toBe(expected)
  })

  it.each([
    '',
    'x',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/',
    '1::2::3',
    '::/129',
    '10.0.0.0/8/8',
    '12345::',
    '1:2:3:4:5:6:7:8:9',
  ])('no range: %j', (text) => {
    expect(parseRange(text)).toBeNull()
  })

  it('take each other away and meet', () => {
    const left = rangesWithout([range('10.0.0.0/8')], [range('10.128.0.0/9'), range('10.0.0.0/32')])
    expect(left).toEqual([{ version: 4, low: range('10.0.0.1').low, high: range('10.127.255.255').high }])
    expect(rangesInBoth(left, [range('10.64.0.0/10'), range('::/0')])).toEqual([range('10.64.0.0/10')])
    expect(rangesWithout(ANY_ADDRESS, [range('0.0.0.0/0'), range('::/0')])).toEqual([])
  })
})
