import { cypherTokens, type CypherToken } from './cypher-tokens.js'

/** What a statement may name: labels and relationship types, each with its properties; types with what they join. */
export interface CypherSchema {
  readonly nodes: ReadonlyMap<string, ReadonlySet<string>>
  readonly relationships: ReadonlyMap<string, ReadonlySet<string>>
  readonly ends: ReadonlyMap<string, { readonly from: readonly string[]; readonly to: readonly string[] }>
}

/** What a statement has to agree with. */
export interface LintedQuery {
  readonly params: Iterable<string>
  readonly columns: readonly string[]
  readonly order: readonly string[]
}

/** The longest walk that a statement may ask for. */
export const MOST_HOPS = 64

const WORDS = new Set(
  `ALL AND ANY AS ASC BY CALL CASE COLLECT CONTAINS COUNT DESC DISTINCT ELSE END ENDS EXISTS FALSE IN IS LIMIT MATCH NONE NOT NULL
   OPTIONAL OR ORDER RETURN SINGLE STARTS THEN TRUE UNION UNWIND WHEN WHERE WITH XOR`.split(/\s+/),
)

/** Functions without effect whose value does not depend on the server's state, plus forms that look like functions. */
const FUNCTIONS = new Set(
  'all any coalesce collect count date duration exists head last left length max min nodes none range single size split substring sum toString type'.split(
    ' ',
  ),
)

const CLAUSES = new Set(['MATCH', 'OPTIONAL', 'WITH', 'RETURN', 'UNWIND', 'CALL', 'WHERE', 'ORDER', 'UNION'])

/**
 * What is wrong with the Cypher of a canned query; nothing, when it reads only, takes every value from the outside as a
 * parameter, names only what the schema lists, ends in a total order and a limit, and never lists paths.
 *
 * - A pattern of several hops has an upper bound, and what it finds is folded by `DISTINCT` or `min(length(path))`: the
 *   server then searches breadth first and visits each node once. `SHORTEST` is not used: with an open end it takes
 *   exponential time where many relationships join few nodes, and which of several equally short paths it gives is open.
 * - Of a path only the least length is used, and conditions on its nodes.
 * - Every node has a label, or is the end of a relationship whose type says what it joins, and every pattern has a node
 *   with a label or a bound one: what is loaded beside the published graph is never seen.
 */
