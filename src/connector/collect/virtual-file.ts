import type { Json } from '../../model/index.js'
import { isDeeper } from '../documents.js'
import { LIMITS } from '../limits.js'
import type { ImportFile } from '../source.js'

/**
 * An answer as a file of a dump that was never written: what `path` with this content would be to a connector's
 * `recognise`.
 *
 * @param path relative, with `/`, its names percent-encoded by who made it
 */
export function virtualFile(path: string, body: Json): ImportFile {
  let held: string | null = null
  const text = (): string => (held ??= JSON.stringify(body))
  return {
    path,
    relative: path,
    segments: path.split('/').filter((part) => part !== ''),
    extension: '.json',
    get size() {
      return Buffer.byteLength(text())
    },
    text,
    documents: () =>
      isDeeper(body, LIMITS.depth)
        ? { documents: [], error: `nested deeper than ${LIMITS.depth} levels` }
        : { documents: [body], error: null },
  }
}
