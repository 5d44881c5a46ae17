import { Document, isScalar, visit } from 'yaml'
import type { Answer } from './answers.js'
import { escapeInvisible } from './json.js'

/**
 * The answer as one YAML document with sorted keys. A text with invisible characters is double-quoted, the
 * only YAML form that can hold them as escapes.
 */
export function* renderYaml(answer: Answer): Generator<string> {
  const document = new Document(answer, { aliasDuplicateObjects: false, sortMapEntries: true })
  visit(document, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && escapeInvisible(node.value) !== node.value) {
        node.type = 'QUOTE_DOUBLE'
      }
    },
  })
  yield escapeInvisible(document.toString({ lineWidth: 0 }))
}
