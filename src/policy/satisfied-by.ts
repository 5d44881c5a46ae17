import type { SatisfiedBy } from '../model/index.js'
import { classifyKey } from './aws/condition-keys.js'

/** Keys of requirements that are no condition of a policy, and attributes of Google Cloud, in lower case. */
const BY_KEY: Readonly<Record<string, SatisfiedBy>> = {
  resource: 'resource',
  condition: 'unknown',
  approval: 'approval',
  acceptance: 'approval',
  activation: 'identity',
  mfa: 'identity',
  time: 'time',
  'request.time': 'time',
  accesslevel: 'network',
  'ingress.source': 'network',
  perimeter: 'network',
  '@environment[utcnow]': 'time',
  networkacls: 'network',
  signedinuser: 'identity',
  applicationid: 'identity',
  allowblobpublicaccess: 'resource',
  provisioningstate: 'resource',
  'iam.googleapis.com/modifiedgrantsbyrole': 'caller',
}

/** Attributes by how their names begin, in lower case; the first that fits decides. */
const BY_BEGINNING: readonly (readonly [string, SatisfiedBy])[] = [
  ['request.time.', 'time'],
  ['@resource[', 'resource'],
  ['@request[', 'caller'],
  ['@principal[', 'identity'],
  ['@environment[', 'network'],
  ['resource.', 'resource'],
  ['destination.', 'network'],
  ['origin.', 'network'],
  ['device.', 'network'],
  ['request.', 'caller'],
  ['api.', 'caller'],
  ['principal.', 'identity'],
  ['assertion.', 'identity'],
]

/** Who can make a requirement on this key true, whatever cloud it is of. */
export function satisfiedByOf(key: string): SatisfiedBy {
  const lower = key.toLowerCase()
  const exact = Object.hasOwn(BY_KEY, lower) ? BY_KEY[lower] : undefined
  return exact ?? BY_BEGINNING.find(([beginning]) => lower.startsWith(beginning))?.[1] ?? classifyKey(key)
}
