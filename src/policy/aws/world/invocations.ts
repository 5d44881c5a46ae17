import { isObject, type FactNode } from '../../../model/index.js'
import type { Caller } from '../caller.js'
import { ABSENT, type KeyState } from '../../condition/context.js'

/** One way to call a resource: what it fixes of the context, and the actions that it is about. */
export interface Invocation {
  readonly known: ReadonlyMap<string, KeyState>
  /** Only these actions; null: any. */
  readonly actions: readonly string[] | null
  readonly without: readonly string[]
  /** All of these must be granted for any to work. */
  readonly needs: readonly string[]
}

const DIRECT: readonly Invocation[] = [{ known: new Map(), actions: null, without: [], needs: [] }]

const URL_ACTIONS = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']

const AUTH_TYPE = 'lambda:functionurlauthtype'
const VIA_URL = 'lambda:invokedviafunctionurl'

/** Requests to a bucket itself name no access point, so statements that delegate to access points do not match. */
const TO_BUCKET: readonly Invocation[] = [
  {
    known: new Map([
      ['s3:dataaccesspointarn', ABSENT],
      ['s3:dataaccesspointaccount', ABSENT],
    ]),
    actions: null,
    without: [],
    needs: [],
  },
]

/** What a plain request to a resource, not through something else, fixes of the context. */
export function directKeys(node: FactNode): ReadonlyMap<string, KeyState> {
  return node.type === 'aws_s3_bucket' ? (TO_BUCKET[0]?.known ?? new Map()) : new Map()
}

/**
 * The ways to call a resource: a Lambda function through its URL, if it has one, and through the API; anything else
 * in the one way there is. A URL without authentication answers everybody whom the policy grants both actions.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function invocationsOf(node: FactNode, caller: Caller): readonly Invocation[] {
  if (node.type === 'aws_s3_bucket') return TO_BUCKET
  if (node.type === 'aws_s3_access_point') return [throughAccessPoint(node)]
  if (node.type !== 'aws_lambda_function') return DIRECT
  const types = authTypes(node).filter((type) => type === 'NONE' || caller.kind !== 'anonymous')
  const ways = types.map(throughUrl)
  return caller.kind === 'anonymous' ? ways : [...ways, throughApi()]
}

/** The kinds of authentication of the function's URLs; each of its aliases may have one. */
function authTypes(node: FactNode): string[] {
  const byQualifier = node.properties['urlAuthType']
  if (!isObject(byQualifier)) return []
  return [...new Set(Object.values(byQualifier).filter((type): type is string => typeof type === 'string'))].sort()
}

function throughUrl(type: string): Invocation {
  const known = new Map<string, KeyState>([
    [AUTH_TYPE, { state: 'values', values: [type] }],
    [VIA_URL, { state: 'values', values: ['true'] }],
  ])
  return { known, actions: URL_ACTIONS, without: [], needs: URL_ACTIONS }
}

function throughApi(): Invocation {
  const known = new Map<string, KeyState>([
    [AUTH_TYPE, ABSENT],
    [VIA_URL, { state: 'values', values: ['false'] }],
  ])
  return { known, actions: null, without: ['lambda:InvokeFunctionUrl'], needs: [] }
}

/**
 * A request through an access point carries its ARN and account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function throughAccessPoint(node: FactNode): Invocation {
  const one = (value: string): KeyState => ({ state: 'values', values: [value] })
  const known = new Map<string, KeyState>([
    ['s3:dataaccesspointarn', one(node.id)],
    ['s3:dataaccesspointaccount', one((node.scope ?? '').slice('aws:'.length))],
  ])
  const { networkOrigin } = node.properties
  if (typeof networkOrigin === 'string') known.set('s3:accesspointnetworkorigin', one(networkOrigin))
  return { known, actions: null, without: [], needs: [] }
}
