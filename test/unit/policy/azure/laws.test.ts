import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, type Json } from '../../../../src/model/index.js'
import { decideAzure } from '../../../../src/policy/azure/decide.js'
import type { AzureDecideRecord, Decision } from '../../../../src/policy/azure/record.js'
import { recordArbitrary } from '../../../support/azure-policy-generator.js'

const CASES = Number(process.env['POLICY_CASES'] ?? 500)
const SEED = Number(process.env['POLICY_SEED'] ?? 20260101)

/** How much access an answer gives: none, perhaps, certainly. */
const amount = ({ outcome }: Decision): number => (outcome === 'denied' ? 0 : outcome === 'allowed' ? 2 : 1)

/** What of an answer must not depend on how the record is written. */
const meaning = ({ outcome, requires }: Decision): Json =>
  [outcome, ...new Set(requires.map((r) => r.key.toLowerCase()))].sort()

type Rewrite = (record: AzureDecideRecord) => AzureDecideRecord

/** The record with every text under these names, at any depth, replaced. */
function renamed(value: Json, names: readonly string[], change: (text: string) => string): Json {
  if (Array.isArray(value)) return value.map((each) => renamed(each, names, change))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, Json] => {
      if (!names.includes(name)) return [name, renamed(inner, names, change)]
      return [name, Array.isArray(inner) ? inner.map((each) => changed(each, change)) : changed(inner, change)]
    }),
  )
}

function changed(value: Json, change: (text: string) => string): Json {
  return typeof value === 'string' ? change(value) : value
}

const IGNORES_CASE = [
  'action',
  'actions',
  'notActions',
  'dataActions',
  'notDataActions',
  'roleDefinitionId',
  'principalId',
  'principalIds',
  'scope',
  'parents',
]

/** Container names are lower case in Azure; the name in the id of a record must stay it. */
const inCase = (change: (text: string) => string): Rewrite => {
  return (record) => renamed(record as unknown as Json, IGNORES_CASE, change) as unknown as AzureDecideRecord
}

const reversed: Rewrite = (record) => ({
  ...record,
  request: { ...record.request, principalIds: [...record.request.principalIds].reverse() },
  roleDefinitions: [...(record.roleDefinitions ?? [])].reverse(),
  roleAssignments: [...(record.roleAssignments ?? [])].reverse(),
  denyAssignments: [...(record.denyAssignments ?? [])].reverse(),
})

const twice: Rewrite = (record) => ({
  ...record,
  roleAssignments: [...(record.roleAssignments ?? []), ...(record.roleAssignments ?? [])],
  denyAssignments: [...(record.denyAssignments ?? []), ...(record.denyAssignments ?? [])],
})

/** What the CLI prints: `properties` one level up. */
const flat: Rewrite = (record) => {
  const lifted = (documents: Json[] | undefined): Json[] =>
    (documents ?? []).map((each) => {
      if (!isObject(each) || !isObject(each['properties'])) return each
      const { properties, ...rest } = each
      return { ...properties, ...rest }
    })
  return {
    ...record,
    roleDefinitions: lifted(record.roleDefinitions),
    roleAssignments: lifted(record.roleAssignments),
    denyAssignments: lifted(record.denyAssignments),
  }
}

const spaced: Rewrite = (record) => {
  const wider = (text: string): string => `  (${text.replaceAll(' ', '\n ')})\t`
  return renamed(record as unknown as Json, ['condition'], wider) as unknown as AzureDecideRecord
}

const NEUTRAL: readonly (readonly [string, Rewrite])[] = [
  ['the order of documents', reversed],
  ['a document written twice', twice],
  ['the shape that the CLI prints', flat],
  ['upper case', inCase((text) => text.toUpperCase())],
  ['lower case', inCase((text) => text.toLowerCase())],
  ['white space and parentheses in conditions', spaced],
]

const EVERYTHING = { actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] }

const NARROWER: readonly (readonly [string, Rewrite])[] = [
  ['one assignment less', (record) => ({ ...record, roleAssignments: (record.roleAssignments ?? []).slice(1) })],
  [
    'one more deny assignment',
    (record) => ({
      ...record,
      denyAssignments: [
        ...(record.denyAssignments ?? []),
        {
          id: '/x/providers/Microsoft.Authorization/denyAssignments/more',
          name: 'more',
          properties: {
            permissions: [{ ...EVERYTHING, notActions: ['*/write'] }],
            scope: record.request.scope,
            principals: [{ id: record.request.principalIds[0] ?? '', type: 'User' }],
            isSystemProtected: true,
          },
        },
      ],
    }),
  ],
  [
    'NotActions in every role',
    (record) => ({
      ...record,
      roleDefinitions: (record.roleDefinitions ?? []).map((each) =>
        renamed(each, ['notActions', 'notDataActions'], () => '*'),
      ),
    }),
  ],
  [
    'a group less',
    (record) => ({
      ...record,
      request: { ...record.request, principalIds: record.request.principalIds.slice(0, 1) },
      denyAssignments: [],
    }),
  ],
]

describe('laws of the compiled evaluator of Azure records', () => {
  const check = (test: (record: AzureDecideRecord) => void): void => {
    fc.assert(fc.property(recordArbitrary(), test), { numRuns: CASES, seed: SEED })
  }

  it.each(NEUTRAL)('%s changes nothing', { timeout: 20_000 + CASES * 20 }, (_, rewrite) => {
    check((record) => {
      expect(meaning(decideAzure(rewrite(record)))).toEqual(meaning(decideAzure(record)))
    })
  })

  it.each(NARROWER)('%s never adds access', { timeout: 20_000 + CASES * 20 }, (_, rewrite) => {
    check((record) => {
      const after = rewrite(record)
      // A group may be excluded from a deny: without it only grants are compared.
      const before = after.denyAssignments?.length === 0 ? { ...record, denyAssignments: [] } : record
      expect(amount(decideAzure(after))).toBeLessThanOrEqual(amount(decideAzure(before)))
    })
  })

  it('closing the context settles what was open and never turns an answer', { timeout: 20_000 + CASES * 20 }, () => {
    check((record) => {
      const open = decideAzure({ ...record, request: { ...record.request, contextOpen: true } })
      const closed = decideAzure({ ...record, request: { ...record.request, contextOpen: false } })
      if (open.outcome === 'denied' || open.outcome === 'allowed') expect(closed.outcome).toBe(open.outcome)
    })
  })

  it('an audit and a deny for somebody else change nothing', { timeout: 20_000 + CASES * 20 }, () => {
    check((record) => {
      const idle = (properties: { [key: string]: Json }): Json => ({
        name: 'idle',
        properties: { permissions: [EVERYTHING], scope: '/', isSystemProtected: true, ...properties },
      })
      const more = [
        idle({ principals: [{ id: 'somebody-else', type: 'User' }] }),
        idle({
          principals: [{ id: record.request.principalIds[0] ?? '', type: 'User' }],
          denyAssignmentEffect: 'audit',
          isSystemProtected: false,
        }),
      ]
      const after = { ...record, denyAssignments: [...(record.denyAssignments ?? []), ...more] }
      expect(meaning(decideAzure(after))).toEqual(meaning(decideAzure(record)))
    })
  })
})