export function lintCypher(source: string, query: LintedQuery, schema: CypherSchema): string[] {
  let tokens: CypherToken[]
  try {
    tokens = cypherTokens(source)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
  const reader = readerOf(tokens, schema)
  return [
    ...wordProblems(tokens),
    ...reader.problems(),
    ...parameterProblems(tokens, query),
    ...endProblems(tokens, query),
    ...pathProblems(tokens),
  ]
}

function at(token: CypherToken | undefined): string {
  return `line ${String(token?.line ?? 0)}`
}

function isSign(token: CypherToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text
}

function isWord(token: CypherToken | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === text
}

/** Words in capitals are clauses and operators; a word before a bracket is a function. All must be known. */
function wordProblems(tokens: readonly CypherToken[]): string[] {
  const problems: string[] = []
  tokens.forEach((token, i) => {
    if (isSign(token, ';')) problems.push(`${at(token)}: one statement, without \`;\``)
    if (token.kind !== 'word') return
    const before = tokens[i - 1]
    const named = before?.kind === 'sign' && ':|&!.'.includes(before.text)
    const next = tokens[i + 1]
    if (isSign(before, '.') && isSign(next, '(')) problems.push(`${at(token)}: procedures and libraries are not called`)
    if (named || isSign(next, ':') || isSign(before, '$')) return
    if (isWord(token, 'CALL') && !isSign(next, '{') && !isSign(next, '('))
      problems.push(`${at(token)}: procedures are not called`)
    const capital = /^[A-Z_]{2,}$/.test(token.text)
    if (capital && !WORDS.has(token.text)) problems.push(`${at(token)}: \`${token.text}\` is no clause of a question`)
    if (!capital && WORDS.has(token.text.toUpperCase()) && !isSign(next, '(') && !isLowerWord(token.text))
      problems.push(`${at(token)}: write \`${token.text}\` in capitals`)
    if (!capital && isSign(next, '(') && !FUNCTIONS.has(token.text))
      problems.push(`${at(token)}: the function \`${token.text}\` is not used in canned queries`)
  })
  return problems
}

/** Clauses in small letters would pass as variables, so they are refused; these words may be one. */
function isLowerWord(text: string): boolean {
  return ['all', 'any', 'none', 'single', 'end'].includes(text)
}

/** Reads patterns: which label or type stands where, and what the variables are. */
function readerOf(tokens: readonly CypherToken[], schema: CypherSchema): { problems: () => string[] } {
  const problems: string[] = []
  const kinds = new Map<string, Set<string>>()
  const bare = new Map<string, CypherToken>()
  const open: ('(' | '[' | 'map' | 'block')[] = []
  const learn = (variable: CypherToken | undefined, names: readonly string[]): void => {
    if (variable === undefined) return
    const known = kinds.get(variable.text) ?? new Set<string>()
    for (const name of names) known.add(name)
    kinds.set(variable.text, known)
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    const next = tokens[i + 1]
    if (isSign(token, '(')) {
      open.push('(')
      if (isNodePattern(tokens, i)) {
        const labelled = isSign(next, ':') || (next?.kind === 'word' && isSign(tokens[i + 2], ':'))
        const ends = labelled ? [] : endsOf(tokens, i, schema)
        if (next?.kind === 'word' && ends.length > 0) learn(next, ends)
        else if (isSign(next, ')') && ends.length === 0) problems.push(`${at(token)}: a node without a label`)
        else if (next?.kind === 'word' && !labelled && !kinds.has(next.text)) bare.set(next.text, next)
      }
    } else if (isSign(token, '[')) {
      open.push('[')
      const arrow = isSign(tokens[i - 1], '-')
      if (arrow && !isSign(next, ':') && !isSign(tokens[i + 2], ':'))
        problems.push(`${at(token)}: a relationship without a type`)
    } else if (isSign(token, '{')) {
      open.push(next?.kind === 'word' && isSign(tokens[i + 2], ':') ? 'map' : 'block')
    } else if (isSign(token, ')') || isSign(token, ']') || isSign(token, '}')) {
      open.pop()
    } else if (isSign(token, '-') && (isSign(next, '-') || (isSign(next, '>') && isSign(tokens[i - 1], '-')))) {
      problems.push(`${at(token)}: a relationship without a type`)
    } else if (isWord(token, 'IN') && next?.text === 'nodes') {
      // A node of a path may be of any kind.
      learn(tokens[i - 1], [...schema.nodes.keys()])
    } else if (isSign(token, ':')) {
      const inside = open[open.length - 1]
      const names = namesAfter(tokens, i)
      const before = tokens[i - 1]
      if (inside === 'map') continue
      const list = inside === '[' ? schema.relationships : schema.nodes
      for (const name of names) {
        if (!list.has(name.text))
          problems.push(
            `${at(name)}: \`${name.text}\` is no ${inside === '[' ? 'relationship type' : 'label'} of the schema`,
          )
      }
      if (before?.kind === 'word')
        learn(
          before,
          names.map((name) => name.text),
        )
    }
  }
  for (const [name, token] of bare) {
    if (!kinds.has(name) && !isImported(tokens, name)) problems.push(`${at(token)}: the node \`${name}\` has no label`)
  }
  return { problems: () => [...problems, ...propertyProblems(tokens, kinds, schema)] }
}

/** A node pattern follows a clause, a comma, a path's name, or an arrow; `(` after a function's name is none. */
function isNodePattern(tokens: readonly CypherToken[], i: number): boolean {
  const before = tokens[i - 1]
  const next = tokens[i + 1]
  if (!(isSign(next, ')') || isSign(next, ':') || next?.kind === 'word')) return false
  if (isSign(before, '-') || isSign(before, '>')) return true
  if (isWord(before, 'MATCH')) return true
  return (
    (isSign(before, '(') || before?.kind === 'number') && (isSign(tokens[i + 2], ')') || isSign(tokens[i + 2], ':'))
  )
}

/** What a node must be, as far as the types of the relationships beside it say; nothing when they do not. */
function endsOf(tokens: readonly CypherToken[], node: number, schema: CypherSchema): string[] {
  const found: string[] = []
  const add = (bracket: number, end: 'from' | 'to'): void => {
    const colon = isSign(tokens[bracket + 1], ':') ? bracket + 1 : bracket + 2
    for (const name of namesAfter(tokens, colon)) found.push(...(schema.ends.get(name.text)?.[end] ?? []))
  }
  const close = node + (isSign(tokens[node + 1], ')') ? 1 : 2)
  if (isSign(tokens[close], ')')) {
    if (isSign(tokens[close + 1], '-') && isSign(tokens[close + 2], '[')) add(close + 2, 'from')
    if (isSign(tokens[close + 1], '<') && isSign(tokens[close + 3], '[')) add(close + 3, 'to')
  }
  const forward = isSign(tokens[node - 1], '>') && isSign(tokens[node - 3], ']')
  if (forward || (isSign(tokens[node - 1], '-') && isSign(tokens[node - 2], ']'))) {
    const bracket = tokens.slice(0, node).findLastIndex((t) => isSign(t, '['))
    add(bracket, forward ? 'to' : 'from')
  }
  return found
}

/** Is the variable made by UNWIND or AS, and so no node of a pattern? */
function isImported(tokens: readonly CypherToken[], name: string): boolean {
  return tokens.some((token, i) => token.text === name && isWord(tokens[i - 1], 'AS'))
}

function namesAfter(tokens: readonly CypherToken[], colon: number): CypherToken[] {
  const names: CypherToken[] = []
  for (let i = colon; ; i += 2) {
    const sign = tokens[i]
    const name = tokens[i + 1]
    if (sign?.kind !== 'sign' || !':|&'.includes(sign.text) || name?.kind !== 'word') return names
    names.push(name)
  }
}

function propertyProblems(
  tokens: readonly CypherToken[],
  kinds: ReadonlyMap<string, ReadonlySet<string>>,
  schema: CypherSchema,
): string[] {
  const problems: string[] = []
  const check = (token: CypherToken, names: Iterable<string>): void => {
    const known = [...names].some((name) => (schema.nodes.get(name) ?? schema.relationships.get(name))?.has(token.text))
    if (!known) problems.push(`${at(token)}: \`${token.text}\` is no property of ${[...names].join(' or ') || 'a map'}`)
  }
  tokens.forEach((token, i) => {
    const [one, two, three] = [tokens[i - 1], tokens[i - 2], tokens[i + 1]]
    if (token.kind !== 'word') return
    if (isSign(one, '.') && two?.kind === 'word') {
      const of = kinds.get(two.text)
      if (of !== undefined) check(token, of)
      else problems.push(`${at(token)}: \`${two.text}.${token.text}\`: what \`${two.text}\` is cannot be told`)
    }
    // `{id: $party}` in a node pattern: the label stands just before the brace.
    if (isSign(three, ':') && (isSign(one, '{') || isSign(one, ','))) {
      const brace = tokens.slice(0, i).findLastIndex((t) => isSign(t, '{'))
      if (brace < 0 || tokens.slice(brace, i).some((t) => isSign(t, '}'))) return
      const label = tokens[brace - 1]
      if (label?.kind === 'word' && isSign(tokens[brace - 2], ':')) check(token, [label.text])
      else if (tokens[brace - 2]?.text !== 'duration') problems.push(`${at(token)}: a map that is no part of a pattern`)
    }
  })
  return problems
}

function parameterProblems(tokens: readonly CypherToken[], query: LintedQuery): string[] {
  const used = new Set(tokens.filter((t) => t.kind === 'parameter').map((t) => t.text))
  const declared = new Set([...query.params, 'limit'])
  return [
    ...[...used].filter((name) => !declared.has(name)).map((name) => `\`$${name}\` is not declared`),
    ...[...declared].filter((name) => !used.has(name)).map((name) => `\`$${name}\` is not used`),
  ]
}

/** The last RETURN has the columns, is ordered as declared, and is limited. */
function endProblems(tokens: readonly CypherToken[], query: LintedQuery): string[] {
  const problems: string[] = []
  const [limit, parameter] = tokens.slice(-2)
  if (!isWord(limit, 'LIMIT') || parameter?.kind !== 'parameter' || parameter.text !== 'limit')
    problems.push('the statement does not end in `LIMIT $limit`')
  const depths = depthsOf(tokens)
  const start = tokens.findLastIndex((t, i) => depths[i] === 0 && isWord(t, 'RETURN'))
  const order = tokens.findLastIndex((t, i) => depths[i] === 0 && isWord(t, 'ORDER') && isWord(tokens[i + 1], 'BY'))
  if (start < 0 || order < start) return [...problems, 'the last `RETURN` has no `ORDER BY`']
  const items = itemsOf(tokens.slice(isWord(tokens[start + 1], 'DISTINCT') ? start + 2 : start + 1, order))
  const columns = items.map((item) =>
    item.length === 1 || isWord(item.at(-2), 'AS') ? (item.at(-1)?.text ?? '') : '?',
  )
  if (columns.join() !== query.columns.join())
    problems.push(`returns ${columns.join(', ')}, not ${query.columns.join(', ')}`)
  const keys = itemsOf(tokens.slice(order + 2, -2)).map((item) => {
    const [name, direction] = item
    const simple = name?.kind === 'word' && (item.length === 1 || (item.length === 2 && isWord(direction, 'DESC')))
    return simple ? `${item.length === 2 ? '-' : ''}${name.text}` : '?'
  })
  if (keys.join() !== query.order.join())
    problems.push(`is ordered by ${keys.join(', ')}, not ${query.order.join(', ')}`)
  return problems
}

/** In how many brackets each token stands. */
function depthsOf(tokens: readonly CypherToken[]): number[] {
  let depth = 0
  return tokens.map((token) => {
    if (token.kind === 'sign' && ')]}'.includes(token.text)) depth--
    const here = depth
    if (token.kind === 'sign' && '([{'.includes(token.text)) depth++
    return here
  })
}

/** Splits at commas that stand in no bracket. */
function itemsOf(tokens: readonly CypherToken[]): CypherToken[][] {
  const items: CypherToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'sign' && '([{'.includes(token.text)) depth++
    if (token.kind === 'sign' && ')]}'.includes(token.text)) depth--
    if (depth === 0 && isSign(token, ',')) items.push([])
    else items[items.length - 1]?.push(token)
  }
  return items
}

