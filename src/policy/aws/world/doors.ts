import type { OutsideIdentity } from '../../../model/index.js'
import { accountOfArn } from '../arn.js'
import { assumedOf } from '../assumptions.js'
import { ANY_ACCOUNT, CANONICAL_USER, isWebIdentityProvider, parseCaller, somebodyOf, type Caller } from '../caller.js'
import type { PrincipalName } from '../principal-element.js'
import type { Layer } from '../program.js'
import type { AwsWorld } from './aws-world.js'
import type { Door } from './door.js'
import { federatedDoors } from './federated.js'
import { anyAwsIdentity, outsideAccount, outsideIdentity, outsidePrincipal, publicIdentity } from './outside.js'

/** Whom NotPrincipal with Allow lets in. */
export const EVERYBODY: PrincipalName = { kind: 'everyone', text: '*', account: null, partition: null, name: '*' }

/**
 * The outside callers that the allowing statements of a layer stand for, each once. Services are no third parties,
 * and unique ids mean principals that are gone.
 *
 * @param anonymous does the service answer callers without credentials?
 */
export function doorsInto(layer: Layer, world: AwsWorld, anonymous: boolean): Door[] {
  const doors = new Map<string, Door>()
  for (const statement of layer.statements) {
    if (!statement.allow || statement.principal === null) continue
    const names = statement.principal.negated ? [EVERYBODY] : statement.principal.names
    for (const name of names) {
      for (const door of doorsOf(name, world, layer, anonymous)) doors.set(keyOf(door), door)
    }
  }
  return [...doors.values()]
}

function keyOf({ action, identity, known }: Door): string {
  return JSON.stringify([action, identity.id, [...known]])
}

function awsDoor(identity: OutsideIdentity, caller: Caller | null, world: AwsWorld): Door[] {
  if (caller === null) return []
  const assumed = [...assumedOf(caller), ...world.outsideAssumed]
  return [{ identity, caller, assumed, known: new Map(), action: 'sts:AssumeRole' }]
}

function doorsOf(name: PrincipalName, world: AwsWorld, layer: Layer, anonymous: boolean): Door[] {
  switch (name.kind) {
    case 'everyone': {
      const signed = awsDoor(anyAwsIdentity(), somebodyOf(ANY_ACCOUNT), world)
      return anonymous ? [...awsDoor(publicIdentity(), parseCaller('*', 'anonymous'), world), ...signed] : signed
    }
    case 'account':
      if (name.account === null || world.accounts.has(name.account)) return []
      return awsDoor(outsideAccount(name.account), somebodyOf(name.account), world)
    case 'role':
    case 'user':
    case 'session':
    case 'federated-user':
      if (name.account === null || world.accounts.has(accountOfArn(name.text))) return []
      return awsDoor(outsidePrincipal(name.text), parseCaller(name.text), world)
    case 'federated':
      if (name.text.startsWith('arn:') || isWebIdentityProvider(name.text)) {
        return federatedDoors(name.text, isWebIdentityProvider(name.text), world, layer)
      }
      return identityDoor(name.text)
    case 'canonical':
      if (isOurCanonicalUser(world, name.text)) return []
      return canonicalDoor(`${CANONICAL_USER}${name.text}`, name.text, world)
    case 'service':
    case 'unique-id':
      return []
  }
}

/** Somebody whom a grant names by an id of the contract: a person of a directory, a domain. */
function identityDoor(id: string): Door[] {
  const caller = parseCaller(id, 'federated')
  if (caller === null) return []
  const identity = id === '*' ? publicIdentity() : outsideIdentity(id, id.slice(id.indexOf(':') + 1))
  return [{ identity, caller, assumed: [], known: new Map(), action: 'sts:AssumeRoleWithSAML' }]
}

function isOurCanonicalUser(world: AwsWorld, id: string): boolean {
  for (const { node } of world.accounts.values()) if (node?.properties['canonicalUserId'] === id) return true
  return false
}

function canonicalDoor(id: string, name: string, world: AwsWorld): Door[] {
  return awsDoor(outsideIdentity(id, name), parseCaller(id), world)
}
