import { toRemaining } from '../../condition/remaining.js'
import type { Attributes } from '../condition/attributes.js'
import { asked, outsideLogin, type Entrance, type PoolDoor } from './entrance.js'

/** ARNs in a text: what a member or a condition names. */
const ARN = /arn:aws[a-z-]*:(?:sts|iam)::\d{12}:[A-Za-z0-9+=,.@_/-]+/g

/** A session that nobody names; conditions on sessions are asked of it only to see what a role alone satisfies. */
const SESSION = 'session-of-the-role'

/**
 * Logins of an AWS account: its roles that member and condition name, or the whole account where they name none.
 *
 * @see https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
export function awsDoors(entrance: Entrance, account: string): PoolDoor[] {
  const { evidence } = entrance
  const known =
    (arn: string | null): Attributes =>
    (name) => {
      if (name === 'assertion.account') return { state: 'known', value: account }
      return name === 'assertion.arn' && arn !== null ? { state: 'known', value: arn } : { state: 'open' }
    }
  const open = asked(entrance, known(null))
  if (open === null) return []
  const whole: PoolDoor = {
    identity: outsideLogin(`aws:${account}`, account),
    remaining: toRemaining(open),
    because: [evidence],
  }
  if (open.length === 0) return [whole]
  const wanted = arnsIn(entrance.wanted)
  // Nobody of this account has the ARN of another one.
  if (wanted.length > 0 && !wanted.some((arn) => arn.includes(`:${account}:`))) return []
  const doors = new Map<string, PoolDoor>()
  for (const arn of new Set([...wanted, ...arnsIn(entrance.condition)])) {
    if (!arn.includes(`:${account}:`)) continue
    const isSession = arn.split('/').length > 2
    for (const caller of isSession ? [arn, `${arn}/${SESSION}`] : [`${arn}/${SESSION}`, arn]) {
      const left = asked(entrance, known(caller))
      const id = doorOf(caller)
      if (left === null || id === null) continue
      doors.set(id, { identity: outsideLogin(id, id), remaining: toRemaining(left), because: [evidence] })
      break
    }
  }
  return doors.size > 0 ? [...doors.values()] : [whole]
}

function arnsIn(text: string | null): string[] {
  return (text?.slice(0, 20_000).match(ARN) ?? []).map((arn) => (arn.endsWith('/') ? arn.slice(0, -1) : arn))
}

/** The role or user that a caller's ARN shows; a role's path is not shown. */
function doorOf(caller: string): string | null {
  const role = /^(arn:[a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(caller)
  if (role !== null) return `${role[1] ?? ''}:iam::${role[2] ?? ''}:role/${role[3] ?? ''}`
  return /^arn:[a-z-]+:iam::\d{12}:user\/./.test(caller) ? caller : null
}