function pathProblems(tokens: readonly CypherToken[]): string[] {
  const problems: string[] = []
  const starts = tokens.flatMap((token, i) => (isWord(token, 'MATCH') ? [i] : []))
  for (const start of starts) {
    const end = endOfMatch(tokens, start)
    const clause = tokens.slice(start + 1, end)
    if (!isAnchored(clause, tokens.slice(0, start)))
      problems.push(`${at(clause[0])}: a pattern without a labelled node`)
    const { bounded, unbounded } = hopsOf(clause)
    for (const token of unbounded)
      problems.push(`${at(token)}: a pattern of several hops needs an upper bound of at most ${String(MOST_HOPS)}`)
    const [name, equals] = clause
    const path = name?.kind === 'word' && isSign(equals, '=') ? name : null
    if (path !== null) problems.push(...uses(tokens, path, start, end))
    const several = bounded.length + unbounded.length > 0
    if (several && !isFoldedAfter(tokens, end) && !isInsideExists(tokens, start))
      problems.push(
        `${at(clause[0])}: several hops without \`DISTINCT\` or \`min(length(...))\` behind them list every path`,
      )
  }
  return problems
}

/** Has the pattern a node with a label, or one that was bound before? */
function isAnchored(clause: readonly CypherToken[], before: readonly CypherToken[]): boolean {
  return clause.some((token, i) => {
    const [name, colon] = [clause[i + 1], clause[i + 2]]
    if (!isSign(token, '(')) return false
    if (isSign(name, ':') || (name?.kind === 'word' && isSign(colon, ':'))) return true
    return name?.kind === 'word' && before.some((t) => t.kind === 'word' && t.text === name.text)
  })
}

