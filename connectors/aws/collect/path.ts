/**
 * Where the answer to a call would lie in a dump, so that `placeOfCall` reads the same account, Region, call and subject
 * from it: `111122223333/us-east-1/kms-get-key-policy/k1.json`. The parts of a subject are percent-encoded and joined by
 * `--`.
 */
export function callPath(of: {
  account: string
  region: string
  service: string
  operation: string
  subject: readonly string[]
}): string {
  const call = `${of.account}/${of.region}/${of.service}-${of.operation}`
  return of.subject.length === 0 ? `${call}.json` : `${call}/${of.subject.map(encoded).join('--')}.json`
}

/** The path of one page of an answer that is stored page by page; `page` counts from 0. */
export function pagePath(path: string, page: number): string {
  return page === 0 ? path : `${path.replace(/\.json$/, '')}/page-${String(page + 1)}.json`
}

/** A dash that could be taken for a part of `--` is encoded too, and a dot at the start, that no name is hidden or `..`. */
function encoded(part: string): string {
  return encodeURIComponent(part.toWellFormed())
    .replace(/-(?=-)|(?<=-)-|^-|-$/g, '%2D')
    .replace(/^\./, '%2E')
}
