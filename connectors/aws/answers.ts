import type { CallRecord } from '../../src/connector/index.js'
import type { Json } from '../../src/model/index.js'
import { isObject } from '../../src/model/index.js'
import { lastName } from './arn.js'
import type { Records } from './records.js'

/** A call that is made about one resource at a time. */
export interface Asked {
  /** `s3api get-bucket-policy`. */
  call: string
  /** Paths at which an answer itself names the resource; what stands there counts before the file's name. */
  named?: readonly (readonly string[])[]
  /** A second parameter asks about something else, not for more of the same. */
  alone?: boolean
}

/** The resource that an answer is looked up for. */
export interface Subject {
  account: string
  /** Null where its names are unique across Regions. */
  region: string | null
  /** How a file or an answer may name it: as listed, by its ARN, or by the last part of either. */
  names: readonly string[]
}

/** Answers to one call, found by the resource that they are about. */
export interface Answers {
  /** Every answer about the resource, those that tell most first: answered, answered "none", refused or failed. */
  about(subject: Subject): CallRecord[]
  /** The answers that were about none of the resources looked up so far. */
  others(): CallRecord[]
}

const ORDER = { ok: 0, none: 1, denied: 2, failed: 3 } as const

/**
 * Indexes the answers to one call. A file whose name goes on after the resource's (`<key>--default.json`, a page) is
 * taken for the resource unless all of its name is that of another one (`known`).
 */
export function answersTo(
  records: Records,
  { call, named = [], alone = false }: Asked,
  known: ReadonlySet<string>,
): Answers {
  const used = new Set<CallRecord>()
  const whole = new Map<string, CallRecord[]>()
  const first = new Map<string, CallRecord[]>()
  const add = (to: Map<string, CallRecord[]>, record: CallRecord, name: string): void => {
    const key = `${record.account} ${name}`
    const list = to.get(key)
    if (list === undefined) to.set(key, [record])
    else if (!list.includes(record)) list.push(record)
  }
  for (const record of records.of(call)) {
    const inside = named.flatMap((path) => textAt(record.body, path) ?? [])
    const file = record.subject.join('--')
    if (inside.length > 0) for (const name of inside) add(whole, record, name)
    else {
      add(whole, record, file)
      const [start = ''] = record.subject
      if (start !== file && !alone && !known.has(file)) add(first, record, start)
    }
  }
  return {
    about({ account, region, names }) {
      const found = new Set<CallRecord>()
      for (const index of [whole, first])
        for (const name of names)
          for (const record of index.get(`${account} ${name}`) ?? [])
            if (region === null || record.region === region || name.startsWith('arn:')) found.add(record)
      for (const record of found) used.add(record)
      return [...found].sort((a, b) => ORDER[a.status] - ORDER[b.status])
    },
    others: () => records.of(call).filter((record) => !used.has(record)),
  }
}

/** The names under which files and answers may speak of a resource. */
export function namesOf(name: string, arn: string): string[] {
  return [...new Set([name, lastName(name), arn, lastName(arn), arn.slice(arn.lastIndexOf(':') + 1)])]
}

/** The value at a path of field names. */
export function valueAt(body: Json | undefined, path: readonly string[]): Json | undefined {
  let value = body
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

/** The text at a path of field names; null for anything else and for the empty text. */
export function textAt(body: Json | undefined, path: readonly string[]): string | null {
  const value = valueAt(body, path)
  return typeof value === 'string' && value !== '' ? value : null
}
