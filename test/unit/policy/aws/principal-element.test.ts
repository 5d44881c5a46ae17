import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { callerWith, parseCaller, somebodyOf, ANY_ACCOUNT, type Caller } from '../../../../src/policy/aws/caller.js'
import { matchPrincipal, parsePrincipalElement } from '../../../../src/policy/aws/principal-element.js'

const OURS = '111122223333'
const caller = (text: string): Caller => {
  const found = parseCaller(text)
  if (found === null) throw new Error(`no caller: \`${text}\``)
  return found
}
const SESSION = `arn:aws:sts::${OURS}:assumed-role/app/job`
const ROLE = `arn:aws:iam::${OURS}:role/team/app`
const USER = `arn:aws:iam::${OURS}:user/ann`

/** The forms in which the caller is named, with the keys of what must also hold. */
function named(element: Json, by: Caller, negated = false, exempts = true): string[] {
  const parsed = parsePrincipalElement(element, negated)
  if (parsed === null) return ['refused']
  return matchPrincipal(parsed, by, exempts).map(({ form, atoms }) => [form, ...atoms.map((a) => a.key)].join(' '))
}

describe('Principal', () => {
  it.each<[element: Json, caller: Caller, forms: string[]]>([
    ['*', caller('*'), ['direct']],
    [{ AWS: '*' }, caller(USER), ['direct']],
    [{ AWS: OURS }, caller(USER), ['account']],
    [{ AWS: `arn:aws-cn:iam::${OURS}:root` }, caller(USER), []],
    [{ AWS: `arn:aws-us-gov:iam::${OURS}:root` }, somebodyOf(OURS), ['account']],
    [{ AWS: OURS }, somebodyOf(ANY_ACCOUNT), ['account aws:PrincipalAccount']],
    [{ AWS: USER }, caller(USER), ['direct']],
    [{ AWS: `arn:aws:iam::${OURS}:user/x/ann` }, caller(USER), []],
    [{ AWS: ROLE }, caller(SESSION), ['role']],
    [{ AWS: ROLE }, caller(ROLE), ['role']],
    [{ AWS: `arn:aws:iam::${OURS}:role/app` }, caller(ROLE), []],
    [{ AWS: `arn:aws:iam::${OURS}:role/app` }, callerWith(caller(SESSION), ROLE, null), []],
    [{ AWS: SESSION }, caller(SESSION), ['direct']],
    [{ AWS: SESSION }, caller(ROLE), ['direct sts:RoleSessionName']],
    [{ AWS: [SESSION, ROLE] }, caller(ROLE), ['role', 'direct sts:RoleSessionName']],
    [{ AWS: [OURS, ROLE] }, caller(ROLE), ['role']],
    [{ AWS: 'AROAEXAMPLEEXAMPLE' }, callerWith(caller(SESSION), null, 'AROAEXAMPLEEXAMPLE:job'), ['role']],
    [{ AWS: 'AROAEXAMPLEEXAMPLE' }, caller(SESSION), []],
    [{ AWS: USER }, caller(`arn:aws:sts::${OURS}:federated-user/fay`), ['role Principal']],
    [{ Service: 's3.amazonaws.com' }, caller('s3.amazonaws.com'), ['direct']],
    [{ Service: '*' }, caller('s3.amazonaws.com'), ['direct Principal']],
    [{ Federated: 'accounts.google.com' }, caller('accounts.google.com'), ['direct']],
    [{ AWS: `arn:aws:iam::${OURS}:role/*` }, caller(SESSION), []],
    [{ Nobody: 'x' }, caller(USER), ['refused']],
    [{ AWS: [] }, caller(USER), ['refused']],
    [{ AWS: 7 }, caller(USER), ['refused']],
    ['someone', caller(USER), ['refused']],
  ])('%j', (element, by, forms) => {
    expect(named(element, by)).toEqual(forms)
  })
})

describe('NotPrincipal', () => {
  it.each<[element: Json, caller: Caller, forms: string[]]>([
    ['*', caller(USER), []],
    [{ AWS: OURS }, caller('*'), ['direct']],
    [{ AWS: [OURS, USER] }, caller(USER), []],
    [{ AWS: USER }, caller(USER), ['direct NotPrincipal']],
    [{ AWS: OURS }, caller(`arn:aws:iam::${OURS}:root`), []],
    [{ AWS: [OURS, ROLE, SESSION] }, caller(SESSION), []],
    [{ AWS: [OURS, ROLE] }, caller(SESSION), ['direct NotPrincipal']],
    [{ AWS: [OURS, ROLE, SESSION] }, caller(ROLE), ['direct sts:RoleSessionName']],
    [{ AWS: '999988887777' }, caller(USER), ['direct']],
    [{ AWS: USER }, somebodyOf(OURS), ['direct NotPrincipal']],
    [{ AWS: USER }, somebodyOf('999988887777'), ['direct']],
    [{ AWS: USER }, somebodyOf(ANY_ACCOUNT), ['direct NotPrincipal']],
  ])('%j', (element, by, forms) => {
    expect(named(element, by, true)).toEqual(forms)
  })

  it('spares nobody who has a permissions boundary', () => {
    expect(named({ AWS: [OURS, USER] }, caller(USER), true, false)).toEqual(['direct'])
  })
})
