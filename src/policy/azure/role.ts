import { isObject, type Json, type JsonObject } from '../../model/index.js'
import type { Plane } from '../cloud.js'
import type { ActionList } from './action-list.js'
import { lastSegment } from './arm-id.js'
import { readCondition, type Condition } from './condition/condition.js'

/** One permission object of a role or deny assignment: its own actions, exceptions and condition. */
export interface Permission {
  readonly control: ActionList
  readonly data: ActionList
  readonly condition: Condition | null
}

/** A role definition, read. Exceptions of one permission take nothing from another. */
export interface Role {
  /** The GUID, in lower case. */
  readonly id: string
  readonly name: string
  readonly permissions: readonly Permission[]
}

export function actionsOf(permission: Permission, plane: Plane): ActionList {
  return plane === 'data' ? permission.data : permission.control
}

/** The record's properties, whether ARM keeps them under `properties` or a tool prints them flat. */
export function bodyOf(document: Json | undefined): JsonObject {
  if (!isObject(document)) return {}
  const properties = document['properties']
  return isObject(properties) ? properties : document
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function textsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((each) => isObject(each)) : []
}

/** The permission objects of a role definition or deny assignment. */
export function permissionsOf(body: JsonObject): Permission[] {
  return objectsIn(body['permissions']).map((permission) => ({
    control: { patterns: textsIn(permission['actions']), except: textsIn(permission['notActions']) },
    data: { patterns: textsIn(permission['dataActions']), except: textsIn(permission['notDataActions']) },
    condition: conditionOf(permission),
  }))
}

/** The condition of a record; an empty text is none, anything that is no text cannot be read. */
export function conditionOf(body: JsonObject): Condition | null {
  const condition = body['condition']
  if (condition === undefined || condition === null) return null
  if (typeof condition !== 'string') return readCondition(JSON.stringify(condition))
  return condition.trim() === '' ? null : readCondition(condition)
}

const read = new WeakMap<JsonObject, Role | null>()

/**
 * Reads a role definition as ARM and the CLI write it; null when it names no role.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions
 */
export function roleOf(document: Json): Role | null {
  if (!isObject(document)) return null
  const known = read.get(document)
  if (known !== undefined) return known
  const body = bodyOf(document)
  const id = lastSegment(textOf(document['id']) || textOf(document['name']))
  const name = textOf(body['roleName']) || textOf(document['name'])
  const role =
    id === '' || id === '/' || !Array.isArray(body['permissions'])
      ? null
      : { id, name, permissions: permissionsOf(body) }
  read.set(document, role)
  return role
}
