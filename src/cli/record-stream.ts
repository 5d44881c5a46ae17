const SPACE = /^[\s\uFEFF]*/

/** The text of one record, or what is wrong where a record should be. */
export type RecordText = { text: string } | { error: string }

/** A record above this many characters is refused and skipped. */
export const RECORD_CHARACTERS = 16 * 1024 * 1024

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Splits a stream into records without holding it whole: one per line, or the elements of one JSON list when
 * the first character is `[`.
 *
 * INVARIANT: every record of the input gives exactly one item, in the same order.
 */
export async function* recordTexts(
  chunks: AsyncIterable<Uint8Array | string>,
  limit = RECORD_CHARACTERS,
): AsyncGenerator<RecordText> {
  let splitter: Splitter | null = null
  for await (const chunk of decoded(chunks)) {
    const text: string = splitter === null ? chunk.replace(SPACE, '') : chunk
    if (text === '') continue
    splitter ??= text.startsWith('[') ? listSplitter(limit) : lineSplitter(limit)
    yield* splitter.push(text)
  }
  if (splitter !== null) yield* splitter.end()
}

async function* decoded(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of chunks) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

interface Splitter {
  push(text: string): Iterable<RecordText>
  end(): Iterable<RecordText>
}

/** Collects the pieces of one record up to the limit. */
function collector(limit: number): { add(piece: string): void; take(): RecordText } {
  let pieces: string[] = []
  let length = 0
  return {
    add: (piece) => {
      length += piece.length
      if (length <= limit) pieces.push(piece)
      else pieces = []
    },
    take: () => {
      const record: RecordText =
        length <= limit
          ? { text: pieces.join('').trim() }
          : { error: `the record is longer than ${String(limit)} characters` }
      pieces = []
      length = 0
      return record
    },
  }
}

function isBlank(record: RecordText): boolean {
  return 'text' in record && record.text === ''
}

function lineSplitter(limit: number): Splitter {
  const line = collector(limit)
  return {
    *push(text) {
      let from = 0
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
        line.add(text.slice(from, at))
        const record = line.take()
        if (!isBlank(record)) yield record
        from = at + 1
      }
      line.add(text.slice(from))
    },
    *end() {
      const record = line.take()
      if (!isBlank(record)) yield record
    },
  }
}

function listSplitter(limit: number): Splitter {
  const element = collector(limit)
  let depth = 0
  let inText = false
  let escaped = false
  let closed = false
  let count = 0
  return {
    *push(text) {
      let from = 0
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (closed) continue
        if (inText) {
          if (escaped) escaped = false
          else if (code === BACKSLASH) escaped = true
          else if (code === QUOTE) inText = false
          continue
        }
        if (code === QUOTE) inText = true
        else if (code === OPEN_LIST || code === OPEN_OBJECT) {
          depth += 1
          if (depth === 1) from = at + 1
        } else if (depth === 1 && (code === COMMA || code === CLOSE_LIST)) {
          element.add(text.slice(from, at))
          const record = element.take()
          closed = code === CLOSE_LIST
          if (!(closed && count === 0 && isBlank(record))) yield record
          count += 1
          from = at + 1
        } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth = Math.max(1, depth - 1)
      }
      element.add(text.slice(from))
    },
    *end() {
      const rest = element.take()
      if (!closed) yield { error: 'the list of records has no end' }
      else if (!isBlank(rest)) yield { error: 'there is text after the list of records' }
    },
  }
}
