import { expect, it } from 'vitest'
import { normalizedDump } from './dump.js'

const ROLE = 'arn:aws:iam::111122223333:role/audit/reader'
const SESSION = 'arn:aws:sts::111122223333:assumed-role/reader/inroads'
const CATALOG = 'arn:aws:glue:eu-west-1:111122223333:catalog'

it.each([
  ['is an administrator', SESSION, [ROLE], [], 0],
  ['may read all', SESSION, ['arn:aws:iam::111122223333:role/other'], [ROLE], 0],
  [
    'is a user who is an administrator',
    'arn:aws:iam::111122223333:user/u',
    ['arn:aws:iam::111122223333:user/u'],
    [],
    0,
  ],
  ['is no administrator', SESSION, ['arn:aws:iam::111122223333:role/other'], [], 1],
  ['has the name of a user who is', SESSION, ['arn:aws:iam::111122223333:user/reader'], [], 1],
  ['has the name of a role elsewhere', SESSION, ['arn:aws:iam::999988887777:role/reader'], [], 1],
  ['reads a lake that nobody administers', SESSION, [], [], 0],
])('a caller %s', async (_, caller, admins, readers, gaps) => {
  const named = (arns: string[]): object[] =>
    arns.map((DataLakePrincipalIdentifier) => ({ DataLakePrincipalIdentifier }))
  const facts = await normalizedDump({
    '111122223333/global/sts-get-caller-identity.json': { Account: '111122223333', Arn: caller },
    '111122223333/eu-west-1/lakeformation-list-permissions.json': { PrincipalResourcePermissions: [] },
    '111122223333/eu-west-1/lakeformation-get-data-lake-settings.json': {
      DataLakeSettings: { DataLakeAdmins: named(admins), ReadOnlyAdmins: named(readers) },
    },
  })
  expect(facts.gaps.map(({ call, reason }) => [call, reason])).toEqual(
    gaps === 0 ? [] : [['ListPermissions', 'denied']],
  )
  const catalog = facts.nodes.find(({ id }) => id === CATALOG)
  expect(catalog?.properties['unread']).toEqual(gaps === 0 ? [] : ['ListPermissions'])
})
