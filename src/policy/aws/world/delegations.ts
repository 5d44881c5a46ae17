import type { AssumeGrant, Evidence, FactNode, OutsideIdentity } from '../../../model/index.js'
import { canonicalJson } from '../../../model/index.js'
import { isAccountId } from '../caller.js'
import { atomNamed } from '../../condition/atom.js'
import type { Clauses } from '../../condition/clauses.js'
import { toRemaining } from '../../condition/remaining.js'
import type { AwsWorld } from './aws-world.js'
import { narrowedSession } from './narrowed-session.js'
import { outsideAccount } from './outside.js'

/**
 * Partners to whom rights were delegated for a time: the request is a session of whoever approved it, narrowed by the
 * permissions that it names. One that is still to be approved is conditional on that.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html
 */
export function delegationGrants(world: AwsWorld): { identity: OutsideIdentity; grant: AssumeGrant }[] {
  return world.principals.flatMap((node) => {
    const { requestor } = node.properties
    if (node.type !== 'aws_iam_delegation_request' || narrowedSession(node) === null) return []
    if (typeof requestor !== 'string' || !isAccountId(requestor) || world.accounts.has(requestor)) return []
    const identity = outsideAccount(requestor)
    const grant: AssumeGrant = {
      from: identity.id,
      to: node.id,
      actions: ['sts:GetDelegatedAccessToken'],
      remaining: toRemaining(clausesOf(node)),
      because: [evidenceOf(node, requestor)],
    }
    return [{ identity, grant }]
  })
}

function clausesOf(node: FactNode): Clauses {
  const { expiresAt, pending } = node.properties
  return [
    ...(typeof expiresAt === 'string' ? [[atomNamed('aws:CurrentTime', 'DateLessThan', [expiresAt])]] : []),
    ...(pending === true ? [[atomNamed('acceptance', 'StringEquals', ['accepted'])]] : []),
  ]
}

function evidenceOf({ id, properties }: FactNode, requestor: string): Evidence {
  const { status, expiresAt, approver } = properties
  const text = canonicalJson({
    approver: approver ?? null,
    expiresAt: expiresAt ?? null,
    requestor,
    status: status ?? null,
  })
  return { id: `${id}#request`, kind: 'grant', document: id, statement: 0, sid: null, text }
}
