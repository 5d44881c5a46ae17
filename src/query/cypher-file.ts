import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of a canned query in the package, where its Cypher and its page are. */
export function queryFolder(id: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'queries', id)
    if (folder === dirname(folder)) throw new Error('the files of the package are not where its program is')
  }
}

/** The Cypher of a canned query. */
export function cypherOf(id: string): string {
  return readFileSync(join(queryFolder(id), 'query.cypher'), 'utf8')
}
