import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../../src/model/index.js'
import { OBJECT, OURS, ROLE, SESSION, allow, doc, outcome, without } from './record-builder.js'

/**
 * A bucket policy names the caller, a role session of the same account, in one of four forms. Which of boundary,
 * role policy and bucket policy must allow depends on the form.
 */
const FORMS: readonly { name: string; statement: { [key: string]: Json }; expected: (row: Row) => boolean }[] = [
  {
    name: 'the role',
    statement: allow({ Principal: { AWS: ROLE }, Resource: OBJECT }),
    expected: ({ boundary, identity, resource }) => boundary && (identity || resource),
  },
  {
    name: 'the session',
    statement: allow({ Principal: { AWS: SESSION }, Resource: OBJECT }),
    expected: ({ boundary, identity, resource }) => resource || (boundary && identity),
  },
  {
    name: 'the account, with a condition on the role',
    statement: allow({
      Principal: { AWS: `arn:aws:iam::${OURS}:root` },
      Resource: OBJECT,
      Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } },
    }),
    expected: ({ boundary, identity }) => boundary && identity,
  },
  {
    name: 'everyone, with a condition on the role',
    statement: allow({
      Principal: '*',
      Resource: OBJECT,
      Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } },
    }),
    expected: ({ boundary, identity, resource }) => resource || (boundary && identity),
  },
]

interface Row {
  boundary: boolean
  identity: boolean
  resource: boolean
}

const ROWS: readonly Row[] = [
  { boundary: false, identity: false, resource: true },
  { boundary: false, identity: true, resource: true },
  { boundary: true, identity: true, resource: false },
  { boundary: true, identity: false, resource: true },
  { boundary: true, identity: true, resource: true },
  { boundary: true, identity: false, resource: false },
  { boundary: false, identity: true, resource: false },
]

const OTHER = doc(allow({ Action: 'ec2:DescribeInstances' }))
const READ = doc(allow({ Action: 's3:GetObject', Resource: OBJECT }))

describe('a bucket policy that names a role session of the same account', () => {
  const cases = FORMS.flatMap((form) => ROWS.map((row) => ({ ...row, form: form.name, named: form })))
  it('has 28 verified rows', () => expect(cases).toHaveLength(28))

  it.each(cases)('as $form: boundary $boundary, role $identity, bucket $resource', ({ named, ...row }) => {
    const decided = outcome(
      {
        identity: [row.identity ? READ : OTHER],
        boundary: [row.boundary ? READ : OTHER],
        ...(row.resource ? { resource: doc(named.statement) } : {}),
      },
      { principal: SESSION },
    )
    expect(decided).toBe(named.expected(row) ? 'allowed' : 'denied')
  })

  it('is no grant when the statement names nobody', () => {
    const nameless = doc(without(allow({ Principal: '*', Resource: OBJECT }), 'Principal'))
    expect(outcome({ resource: nameless }, { principal: SESSION })).toBe('denied')
  })
})
