import { contextOf, OPEN, type Context, type KeyState } from '../../condition/context.js'
import type { Caller } from '../caller.js'
import { derivedState } from '../derived-keys.js'
import type { Layer, Program } from '../program.js'
import type { Statement } from '../statement.js'
import type { AwsWorld } from './aws-world.js'

/** Principals of one account whose policies say the same about them: what one may do, all may. */
export interface Bundle {
  readonly account: string
  readonly caller: Caller
  readonly members: readonly string[]
  readonly program: Program
  readonly known: ReadonlyMap<string, KeyState>
}

/** Groups our principals, so that each distinct set of policies is worked out once. */
export function bundlesOf(world: AwsWorld): Bundle[] {
  const bundles = new Map<string, Bundle & { members: string[] }>()
  for (const node of world.principals) {
    const caller = world.callerOf(node.id)
    if (caller === null || caller.account === null) continue
    const program = world.programOf(node.id)
    const key = bundleKey(world, node.id, caller, program)
    const known = bundles.get(key)
    if (known !== undefined) known.members.push(node.id)
    else
      bundles.set(key, { account: caller.account, caller, members: [node.id], program, known: world.knownOf(node.id) })
  }
  return [...bundles.values()]
}

function bundleKey(world: AwsWorld, principal: string, caller: Caller, program: Program): string {
  const shared = `${caller.kind} ${String(caller.serviceLinked)} ${world.bundleOf(principal)}`
  const rails = world.resourceControlOf(caller.account ?? '')
  return dependsOnPrincipal(program, rails) ? `${shared}\n${principal}` : shared
}

const PRINCIPAL_KEYS = new Set(['aws:principalarn', 'aws:userid', 'aws:username'])

function isPrincipalKey(lowerKey: string): boolean {
  return PRINCIPAL_KEYS.has(lowerKey) || lowerKey.startsWith('aws:principaltag/')
}

const depending = new WeakMap<Statement, boolean>()

/** Do the policies say different things to different principals? */
function dependsOnPrincipal(program: Program, rails: readonly Layer[]): boolean {
  const layers = [program.identity, program.boundary, ...(program.serviceControl ?? []), ...rails]
  return layers.some((layer) => layer !== null && layer.statements.some(statementDepends))
}

/** Does the statement name keys or variables whose value is a matter of the principal? */
export function statementDepends(statement: Statement): boolean {
  const known = depending.get(statement)
  if (known !== undefined) return known
  const conditions = statement.conditions.some((test) =>
    test.kind === 'atom' ? isPrincipalKey(test.atom.lowerKey) : true,
  )
  const names = [...(statement.resources ?? []), ...(statement.notResources ?? [])]
  const result = conditions || names.some((name) => name.kind === 'template')
  depending.set(statement, result)
  return result
}

/** The context of a request by a principal about a resource in an account: what follows is decided, the rest open. */
export function openContext(
  world: AwsWorld,
  caller: Caller,
  known: ReadonlyMap<string, KeyState>,
  resourceAccount: string,
  more: ReadonlyMap<string, KeyState> = new Map(),
): Context {
  const keys = new Map(known)
  const place = world.accounts.get(resourceAccount)
  if (place !== undefined && place.organization !== null)
    keys.set('aws:resourceorgid', { state: 'values', values: [place.organization] })
  if (place !== undefined && place.path !== null)
    keys.set('aws:resourceorgpaths', { state: 'values', values: [place.path] })
  for (const [key, state] of more) keys.set(key, state)
  const facts = { caller, resourceAccount, known: keys }
  return contextOf(new Map(), (key) => derivedState(key, facts), OPEN)
}
