import type { EvidenceKind } from '../model/index.js'

/** How a layer is called, what it means that nothing in it allows, and what would change that. */
export interface LayerText {
  name: string
  absent: string
  change: string
}

const GUARDRAIL = 'it has to allow the action before any other policy can grant it'

const LAYERS: Record<EvidenceKind, LayerText> = {
  trust: {
    name: 'trust policy',
    absent: 'the trust policy names no such caller, or only under conditions that this one does not meet',
    change: 'a statement in the trust policy would have to name this caller and this action',
  },
  'identity-policy': {
    name: 'identity policies',
    absent: 'no policy attached to the principal or its groups allows the action on this resource',
    change: 'a policy attached to the principal would have to allow the action on this resource',
  },
  'resource-policy': {
    name: 'resource policy',
    absent: "the resource's own policy does not allow this principal to do this",
    change: 'a statement in the resource policy would have to name this principal, this action and this resource',
  },
  'session-policy': { name: 'session policy', absent: 'the session policy does not allow it', change: GUARDRAIL },
  'endpoint-policy': { name: 'endpoint policy', absent: 'the endpoint policy does not allow it', change: GUARDRAIL },
  boundary: { name: 'permissions boundary', absent: 'the permissions boundary does not allow it', change: GUARDRAIL },
  scp: {
    name: 'service control policies',
    absent: 'a level of the organization has no service control policy that allows it',
    change: 'every level from the root to the account would have to allow the action',
  },
  rcp: {
    name: 'resource control policies',
    absent: 'a level of the organization has no resource control policy that allows it',
    change: 'every level from the root to the account would have to allow the action',
  },
  'ram-share': { name: 'resource share', absent: 'no resource share names this principal', change: 'a resource share' },
  share: { name: 'share', absent: 'it is not shared with this principal', change: 'it would have to be shared' },
  acl: { name: 'access control list', absent: 'no entry names this principal', change: 'an entry for this principal' },
  grant: { name: 'grant', absent: 'no grant names this principal', change: 'a grant for this principal and operation' },
  'public-access-block': {
    name: 'public access block',
    absent: 'the public access block is on and takes away what is public',
    change: 'the access would have to name accounts or principals instead of everybody',
  },
  credential: { name: 'credential', absent: 'there is no active credential', change: 'an active credential' },
  membership: { name: 'membership', absent: 'the principal is no member', change: 'a membership' },
  'role-assignment': {
    name: 'role assignments',
    absent: 'no role assignment at this scope or above gives the action',
    change: 'a role assignment at this scope or above whose role has the action',
  },
  'deny-assignment': { name: 'deny assignments', absent: 'a deny assignment covers it', change: 'an exclusion in it' },
  lighthouse: { name: 'delegation', absent: 'no delegation gives the action', change: 'a delegation with such a role' },
  binding: {
    name: 'bindings',
    absent: 'no binding at this resource or above gives the permission',
    change: 'a binding of a role that has the permission, at this resource or above',
  },
  'deny-policy': { name: 'deny policies', absent: 'a deny policy covers it', change: 'an exception in it' },
  'access-boundary': {
    name: 'access boundary',
    absent: 'the resource is outside what the access boundary lets the principal reach',
    change: 'a rule in the access boundary that names the resource',
  },
  perimeter: {
    name: 'service perimeter',
    absent: 'the resource is inside a perimeter and the caller is not',
    change: 'an ingress rule of the perimeter for this caller and service',
  },
}

/** The words for a layer; a kind that is not in the table is called by its own name. */
export function layerText(kind: string): LayerText {
  const known: LayerText | undefined = Object.hasOwn(LAYERS, kind) ? LAYERS[kind as EvidenceKind] : undefined
  return known ?? { name: kind, absent: 'nothing in it allows', change: 'it would have to allow the action' }
}
