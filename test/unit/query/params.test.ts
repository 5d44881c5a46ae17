import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/model/index.js'
import { checkedParams, defineQuery, queryNamed } from '../../../src/query/index.js'

const query = defineQuery({
  id: 'sample',
  group: 'coverage',
  title: 'A sample',
  params: {
    party: {
      type: 'node',
      labels: ['ExternalParty'],
      required: true,
      default: null,
      example: 'acme',
      description: 'who',
    },
    hops: { type: 'integer', minimum: 1, maximum: 9, required: false, default: 3, example: 2, description: 'how far' },
    all: { type: 'boolean', required: false, default: true, example: false, description: 'everything' },
    kind: { type: 'string', choices: ['a', 'b'], required: false, default: null, example: 'a', description: 'which' },
  },
  columns: ['party'],
  order: ['party'],
  twin: (_graph, { party }) => [{ party }],
})

describe('values', () => {
  it.each<[string[], object]>([
    [['party=x'], { party: 'x', hops: 3, all: true, kind: null }],
    [['party=a=b', 'hops=9', 'all=false', 'kind=b'], { party: 'a=b', hops: 9, all: false, kind: 'b' }],
    [['party=__proto__'], { party: '__proto__', hops: 3, all: true, kind: null }],
  ])('%j', (given, expected) => {
    expect(Object.fromEntries(checkedParams(query, given))).toEqual(expected)
  })
})

describe('what is wrong', () => {
  it.each<[string[], string, string]>([
    [[], 'the parameter `party` is missing: who', '--param party=acme'],
    [['party'], 'the parameter `party` has no value', '--param party=acme'],
    [['party='], 'the parameter `party` cannot be ``: expected the id or name of a node (ExternalParty)', 'party=acme'],
    [['party=a', 'party=b'], 'the parameter `party` is given twice', 'party=acme'],
    [['party=a', 'hop=1'], '`sample` has no parameter `hop`', 'it takes `party`, `hops`, `all`, `kind`'],
    [['party=a', '__proto__=1'], '`sample` has no parameter `__proto__`', 'it takes'],
    [['party=a', 'hops=10'], 'the parameter `hops` cannot be `10`: expected a whole number from 1 to 9', 'hops=2'],
    [['party=a', 'hops=1.5'], 'the parameter `hops` cannot be `1.5`: expected a whole number from 1 to 9', 'hops=2'],
    [['party=a', 'all=yes'], 'the parameter `all` cannot be `yes`: expected `true` or `false`', 'all=false'],
    [['party=a', 'kind=c'], 'the parameter `kind` cannot be `c`: expected one of a, b', 'kind=a'],
  ])('%j', (given, message, hint) => {
    const error = (() => {
      try {
        checkedParams(query, given)
      } catch (thrown) {
        return thrown
      }
      return null
    })()
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toBe(message)
    expect((error as UserError).hint).toContain(hint)
  })

  it('an unknown query gets near names', () => {
    expect(() => queryNamed(new Map([[query.id, query]]), 'sampel')).toThrow('there is no query `sampel`')
  })
})
