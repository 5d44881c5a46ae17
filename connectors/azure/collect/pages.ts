import { CallFailure, parseEmbeddedJson, type Cell, type Page } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { errorInJson } from '../error-text.js'
import { listField, textField } from '../fields.js'
import { withoutSecrets } from '../secrets.js'
import { callOfCell, entriesOf } from './cells.js'
import type { DeclaredCall } from './calls.js'
import type { Endpoint } from './endpoints.js'
import { failureOf, unreadable, type Absence } from './failure.js'

/** Longest address of a next page that is followed. */
const LINK_LIMIT = 32_768

/**
 * Reads the text of an answer: its body without secrets, and where it goes on.
 *
 * @param asked the address or token of this page; null for the first
 * @throws CallFailure where it is no answer to the call
 */
export function readPage(
  call: DeclaredCall,
  text: string,
  { endpoint, asked, now, absence }: { endpoint: Endpoint; asked: string | null; now: number; absence: Absence },
): Page {
  const body = parseEmbeddedJson(text)
  if (body === null || !isObject(body))
    throw unreadable(text === '' ? 'the answer is empty' : 'the answer is no JSON, or was cut off')
  const error = errorInJson(body)
  if (error !== null)
    throw failureOf({ status: 500, headers: { get: () => undefined }, bodyAsText: text }, now, absence)
  if (call.isObject === true) {
    if (textField(body, 'id') === null && !Object.hasOwn(body, 'isServiceDefault'))
      throw unreadable('the answer is not the object that was asked for')
    return { body: withoutSecrets(body), next: null }
  }
  const isQuery = call.source === 'resource-graph'
  if (listField(body, isQuery ? 'data' : 'value') === null) throw unreadable('the answer holds no list')
  const next = isQuery ? nextRows(body, asked) : nextPage(body, endpoint, asked)
  return { body: withoutSecrets(withoutNext(body)), next }
}

/** Whether there are more pages is the runner's to know: a page that is kept by itself is not a list that was cut off. */
function withoutNext(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !NEXT.has(name)))
}

const NEXT = new Set(['nextLink', '@odata.nextLink', '$skipToken'])

/** Resource Graph hands out a token for the rows after these. */
function nextRows(body: JsonObject, asked: string | null): string | null {
  const next = textField(body, '$skipToken')
  if (next === null && textField(body, 'resultTruncated') === 'true')
    throw unreadable('the rows were cut off, and nothing says how to read on', false)
  return checked(next, asked)
}

function nextPage(body: JsonObject, endpoint: Endpoint, asked: string | null): string | null {
  const link = textField(body, 'nextLink') ?? textField(body, '@odata.nextLink')
  return checked(link === null ? null : linkTo(link, endpoint), asked)
}

/**
 * The address of a next page at the server that was asked. Where that is a private one, the service names itself.
 *
 * @throws CallFailure for one that leads elsewhere: our token must not go there
 */
export function linkTo(link: string, { url, own }: Endpoint): string {
  const parsed = link.length <= LINK_LIMIT && URL.canParse(link) ? new URL(link) : null
  if (parsed?.origin === url && parsed.username === '' && parsed.password === '') return parsed.href
  if (parsed?.origin === own) return `${url}${parsed.pathname}${parsed.search}`
  const where = parsed === null ? 'no address' : `\`${parsed.origin.slice(0, 200)}\``
  throw new CallFailure(
    'failed',
    `(ForeignNextLink) the next page is said to lie at ${where}, not at \`${url}\`: it was not asked for`,
    {
      code: 'ForeignNextLink',
    },
  )
}

function checked(next: string | null, asked: string | null): string | null {
  if (next !== null && next === asked) throw unreadable('the page after this one is this one', false)
  return next
}

/** The pages of an answer as the Azure CLI prints them: one list. */
export function merged(cell: Cell, pages: readonly Json[]): Json {
  const call = callOfCell(cell)
  if (call.isObject === true) return pages[0] ?? null
  const entries = pages.flatMap(entriesOf)
  if (call.source === 'resource-graph')
    return { count: entries.length, data: entries, skip_token: null, total_records: entries.length }
  const [first] = pages
  const context = first === undefined || !isObject(first) ? null : textField(first, '@odata.context')
  return { ...(context === null ? {} : { '@odata.context': context }), value: entries }
}
