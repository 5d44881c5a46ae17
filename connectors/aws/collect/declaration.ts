import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { textField } from '../fields.js'

/** Where a call is made: which account, in which Region (`global` where the service has none), in which partition. */
export interface At {
  partition: string
  region: string
  account: string
}

/** One thing that a call is made about: an entry of another call's answer. */
export interface Item extends At {
  /** As the list names it; names the answer's file. */
  name: string
  entry: JsonObject
}

/** How a live collection makes one call of a resource type. */
export interface CallDeclaration {
  /** IAM actions that the call needs (`s3:GetBucketPolicy`). */
  needs: string | readonly string[]
  /** Parameters of the API call, spelled as in the API reference. A function is asked for each item; null: not asked about this one. */
  input?: JsonObject | ((item: Item & { arn: string }) => JsonObject | null)
  /**
   * The call whose answer lists what this one is made about. Left out: where `input` is a function, the lists of the
   * resource type; else the call is made once in each account (and Region). Null says the latter where `input` is a
   * function: it is then asked with an item that is the place alone.
   */
  of?: string | null
  /**
   * The items in the answer to `of`, where the resource type's own lists do not say. `subject` names the file of that
   * answer: what it was asked about.
   */
  each?: (body: Json, at: At, subject: readonly string[]) => readonly { name: string; entry: JsonObject }[]
  /** Parts of the name of the answer's file, where the item's name is not all of it. */
  subject?: (item: Item & { arn: string }) => readonly string[]
  /**
   * Made only with the credentials that the collection was started with: what tells of the whole organization. Else in
   * every account.
   */
  byCaller?: boolean
  /** The only Region in which the call is made, where its service has Regions (`us-west-2`). */
  onlyIn?: string
  /** Each page is stored by itself: for lists too large to be held. */
  isStreamed?: boolean
  /** Made only where the user asked for it by this word (`cloudtrail`); its permission stands in a policy of its own. */
  optIn?: string
}

/**
 * Calls by `<service> <operation>`. A text is the IAM action of a call without parameters; several declarations are made
 * side by side, each with files of its own.
 */
export type Collect = Readonly<Record<string, string | CallDeclaration | readonly CallDeclaration[]>>

/** A call with all that was left out filled in. */
export interface DeclaredCall {
  /** `kms get-key-policy`. */
  call: string
  needs: readonly string[]
  /** Null: made once in each place. */
  parents: readonly Parent[] | null
  /** For a call without parents the item is the place alone: name, entry and ARN are empty. */
  input: (item: Item & { arn: string }) => JsonObject | null
  subject: (item: Item & { arn: string }) => readonly string[]
  byCaller: boolean
  onlyIn: string | null
  isStreamed: boolean
  optIn: string | null
}

/** A call whose answer lists what others are made about; `subject` names the file of the answer. */
export interface Parent {
  call: string
  items: (body: Json, at: At, subject?: readonly string[]) => (Item & { arn: string })[]
}

/** A list call, as `ListCall` of the resource types: where its entries stand and what names one. */
interface Listing {
  call: string
  field: string
  name?: string
  entries?: (body: Json) => Json[] | null
}

/** Fills in the declarations of a resource type; `lists` and `arn` are those of a listed resource. */
export function declared(
  collect: Collect,
  lists: readonly Listing[] = [],
  arn: (item: Item) => string | null = () => '',
): DeclaredCall[] {
  const ways = Object.entries(collect).flatMap(([call, given]) =>
    (isSeveral(given) ? given : [given]).map((way) => [call, way] as const),
  )
  return ways.map(([call, given]) => {
    const of: CallDeclaration = typeof given === 'string' ? { needs: given } : given
    const { input, each, subject } = of
    const itemsOf = (list: Listing) => (body: Json, at: At) => listedItems(list, body, at, arn)
    const own = of.of === null ? [] : lists.filter((list) => of.of === undefined || list.call === of.of)
    const parents =
      each !== undefined && typeof of.of === 'string'
        ? [
            {
              call: of.of,
              items: (body: Json, at: At, asked: readonly string[] = []) =>
                each(body, at, asked).map((item) => withArn({ ...at, ...item }, arn)),
            },
          ]
        : own.length > 0 && (of.of !== undefined || typeof input === 'function')
          ? own.map((list) => ({ call: list.call, items: itemsOf(list) }))
          : null
    if (parents === null && of.of !== null && (of.of !== undefined || typeof input === 'function'))
      throw new Error(`\`${call}\` does not say what it is made about`)
    return {
      call,
      needs: typeof of.needs === 'string' ? [of.needs] : of.needs,
      parents,
      input: (item) => (typeof input === 'function' ? input(item) : (input ?? {})),
      subject: (item) => subject?.(item) ?? (parents === null ? [] : [item.name]),
      byCaller: of.byCaller ?? false,
      onlyIn: of.onlyIn ?? null,
      isStreamed: of.isStreamed ?? false,
      optIn: of.optIn ?? null,
    }
  })
}

function isSeveral(given: Collect[string]): given is readonly CallDeclaration[] {
  return Array.isArray(given)
}

function withArn(item: Item, arn: (item: Item) => string | null): Item & { arn: string } {
  return { ...item, arn: arn(item) ?? '' }
}

/** Entries that have a name and are of the type. What is damaged in a list is said when it is normalized. */
function listedItems(
  { field, name = 'Name', entries }: Listing,
  body: Json,
  at: At,
  arn: (item: Item) => string | null,
): (Item & { arn: string })[] {
  const found = entries?.(body) ?? (isObject(body) ? body[field] : body)
  if (!Array.isArray(found)) return []
  return found.flatMap((entry) => {
    const text = typeof entry === 'string' ? entry : (textField(entry, name) ?? '')
    if (text === '') return []
    const item = { ...at, name: text, entry: isObject(entry) ? entry : {} }
    const own = arn(item)
    return own === null ? [] : [{ ...item, arn: own }]
  })
}
