import type { GraphEdgeKind, GraphNodeKind } from './schema.js'

/** What a property can hold: flat values and lists of texts; everything deeper is canonical JSON text. */
export type PropertyValue = string | number | boolean | readonly string[]

export interface Properties {
  readonly [name: string]: PropertyValue
}

/** A node as it is published. `labels` starts with its kind; a cloud-prefixed type label such as `AwsIamRole` may follow. */
export interface PropertyNode {
  readonly id: string
  readonly labels: readonly [GraphNodeKind, ...string[]]
  readonly properties: Properties
}

/** A relationship as it is published. An id is unique within a kind only, so each end has both. */
export interface PropertyRelationship {
  readonly type: GraphEdgeKind
  readonly fromKind: GraphNodeKind
  readonly from: string
  readonly toKind: GraphNodeKind
  readonly to: string
  readonly properties: Properties
}

/**
 * What a published database holds. Both engines of canned queries read this and nothing else.
 *
 * INVARIANT: the same content comes in the same order at every pass; the ends of a relationship are among the nodes;
 * (kind, id) is unique among nodes.
 */
export interface PropertyGraph {
  /** Id of the snapshot that it was made of. */
  readonly snapshot: string
  /** A fresh pass over the nodes; nothing is kept. */
  nodes(): Iterable<PropertyNode>
  /** A fresh pass over the relationships; nothing is kept. */
  relationships(): Iterable<PropertyRelationship>
}

/** Cloud prefixes of Terraform types, and how labels begin. */
const CLOUDS = new Map([
  ['aws', 'Aws'],
  ['azurerm', 'Azure'],
  ['azuread', 'Azure'],
  ['azure', 'Azure'],
  ['google', 'Gcp'],
  ['gcp', 'Gcp'],
])
const LONGEST_TYPE = 80

/**
 * The label of a type: `aws_iam_role` is `AwsIamRole`; null for a type that is of no cloud.
 *
 * INVARIANT: a label holds nothing but ASCII letters and digits, whatever the type holds, and starts with a cloud.
 */
export function typeLabel(type: string): string | null {
  if (type.length > LONGEST_TYPE || !/^[a-z]+(_[a-z0-9]+)+$/.test(type)) return null
  const [first = '', ...rest] = type.split('_')
  const cloud = CLOUDS.get(first)
  if (cloud === undefined) return null
  return cloud + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
