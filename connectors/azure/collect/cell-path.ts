import { isGuid } from '../fields.js'
import { GRAPH } from '../list-name.js'

/** Where answers lie: the places at which a dump of the same answers is recognised (see `place.ts`). */

/**
 * `Microsoft.Storage-storageAccounts.json`: the whole name of a list, because a short one may be that of two lists, or
 * of a list of Microsoft Graph.
 */
export function fileOf(list: string): string {
  return `${list.replaceAll('/', '-')}.json`
}

/** Where the answer of Microsoft Graph lies: below the tenant, as its address says. */
export function graphPath(tenant: string, list: string, id = 'all'): string {
  return `${tenant}/${list.slice(GRAPH.length).replaceAll('*', folderName(id, false))}.json`
}

/**
 * A name as a folder. What looks like the id of a tenant or subscription and is none is written so that it is not taken
 * for one.
 */
export function folderName(name: string, isHidden = true): string {
  const plain = name.toWellFormed()
  const isMistakable = (isHidden && isGuid(plain)) || plain.startsWith('.')
  const code = plain.charCodeAt(0).toString(16).toUpperCase()
  return isMistakable ? `%${code}${encodeURIComponent(plain.slice(1))}` : encodeURIComponent(plain)
}

/** The place of a page of an answer of which each page is kept by itself; the first lies where the whole would. */
export function pagePath(path: string, page: number): string {
  return page === 0 ? path : `${path.slice(0, -'.json'.length)}/page-${page + 1}.json`
}
