import type { Json } from '../../model/index.js'

export type { Decision } from '../aws/record.js'

/** One question to the evaluator, as in the `decide` contract. */
export interface GcpDecisionRequest {
  /** Member form of allow policies (v1) or of deny policies (v2): `user:a@example.com`, `principal://goog/subject/a@example.com`, `public`. */
  principal: string
  /** Groups and other sets that hold the principal, to any depth, in member form. */
  memberOf?: string[]
  /** `storage.objects.get`, or `storage.googleapis.com/objects.get` as deny policies write it. */
  permission: string
  /** Full resource name. */
  resource: string
  /** What contains the resource, nearest first. */
  ancestors: string[]
  /** CEL attributes: `request.time`, `resource.type`, `resource.tags` (`{ "org/key": "org/key/value" }`), `request.auth.access_levels` ... */
  attributes?: { [attribute: string]: Json }
  /** Attributes that are not given stay undecided; else they are absent. */
  contextOpen?: boolean
}

/** A record of `decide`: what the APIs return for policies, as parsed JSON. */
export interface GcpDecideRecord {
  id: string
  cloud: 'gcp'
  request: GcpDecisionRequest
  /** Permissions by role name. A role that is not here is not known. */
  roles?: { [role: string]: string[] }
  /** Allow policies by the resource or ancestor that they are attached to. */
  allow?: { [attached: string]: Json }
  /** Deny policies (v2) by the resource that they are attached to. */
  deny?: { [attached: string]: Json[] }
  /** Principal access boundary policies (v3) with the bindings that put them in force. */
  accessBoundaries?: { policy: Json; binding: Json }[]
}
