/** The layers and documents that can grant or take away. */
export type EvidenceKind =
  | 'trust'
  | 'identity-policy'
  | 'resource-policy'
  | 'session-policy'
  | 'endpoint-policy'
  | 'boundary'
  | 'scp'
  | 'rcp'
  | 'ram-share'
  | 'share'
  | 'acl'
  | 'grant'
  | 'public-access-block'
  | 'credential'
  | 'membership'
  | 'role-assignment'
  | 'deny-assignment'
  | 'lighthouse'
  | 'binding'
  | 'deny-policy'
  | 'access-boundary'
  | 'perimeter'

/**
 * Why: one statement, assignment, binding or share.
 *
 * `document` names the policy (its ARN, or `<owner id>#<what>`), `statement` is its index in that
 * document (null when a whole layer is meant), `text` quotes it in canonical JSON.
 */
export interface Evidence {
  id: string
  kind: EvidenceKind
  document: string
  statement: number | null
  sid: string | null
  text: string
}
