import { isDeeper, LIMITS, type ImportFile } from '../../../src/connector/index.js'
import type { Json } from '../../../src/model/index.js'

/**
 * An answer as a file that lies where an import would find it.
 *
 * INVARIANT: the first line of the text is a bracket alone, so that no word in an answer can make it look like the error
 * text that `gcloud` prints.
 */
export function answerFile(path: string, body: Json): ImportFile {
  let held: string | null = null
  const text = (): string => (held ??= JSON.stringify(body, null, 1))
  return {
    path,
    relative: path,
    segments: path.split('/'),
    extension: '.json',
    get size() {
      return text().length
    },
    text,
    documents: () =>
      isDeeper(body, LIMITS.depth)
        ? { documents: [], error: `nested deeper than ${LIMITS.depth} levels` }
        : { documents: [body], error: null },
  }
}
