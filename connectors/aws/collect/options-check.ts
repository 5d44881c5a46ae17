import { UserError } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import type { AwsCollectOptions } from './options.js'

/**
 * Refuses options that cannot mean anything, before anything is asked.
 *
 * @throws UserError
 */
export function checkOptions(options: AwsCollectOptions): void {
  for (const account of [...options.accounts, ...options.excludeAccounts])
    if (!isAccountId(account))
      throw new UserError(`\`${account}\` is no account number`, 'an account has twelve digits')
  for (const unit of options.organizationalUnits)
    if (!/^(r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/.test(unit))
      throw new UserError(`\`${unit}\` is no organizational unit or root`, 'they read `ou-ab12-34cd56ef` and `r-ab12`')
  for (const tag of options.accountTags)
    if (tag.indexOf('=') < 1) throw new UserError(`\`${tag}\` is no tag`, 'write it as `key=value`')
  const { role, externalId, sessionPolicy, sessionName, shard } = options
  if (role === undefined && (externalId ?? sessionPolicy) !== undefined)
    throw new UserError('an external id or session policy is for a role', 'name the role, too')
  if (sessionName !== undefined && !/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw new UserError(`\`${sessionName}\` is no name for a session`, 'it has 2 to 64 letters, digits or `+=,.@_-`')
  if (sessionPolicy !== undefined && !isJson(sessionPolicy))
    throw new UserError('the session policy is no JSON', 'give the text of a policy document')
  if (shard !== undefined && !isPart(shard))
    throw new UserError(`there is no part ${String(shard.index)} of ${String(shard.count)}`, 'parts count from 1')
}

function isPart({ index, count }: { index: number; count: number }): boolean {
  return Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
