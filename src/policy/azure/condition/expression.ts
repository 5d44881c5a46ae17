/** What a comparison compares: an attribute, or values written in the condition. */
export type Operand =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'values'; readonly values: readonly string[]; readonly isSet: boolean }

/** How many values of either side must agree: `ForAnyOfAllValues` is one on the left with all on the right. */
export interface Crossing {
  readonly left: 'any' | 'all'
  readonly right: 'any' | 'all'
}

/** A condition of a role assignment, role definition or deny assignment, read. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and'; readonly parts: readonly Expression[] }
  | { readonly kind: 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'action'; readonly patterns: readonly string[] }
  | { readonly kind: 'suboperation'; readonly names: readonly string[] }
  | { readonly kind: 'exists'; readonly attribute: string }
  | {
      readonly kind: 'compare'
      readonly left: Operand
      /** In lower case, without the prefix of a crossing. */
      readonly operator: string
      /** Null where the operator stands alone. */
      readonly crossing: Crossing | null
      readonly right: Operand
      /** As the condition writes it. */
      readonly text: string
    }