/** The pattern and its WHERE: up to the next clause or the end of the block. */
function endOfMatch(tokens: readonly CypherToken[], start: number): number {
  let depth = 0
  for (let i = start + 1; i < tokens.length; i++) {
    const token = tokens[i]
    if (token?.kind === 'sign' && '([{'.includes(token.text)) depth++
    if (token?.kind === 'sign' && ')]}'.includes(token.text)) depth--
    if (depth < 0) return i
    if (
      depth === 0 &&
      token?.kind === 'word' &&
      CLAUSES.has(token.text) &&
      token.text !== 'WHERE' &&
      !isStartsWith(tokens, i)
    )
      return i
  }
  return tokens.length
}

function isStartsWith(tokens: readonly CypherToken[], i: number): boolean {
  return isWord(tokens[i], 'WITH') && (isWord(tokens[i - 1], 'STARTS') || isWord(tokens[i - 1], 'ENDS'))
}

/** Variable-length patterns of a clause: `[:T*1..8]`, and quantifiers `{1,8}`, `+`, `*` behind an arrow or a bracket. */
function hopsOf(clause: readonly CypherToken[]): { bounded: CypherToken[]; unbounded: CypherToken[] } {
  const bounded: CypherToken[] = []
  const unbounded: CypherToken[] = []
  const sort = (token: CypherToken, upper: CypherToken | undefined): void => {
    const isBound = upper?.kind === 'number' && Number(upper.text) >= 1 && Number(upper.text) <= MOST_HOPS
    ;(isBound ? bounded : unbounded).push(token)
  }
  let square = 0
  clause.forEach((token, i) => {
    if (isSign(token, '[')) square++
    if (isSign(token, ']')) square--
    const before = clause[i - 1]
    const behind = isSign(before, '>') || isSign(before, '-') || isSign(before, ')')
    if (isSign(token, '*') && square > 0 && before?.kind === 'word') {
      const range = clause.slice(i + 1, i + 5)
      const dots = range.findIndex((t, n) => isSign(t, '.') && isSign(range[n + 1], '.'))
      sort(token, dots < 0 ? range[0] : range[dots + 2])
    } else if (isSign(token, '{') && behind && (clause[i + 1]?.kind === 'number' || isSign(clause[i + 1], ','))) {
      const close = clause.slice(i).findIndex((t) => isSign(t, '}'))
      sort(token, clause[i + close - 1])
    } else if ((isSign(token, '+') || isSign(token, '*')) && square === 0 && behind && isSign(clause[i + 1], '(')) {
      sort(token, undefined)
    }
  })
  return { bounded, unbounded }
}

