import { describe, expect, it } from 'vitest'
import { addLastUse, type LastUse } from '../../../../connectors/aws/last-use.js'
import type { FactNode, JsonObject } from '../../../../src/model/index.js'
import { normalizedDump } from './dump.js'

const ROLE = 'arn:aws:iam::111122223333:role/r'
const seen = (at: string | null, source: LastUse['source'], daysBack: number): LastUse => ({
  at,
  region: null,
  source,
  daysBack,
})
const byRole = seen('2026-01-05T00:00:00Z', 'RoleLastUsed', 400)
const never = seen(null, 'RoleLastUsed', 400)
const event = seen('2026-02-05T00:00:00Z', 'LookupEvents', 90)
const unseen = seen(null, 'LookupEvents', 90)

describe('of two sources', () => {
  it.each<[string, LastUse[], LastUse]>([
    ['the newer use counts', [byRole, event], event],
    ['the newer use counts, in either order', [event, byRole], event],
    ['a use counts more than none', [never, event], event],
    ['none takes no use away', [event, never], event],
    ['of two that saw none, the one that looked further', [unseen, never], never],
    ['of two that saw none, the one that looked further, in either order', [never, unseen], never],
  ])('%s', (_, uses, expected) => {
    const node: FactNode = {
      id: ROLE,
      type: 'aws_iam_role',
      cloud: 'aws',
      scope: null,
      name: 'r',
      kind: 'Principal',
      properties: {},
    }
    for (const use of uses) addLastUse(node, use)
    expect(node.properties['lastUsed']).toEqual(expected)
  })
})

it.each([
  ['never seen', { RoleLastUsed: {} }, never],
  ['seen', { RoleLastUsed: { LastUsedDate: '2026-01-05T00:00:00+00:00' } }, byRole],
  ['not known', {}, undefined],
])('a role is %s', async (_, entry: JsonObject, expected) => {
  const { nodes } = await normalizedDump({
    'dump.json': { RoleDetailList: [{ RoleName: 'r', Arn: ROLE, AssumeRolePolicyDocument: {}, ...entry }] },
  })
  expect(nodes.find(({ id }) => id === ROLE)?.properties['lastUsed']).toEqual(expected)
})
