import type { AccessGrant, OutsideIdentity } from '../../../model/index.js'
import { actionsIn, actionsMatching, actionsWithout, type ActionSet } from '../actions.js'
import { serviceOfArn } from '../arn.js'
import { cellsOf, type Cell } from '../cells.js'
import { NO_LAYERS, type Program } from '../program.js'
import { regionOf } from '../region.js'
import type { Route } from '../rulebook.js'
import type { AwsWorld } from './aws-world.js'
import { openContext } from './bundles.js'
import type { Door } from './door.js'
import { doorsInto } from './doors.js'
import { keyHolds } from './encryption.js'
import { grantableActions, grantOf } from './grant-target.js'
import { throughBucket } from './access-point.js'
import { invocationsOf, type Invocation } from './invocations.js'
import { narrowedDoors } from './narrowing.js'
import { publicIdentity } from './outside.js'
import type { GuardedResource } from './resource-side.js'
import { worksAcrossAccounts } from './across-accounts.js'

export interface OutsideGrants {
  readonly outside: Map<string, OutsideIdentity>
  readonly grants: AccessGrant[]
}

/** Services that answer callers without credentials. */
const ANONYMOUS_SERVICES = new Set([
  's3',
  'sqs',
  'sns',
  'lambda',
  'execute-api',
  'es',
  'aoss',
  'mediastore',
  'ecr-public',
  'ec2',
  'rds',
])

/** What resource policies, shares, lists and grants give to people outside, without their becoming anybody. */
export function outsideGrants(world: AwsWorld, resources: readonly GuardedResource[]): OutsideGrants {
  const found: OutsideGrants = { outside: new Map(), grants: [] }
  for (const resource of resources) {
    if (resource.blocked) continue
    const service = serviceOfArn(resource.node.id)
    for (const door of doorsInto(resource.layer, world, ANONYMOUS_SERVICES.has(service)))
      grantsThrough(door, resource, world, found)
  }
  addUnread(world, found)
  return found
}

function grantsThrough(door: Door, resource: GuardedResource, world: AwsWorld, found: OutsideGrants): void {
  const { node, account, layer } = resource
  const program: Program = { ...NO_LAYERS, resource: layer, resourceControl: world.resourceControlOf(account) }
  for (const way of invocationsOf(node, door.caller)) {
    const request = {
      caller: door.caller,
      context: openContext(world, door.caller, door.known, account, way.known),
      assumed: door.assumed,
      routes: ANY_FORM,
      actions: outsideActions(node.id, way),
    }
    const own = resource.patterns.flatMap((pattern) => cellsOf(program, { ...request, region: regionOf(pattern) }))
    if (!hasAll(own, way)) continue
    const { cells, unknown: half } = throughBucket(world, node, program, request, own)
    for (const cell of cells) {
      for (const { cell: usable, unknown } of keyHolds(world, node, door, cell)) {
        for (const identity of narrowedDoors(door.identity, usable.clauses, world)) {
          const grants = grantOf(usable, world, account, [identity.id], cells, unknown || half)
          if (grants.length > 0) found.outside.set(identity.id, identity)
          found.grants.push(...grants)
        }
      }
    }
  }
}

/** The resource's policy alone decides for people outside: their own side is taken as allowing. */
const ANY_FORM: readonly Route[] = [['any']]

function outsideActions(resource: string, way: Invocation): ActionSet {
  const all = way.actions === null ? grantableActions() : actionsIn(grantableActions(), actionsMatching(way.actions))
  const without = way.without.length === 0 ? all : actionsWithout(all, actionsMatching(way.without))
  return worksAcrossAccounts(resource, without)
}

/** A function URL answers only when every action that it needs is granted. */
function hasAll(cells: readonly Cell[], way: Invocation): boolean {
  return way.needs.every((action) => {
    const wanted = actionsMatching([action])
    return cells.some((cell) => actionsIn(cell.actions, wanted).size > 0)
  })
}

/** Calls that tell who may use a resource: without their answer nobody can say that it is not open. */
export const POLICY_CALLS = /^Get(?:.*Policy|.*Policies|BucketPolicy|QueueAttributes|TopicAttributes|KeyPolicy)$/u

/** A listed resource whose policy was not read may be open to everybody. */
function addUnread(world: AwsWorld, found: OutsideGrants): void {
  for (const node of world.nodes.values()) {
    const unread = node.properties['unread']
    if (node.kind !== 'Resource' || !Array.isArray(unread)) continue
    const calls = unread.filter((c): c is string => typeof c === 'string' && POLICY_CALLS.test(c))
    if (calls.length === 0 || world.resourcePolicyOf(node.id) !== null) continue
    const identity = publicIdentity()
    found.outside.set(identity.id, identity)
    found.grants.push({
      principals: [identity.id],
      target: {
        id: node.id,
        type: node.type,
        cloud: 'aws',
        scope: node.scope,
        name: node.name,
        covers: 'resource',
        within: [],
        except: [],
      },
      actions: [],
      access: [],
      data: false,
      remaining: [],
      because: calls.map((call) => ({
        id: `${node.id}#unread/${call}`,
        kind: 'resource-policy',
        document: node.id,
        statement: null,
        sid: null,
        text: `the answer to ${call} was not read`,
      })),
      unknown: true,
    })
  }
}
