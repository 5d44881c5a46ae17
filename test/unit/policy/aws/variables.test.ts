import { describe, expect, it } from 'vitest'
import { literalText } from '../../../../src/policy/aws/arn.js'
import { ABSENT, contextOf, OPEN, type KeyState } from '../../../../src/policy/condition/context.js'
import { expandTemplate, parseTemplate, soleVariable } from '../../../../src/policy/aws/variables.js'

const context = contextOf(
  new Map<string, KeyState>([
    ['aws:username', { state: 'values', values: ['ann'] }],
    ['k:star', { state: 'values', values: ['a*'] }],
    ['k:two', { state: 'values', values: ['a', 'b'] }],
    ['k:open', OPEN],
    ['k:like', { state: 'present', like: '?*:job' }],
  ]),
  () => undefined,
  ABSENT,
)

describe('policy variables', () => {
  it.each<[template: string, expansion: unknown]>([
    ['home/${aws:username}/*', { kind: 'text', text: 'home/ann/*' }],
    ['${AWS:UserName}', { kind: 'text', text: 'ann' }],
    ['${ aws:username }', { kind: 'text', text: 'ann' }],
    ['${*}${?}${$}', { kind: 'text', text: literalText('*?') + '$' }],
    ['x/${k:star}', { kind: 'text', text: `x/${literalText('a*')}` }],
    ['${k:none}', { kind: 'missing' }],
    ["${k:none, 'x*'}", { kind: 'text', text: literalText('x*') }],
    ['${k:none, x}', { kind: 'missing' }],
    ["${k:two, 'x'}", { kind: 'text', text: 'x' }],
    ['a/${k:open}/b', { kind: 'open', pattern: 'a/*/b', keys: ['k:open'] }],
    ['${k:like}', { kind: 'open', pattern: '?*:job', keys: ['k:like'] }],
    ['${unclosed', { kind: 'text', text: '${unclosed' }],
  ])('%s', (text, expansion) => {
    const template = parseTemplate(text)
    expect(template === null ? null : expandTemplate(template, context)).toEqual(expansion)
  })

  it('are rare: a text without them is no template', () => {
    expect(parseTemplate('home/$aws/*')).toBeNull()
  })

  it.each([
    ['${aws:username}', 'aws:username'],
    ["${aws:username, 'x'}", null],
    ['x${aws:username}', null],
    ['${*}', null],
  ])('alone in %s: %s', (text, key) => {
    expect(soleVariable(parseTemplate(text) ?? [])).toBe(key)
  })
})