/** A path is for its least length, and for conditions on its nodes where it is matched. */
function uses(tokens: readonly CypherToken[], path: CypherToken, start: number, end: number): string[] {
  return tokens.flatMap((token, i) => {
    if (token === path || token.kind !== 'word' || token.text !== path.text) return []
    const of = isSign(tokens[i - 1], '(') ? tokens[i - 2]?.text : undefined
    const isLeast = of === 'length' && tokens[i - 4]?.text === 'min'
    const isCondition = of === 'nodes' && i > start && i < end
    return isLeast || isCondition
      ? []
      : [`${at(token)}: of the path \`${path.text}\` only \`min(length(...))\` may be used`]
  })
}

/** Does the next WITH or RETURN fold what was found, so that the server searches each node once? */
function isFoldedAfter(tokens: readonly CypherToken[], end: number): boolean {
  for (let i = end; i < tokens.length; i++) {
    if (!isWord(tokens[i], 'WITH') && !isWord(tokens[i], 'RETURN')) continue
    if (isStartsWith(tokens, i)) continue
    const rest = tokens.slice(i + 1)
    const stop = rest.findIndex((t) => t.kind === 'word' && CLAUSES.has(t.text))
    const items = rest.slice(0, stop < 0 ? rest.length : stop)
    return items.some((t, n) => isWord(t, 'DISTINCT') || (t.text === 'min' && items[n + 2]?.text === 'length'))
  }
  return false
}

function isInsideExists(tokens: readonly CypherToken[], match: number): boolean {
  return isSign(tokens[match - 1], '{') && isWord(tokens[match - 2], 'EXISTS')
}
