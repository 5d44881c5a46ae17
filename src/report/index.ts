// What it is: answers as text: for people (table, wide) and for programs (json, ndjson, csv, yaml).
// May import: src/model and the record shapes below it; each format is loaded only when it is asked for.
// Never does: compute an answer, read a file, know the command line.
import type { Answer } from './answers.js'
import type { Asked, Look } from './look.js'

export * from './answers.js'
export type * from './collect-answers.js'
export type { ListedParam, ListedQuery, QueriesAnswer, QueryAnswer } from './query-answers.js'
export type { Asked, Look } from './look.js'

export const FORMATS = ['table', 'wide', 'json', 'ndjson', 'csv', 'yaml'] as const
export type Format = (typeof FORMATS)[number]

export type Renderer = (answer: Answer, look: Look, asked: Asked) => Iterable<string>

const RENDERERS: Record<Format, () => Promise<Renderer>> = {
  table: async () => (await import('./table.js')).renderTable,
  wide: async () => (await import('./table.js')).renderWide,
  json: async () => (await import('./json.js')).renderJson,
  ndjson: async () => (await import('./json.js')).renderNdjson,
  csv: async () => (await import('./csv.js')).renderCsv,
  yaml: async () => (await import('./yaml.js')).renderYaml,
}

/** Loads a format. The pieces that a renderer yields, joined, are the output; the last ends in a line end. */
export function loadRenderer(format: Format): Promise<Renderer> {
  return RENDERERS[format]()
}
