import { isObject, type Facts, type FactNode } from '../../../model/index.js'

/** Where an account stands in its organization. Ids are those of the contract (`aws:<account>`, `aws:ou-...`). */
export interface AccountPlace {
  readonly account: string
  readonly node: FactNode | null
  /** Organization root first, the account last. */
  readonly chain: readonly string[]
  /** `o-...` or null when the snapshot does not say. */
  readonly organization: string | null
  readonly management: boolean
  /** `o-.../r-.../ou-.../` as `aws:PrincipalOrgPaths` has it; null when the chain is not known up to the root. */
  readonly path: string | null
}

/** Accounts of the snapshot by number: those that were imported and those that the organization lists. */
export function placeAccounts(facts: Facts): Map<string, AccountPlace> {
  const parent = new Map<string, string>()
  const nodes = new Map<string, FactNode>()
  for (const node of facts.nodes) nodes.set(node.id, node)
  for (const edge of facts.edges) if (edge.type === 'CONTAINS') parent.set(edge.to, edge.from)
  const places = new Map<string, AccountPlace>()
  for (const node of facts.nodes) {
    if (node.type !== 'aws_account') continue
    const account = node.id.slice('aws:'.length)
    const above = containersOf(node.id, parent)
    const top = above[0]
    const organization = textProperty(node, 'organization') ?? organizationIn(above)
    const chain = [...above.filter((id) => !id.startsWith('aws:o-')), node.id]
    const rooted = top !== undefined && top.startsWith('aws:o-')
    const words = [organization, ...chain.slice(0, -1).map((id) => id.slice(4))]
    places.set(account, {
      account,
      node,
      chain,
      organization,
      management: node.properties['management'] === true,
      path: rooted ? `${words.join('/')}/` : null,
    })
  }
  return places
}

function containersOf(id: string, parent: ReadonlyMap<string, string>): string[] {
  const chain: string[] = []
  let at = parent.get(id)
  while (at !== undefined && !chain.includes(at) && chain.length < 32) {
    chain.unshift(at)
    at = parent.get(at)
  }
  return chain
}

function organizationIn(chain: readonly string[]): string | null {
  const found = chain.find((id) => id.startsWith('aws:o-'))
  return found === undefined ? null : found.slice(4)
}

export function textProperty(node: FactNode, name: string): string | null {
  const value = node.properties[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A node's tags by lower-case key. */
export function tagsOf(node: FactNode): Map<string, string> {
  const tags = new Map<string, string>()
  const value = node.properties['tags']
  if (!isObject(value)) return tags
  for (const key of Object.keys(value)) {
    const text = value[key]
    if (typeof text === 'string') tags.set(key.toLowerCase(), text)
  }
  return tags
}
