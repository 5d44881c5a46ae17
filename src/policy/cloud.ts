import type {
  Access,
  Cloud,
  Covers,
  Derived,
  Evidence,
  Facts,
  Gap,
  Json,
  LayerVerdict,
  Node,
  Outcome,
  Target,
} from '../model/index.js'
import type { Clauses } from './condition/clauses.js'

// What questions ask of a cloud. One such object per cloud is all that the layers above know of it.

/** Where things lie, as far as a snapshot tells: its nodes and what contains them. */
export interface Places {
  node(id: string): (Node & { readonly properties: { readonly [name: string]: Json } }) | null
  /** What contains a node, nearest first; empty for what the snapshot does not list. */
  ancestors(id: string): readonly string[]
}

/** What a grant says of its target, as questions read it. */
export interface GrantOn {
  readonly target: Node
  readonly covers: Covers
  readonly within: readonly string[]
  readonly except: readonly string[]
  readonly actions: readonly string[]
  readonly plane: Plane | null
  readonly clauses: Clauses
}

/** Azure tells managing a resource from touching what it holds; the other clouds do not. */
export type Plane = 'control' | 'data'

/** Kinds of access, and whether content itself can be read or changed. */
export interface Kind {
  readonly access: readonly Access[]
  readonly data: boolean
}

export interface ActionsLeft extends Kind {
  readonly actions: readonly string[]
}

/** A part of a grant's target, with what can be done on it and what that asks for. */
export interface Piece extends ActionsLeft {
  readonly target: Target
  readonly clauses: Clauses
}

/** "May somebody do this action on this resource?", prepared to be put to many grants. */
export interface AccessQuestion {
  /** The resource as the snapshot writes it. */
  readonly resource: string
  /** Terraform type of the resource. */
  readonly type: string
  /** Is the action one by which somebody becomes the principal that is asked about? */
  readonly becoming: boolean
  /** Do these patterns name the action? An empty list stands for permissions that are not known: yes. */
  names(actions: readonly string[], plane: Plane | null): boolean
  /** What the grant leaves to be satisfied for the resource; null: it does not reach it. */
  left(grant: GrantOn): Clauses | null
  readonly kind: Kind
}

/** One request of one principal, as it is. */
export interface ExplainAsked {
  readonly principal: string
  readonly action: string
  readonly resource: string
  readonly context: { readonly [key: string]: readonly string[] }
  readonly closedContext: boolean
  /** The action is asked about as one on content, whatever is known of it. */
  readonly data?: boolean
}

/** The decision on it. `ways`: each satisfies the request if all its clauses hold; an empty way is a plain yes. */
export interface Explained {
  readonly action: string
  readonly outcome: Outcome
  readonly ways: readonly Clauses[]
  readonly because: readonly Evidence[]
  readonly deniedBy: readonly Evidence[]
  readonly layers: readonly LayerVerdict[]
}

export interface CloudMeaning {
  readonly cloud: Cloud
  /** Everything that follows from the facts of this cloud. */
  derive(facts: Facts): Derived
  /** Is this text an action, a resource or a principal in this cloud's spelling? */
  ownsAction(text: string): boolean
  ownsId(text: string): boolean
  /** Throws UserError when action or resource has no meaning in this cloud. `data`: the action is asked about as a data action; where a cloud needs the snapshot's roles to tell, it reads `facts`. */
  question(action: string, resource: string, places: Places, data: boolean, facts: () => Facts): AccessQuestion
  /** The actions of any of `lists` that none of `without` has; null when none is left, several when one list cannot say it. */
  actionsLeft(
    lists: readonly (readonly string[])[],
    without: readonly (readonly string[])[],
    target: string,
    plane: Plane | null,
  ): readonly ActionsLeft[]
  /** Which part of the grant's target this resource of the snapshot is; empty when none. */
  pieces(grant: GrantOn, resource: string, places: Places): readonly Piece[]
  /** Can a target of this kind be expanded into finer resources? */
  expands(grant: GrantOn): boolean
  /** Prepares `explain` for a snapshot; `today` in milliseconds since 1970. */
  explainer(facts: Facts, today: number): (asked: ExplainAsked) => Explained
  /** Could what this gap left out change an answer about the action? */
  concerns(gap: Gap, action: string): boolean
}
