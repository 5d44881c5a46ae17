import type { Atom } from '../../condition/atom.js'
import { hasWildcard } from '../arn.js'
import type { Layer } from '../program.js'
import type { Statement } from '../statement.js'
import type { AwsWorld } from './aws-world.js'

/** Keys that say on whose behalf a service calls. */
const SOURCE_KEYS: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
])

/**
 * AWS services that a policy lets in on anybody's behalf: no condition fixes whose resource they act for. A fact about
 * the policy; whether anybody can make the service act so (a confused deputy) depends on the service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function servicesWithoutSource(layer: Layer): string[] {
  const open = layer.statements.filter((s) => s.allow && !isBoundToSource(s))
  const names = open.flatMap(({ principal }) => (principal === null || principal.negated ? [] : principal.names))
  return [...new Set(names.flatMap((name) => (name.kind === 'service' ? [name.text] : [])))].sort()
}

/** Roles and resources that let services in on anybody's behalf, with those services. */
export function openToServices(world: AwsWorld): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const id of world.nodes.keys()) {
    const layer = world.resourcePolicyOf(id)
    const services = layer === null ? [] : servicesWithoutSource(layer)
    if (services.length > 0) found.set(id, services)
  }
  return found
}

function isBoundToSource({ conditions }: Statement): boolean {
  // A test with a variable fixes something of the source or of the resource; what, no policy text tells.
  return conditions.some((test) => (test.kind === 'atom' ? fixesSource(test.atom) : isSourceKey(test.parts.key)))
}

function isSourceKey(key: string): boolean {
  return SOURCE_KEYS.has(key.toLowerCase())
}

function fixesSource({ lowerKey, operator, quantifier, missing, values }: Atom): boolean {
  if (!SOURCE_KEYS.has(lowerKey) || operator.negated || operator.family === 'null') return false
  return (
    !missing && quantifier !== 'ForAllValues' && values.length > 0 && values.every((v) => namesAccount(lowerKey, v))
  )
}

/** `arn:aws:s3:::bucket` has no account and names one source; `arn:aws:*:*:*:*` names all. */
function namesAccount(lowerKey: string, value: string): boolean {
  if (lowerKey !== 'aws:sourcearn') return !hasWildcard(value) || lowerKey === 'aws:sourceorgpaths'
  const [, , , , account = '', ...rest] = value.split(':')
  return account === '' ? rest.join(':') !== '' && !rest.join(':').startsWith('*') : !hasWildcard(account)
}
