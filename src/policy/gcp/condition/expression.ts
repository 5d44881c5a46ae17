/** An expression of the Common Expression Language, as parsed. */
export type Expr =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expr; readonly field: string }
  /** `has(a.b)`. */
  | { readonly kind: 'has'; readonly of: Expr; readonly field: string }
  | { readonly kind: 'list'; readonly items: readonly Expr[] }
  /** Operators too, by their signs: `&&`, `!`, `?:`, `[]`. */
  | { readonly kind: 'call'; readonly name: string; readonly target: Expr | null; readonly args: readonly Expr[] }
  /** `list.exists(x, body)` and its kin. */
  | { readonly kind: 'macro'; readonly name: string; readonly of: Expr; readonly variable: string; readonly body: Expr }
