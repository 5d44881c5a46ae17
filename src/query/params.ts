import { UserError } from '../model/index.js'
import { nearNames } from '../party/near-names.js'
import type { CannedQuery, ParamSpec, ParamValue } from './contract.js'

const LONGEST_TEXT = 2048

/**
 * The values of a query's parameters, made from `name=value` texts and the defaults; every parameter is there.
 *
 * @throws UserError that names the parameter, what is expected and an example
 */
export function checkedParams(query: CannedQuery, given: readonly string[]): Map<string, ParamValue> {
  const texts = new Map<string, string>()
  for (const pair of given) {
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    if (!query.params.has(name)) throw unknownParam(query, name)
    if (equals < 0) throw new UserError(`the parameter \`${name}\` has no value`, exampleOf(query, name))
    if (texts.has(name)) throw new UserError(`the parameter \`${name}\` is given twice`, exampleOf(query, name))
    texts.set(name, pair.slice(equals + 1))
  }
  const values = new Map<string, ParamValue>()
  for (const [name, spec] of query.params) {
    const text = texts.get(name)
    if (text !== undefined) values.set(name, valueOf(query, name, spec, text))
    else if (spec.required)
      throw new UserError(`the parameter \`${name}\` is missing: ${spec.description}`, exampleOf(query, name))
    else values.set(name, spec.default)
  }
  return values
}

function unknownParam(query: CannedQuery, name: string): UserError {
  const names = [...query.params.keys()]
  const known = names.length === 0 ? 'it takes none' : `it takes ${names.map((n) => `\`${n}\``).join(', ')}`
  return new UserError(
    `\`${query.id}\` has no parameter \`${name}\``,
    `${known}; see \`inroads query show ${query.id}\``,
  )
}

function valueOf(query: CannedQuery, name: string, spec: ParamSpec, text: string): ParamValue {
  const value = parsed(spec, text)
  if (value !== undefined) return value
  throw new UserError(
    `the parameter \`${name}\` cannot be \`${text.slice(0, 100)}\`: expected ${expectedOf(spec)}`,
    exampleOf(query, name),
  )
}

function parsed(spec: ParamSpec, text: string): ParamValue | undefined {
  switch (spec.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'integer': {
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
      if (value === undefined || value < (spec.minimum ?? -Infinity) || value > (spec.maximum ?? Infinity))
        return undefined
      return value
    }
    case 'string':
    case 'node':
      if (text === '' || text.length > LONGEST_TEXT) return undefined
      return spec.choices === undefined || spec.choices.includes(text) ? text : undefined
  }
}

/** What a parameter takes, in words. */
export function expectedOf(spec: ParamSpec): string {
  if (spec.choices !== undefined) return `one of ${spec.choices.join(', ')}`
  switch (spec.type) {
    case 'boolean':
      return '`true` or `false`'
    case 'integer': {
      const { minimum, maximum } = spec
      if (minimum !== undefined && maximum !== undefined)
        return `a whole number from ${String(minimum)} to ${String(maximum)}`
      return minimum === undefined ? 'a whole number' : `a whole number from ${String(minimum)} on`
    }
    case 'node':
      return `the id or name of a node (${(spec.labels ?? []).join(', ')})`
    case 'string':
      return `a text of at most ${String(LONGEST_TEXT)} characters`
  }
}

function exampleOf(query: CannedQuery, name: string): string {
  const spec = query.params.get(name)
  return `for example \`inroads query run ${query.id} --param ${name}=${String(spec?.example ?? '')}\``
}

/** @throws UserError with near names when there is no such query */
export function queryNamed(queries: ReadonlyMap<string, CannedQuery>, id: string): CannedQuery {
  const query = queries.get(id)
  if (query !== undefined) return query
  const near = nearNames(id, [...queries.keys()])
  const advice = near.length === 0 ? '' : `did you mean ${near.map((name) => `\`${name}\``).join(' or ')}? `
  throw new UserError(`there is no query \`${id}\``, `${advice}see all with \`inroads query list\``)
}
