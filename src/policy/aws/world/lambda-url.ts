import { isObject, type FactNode } from '../../../model/index.js'
import type { Caller } from '../caller.js'
import { ABSENT, type KeyState } from '../condition/context.js'

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

/**
 * The ways to call a resource: a Lambda function through its URL, if it has one, and through the API; anything else
 * in the one way there is. A URL without authentication answers everybody whom the policy grants both actions.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function urlWays(node: FactNode, caller: Caller): readonly Invocation[] {
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
