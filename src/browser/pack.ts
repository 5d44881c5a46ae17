import type { CannedQuery } from '../query/index.js'
import { favourites } from './favourites.js'
import { firstQuestionsPage, guidePage } from './guide.js'
import { grassStyle } from './style.js'
import { zipOf } from './zip.js'

/** A file for Browser. `path` with `/`; `type` as HTTP names it. */
export interface BrowserFile {
  readonly path: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface PackParts {
  readonly queries: ReadonlyMap<string, CannedQuery>
  readonly cypherOf: (id: string) => string
  /** Labels of types, such as `AwsIamRole`. */
  readonly typeLabels: Iterable<string>
  /** Where the files will be served, without `/` at the end; null when they are written to a folder. */
  readonly address: string | null
}

/**
 * Everything that Browser can load: `style.grass`, `favourites.zip`, `guide.html`, `first-questions.md`, and the
 * favourites one by one.
 */
export function browserPack({ queries, cypherOf, typeLabels, address }: PackParts): BrowserFile[] {
  const encoder = new TextEncoder()
  const scripts = favourites(queries.values(), cypherOf).map(({ folder, name, text }) => ({
    path: `${folder}/${name}.cypher`,
    bytes: encoder.encode(text),
  }))
  const text = (path: string, type: string, content: string): BrowserFile => ({
    path,
    type: `${type}; charset=utf-8`,
    bytes: encoder.encode(content),
  })
  return [
    text('guide.html', 'text/html', guidePage({ queries, cypherOf, address })),
    text('style.grass', 'text/plain', grassStyle(typeLabels)),
    { path: 'favourites.zip', type: 'application/zip', bytes: zipOf(scripts) },
    text('first-questions.md', 'text/markdown', firstQuestionsPage({ queries, cypherOf })),
    ...scripts.map(({ path, bytes }) => ({ path: `favourites/${path}`, type: 'text/plain; charset=utf-8', bytes })),
  ]
}
