import type { FactsBuilder, CallRecord } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { isAccountId, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, numberField, objectField, objectsField, textField, textsField } from '../fields.js'
import { policyDocument } from '../policy-text.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'

const LIST = 'iam list-delegation-requests'
const GET = 'iam get-delegation-request'

/** States in which the token that carries the access has been sent, in which it still can be, and in which it cannot. */
const STATES: ReadonlyMap<string, 'given' | 'pending' | 'over'> = new Map([
  ['FINALIZED', 'given'],
  ['ACCEPTED', 'pending'],
  ['ASSIGNED', 'pending'],
  ['PENDING_APPROVAL', 'pending'],
  ['UNASSIGNED', 'pending'],
  ['REJECTED', 'over'],
  ['EXPIRED', 'over'],
])

/**
 * Requests of a partner for temporary access. Once approved, the partner acts with the rights of the approver, narrowed
 * by the permission policy of the request, until it ends: the request is a principal that acts as the approver.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DelegationRequest.html
 */
export const iamDelegationRequest: ResourceType = {
  type: 'aws_iam_delegation_request',
  calls: [LIST, GET],
  collect: declared(
    {
      [LIST]: 'iam:ListDelegationRequests',
      [GET]: { needs: 'iam:GetDelegationRequest', input: ({ name }) => ({ DelegationRequestId: name }) },
    },
    [{ call: LIST, field: 'DelegationRequests', name: 'DelegationRequestId' }],
  ),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST, 'DelegationRequests', 'list', 'DelegationRequestId'],
      [GET, 'DelegationRequest', 'object', 'DelegationRequestId'],
    ])
    const requests = new Map<string, { request: JsonObject; record: CallRecord }>()
    const add = (request: JsonObject | null, record: CallRecord): void => {
      const id = textField(request ?? undefined, 'DelegationRequestId')
      if (request === null || id === null) return
      const known = requests.get(`${record.account} ${id}`)
      requests.set(`${record.account} ${id}`, { request: { ...known?.request, ...request }, record })
    }
    for (const record of records.answered(LIST))
      for (const request of objectsField(record.body, 'DelegationRequests')) add(request, record)
    for (const record of records.answered(GET)) add(objectField(record.body, 'DelegationRequest'), record)
    for (const { request, record } of requests.values()) addRequest(records, facts, request, record)
  },
}

function addRequest(records: Records, facts: FactsBuilder, request: JsonObject, record: CallRecord): void {
  const { account } = record
  const id = textField(request, 'DelegationRequestId') ?? ''
  const requestor = textField(request, 'RequestorId')
  const state = textField(request, 'State')
  const expiresAt = dateField(request, 'ExpirationTime')
  const arn = `arn:${records.partition(account)}:iam::${account}:delegation-request/${id}`
  const phase = STATES.get(state ?? '')
  const policy = policyDocument(textField(request, 'PermissionPolicy') ?? undefined)
  const policyId = `${arn}#permissions`
  if (policy !== null) facts.document({ id: policyId, name: 'permission policy', document: policy })
  facts.node({
    id: arn,
    type: iamDelegationRequest.type,
    cloud: 'aws',
    scope: scopeId(account),
    name: textField(request, 'Description') ?? id,
    kind: 'Principal',
    properties: {
      createdAt: dateField(request, 'CreateDate'),
      status: state,
      expiresAt,
      sessionSeconds: numberField(request, 'SessionDuration'),
      requestor,
      requestorName: textField(request, 'RequestorName'),
      owner: textField(request, 'OwnerId'),
      approver: textField(request, 'ApproverId'),
      permissionPolicy: policy,
      permissionTemplate: textField(objectField(request, 'Permissions') ?? undefined, 'PolicyTemplateArn'),
      boundariesOfNewRoles: textsField(request, 'RolePermissionRestrictionArns').sort(),
      ...(phase === 'given' || phase === 'pending'
        ? { pending: phase === 'pending', actsAs: approverOf(request, facts), sessionPolicies: [policyId] }
        : {}),
    },
  })
  if (phase === undefined || requestor === null || !isAccountId(requestor)) {
    addGap(facts, {
      scope: account,
      call: LIST,
      reason: 'failed',
      message: `delegation request \`${id}\` in \`${record.file}\` does not say who asks, or in which state it is`,
    })
    return
  }
  if (phase !== 'over' && policy === null)
    addGap(facts, {
      scope: account,
      call: LIST,
      reason: 'failed',
      message: `delegation request \`${id}\` in \`${record.file}\` holds no \`PermissionPolicy\`: what it permits is not known`,
    })
}

/** Whose rights the request carries: the principal, or the role of the session, that approved it, if it is in the dump. */
function approverOf(request: JsonObject, facts: FactsBuilder): string | null {
  const approver = textField(request, 'ApproverId') ?? ''
  const session = /^arn:([a-z-]{1,20}):sts::([0-9]{12}):assumed-role\/([^/]{1,64})\//.exec(approver)
  const id = session === null ? approver : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`
  return facts.get(id) === undefined ? null : id
}
