import type { FoundRecord } from '../../src/connector/contract.js'
import type { Cell, Collector, Page } from '../../src/connector/collect/contract.js'
import type { Json } from '../../src/model/index.js'

/** A cell of the estate, what it lists in how many pages, and the cells that follow from what it lists. */
export interface Node {
  cell: Cell
  pages: Node[][]
}

/** Called instead of an answer: gives an answer of its own, throws, or gives null to let the true one through. */
export type Fault = (call: {
  cell: Cell
  page: number
  /** How often this page has been asked, this time included. */
  attempt: number
  signal: AbortSignal
}) => Promise<Page | null> | Page | null

export function cellAt(path: string, more: Partial<Cell> = {}): Cell {
  const [scope = '', service = 'org', operation = 'list', ...subject] = path.split('/')
  return { cloud: 'aws', scope, region: 'global', service, operation, subject, input: {}, path, ...more }
}

/**
 * An estate: one list of accounts, in each account lists of three services in three pages (every third list streamed),
 * in each list 12 things that are asked about. 5 accounts make 1 + 5 + 15 + 180 cells.
 */
export function estate(accounts = 5): Node {
  const thing = (account: string, service: string, index: number): Node => ({
    cell: cellAt(`${account}/${service}/get-thing/${String(index)}`),
    pages: [[]],
  })
  const list = (account: string, service: string, isStreamed: boolean): Node => ({
    cell: cellAt(`${account}/${service}/list-things`, isStreamed ? { isStreamed } : {}),
    pages: [0, 1, 2].map((page) => [0, 1, 2, 3].map((index) => thing(account, service, page * 4 + index))),
  })
  const account = (name: string, at: number): Node => ({
    cell: cellAt(`${name}/sts/get-account`),
    pages: [['one', 'two', 'three'].map((service, index) => list(name, service, (at + index) % 3 === 0))],
  })
  return {
    cell: cellAt('org/accounts/list-accounts'),
    pages: [Array.from({ length: accounts }, (_, at) => account(`account${String(at)}`, at))],
  }
}

export function nodesBelow(node: Node): Node[] {
  return [node, ...node.pages.flat().flatMap(nodesBelow)]
}

/** A cloud that does what a script says. Bodies are lists of the paths of what is listed. */
export class ScriptedCollector implements Collector {
  readonly nodes = new Map<string, Node>()
  readonly asked: string[] = []
  running = 0
  mostRunning = 0
  private readonly attempts = new Map<string, number>()

  constructor(
    private readonly tops: readonly Node[],
    private readonly fault: Fault = () => null,
    readonly cloud: Collector['cloud'] = 'aws',
  ) {
    for (const top of tops) for (const node of nodesBelow(top)) this.nodes.set(node.cell.path, node)
  }

  roots(): readonly Cell[] {
    return this.tops.map(({ cell }) => cell)
  }

  async fetch(cell: Cell, token: string | null, signal: AbortSignal): Promise<Page> {
    const page = token === null ? 0 : Number(token.slice('page '.length))
    const key = `${cell.path} ${String(page)}`
    const attempt = (this.attempts.get(key) ?? 0) + 1
    this.attempts.set(key, attempt)
    this.asked.push(cell.path)
    this.running += 1
    this.mostRunning = Math.max(this.mostRunning, this.running)
    try {
      const pages = this.nodes.get(cell.path)?.pages ?? []
      const body = (pages[page] ?? []).map((child) => child.cell.path)
      const answer = await this.fault({ cell, page, attempt, signal })
      return answer ?? { body, next: page + 1 < pages.length ? `page ${String(page + 1)}` : null }
    } finally {
      this.running -= 1
    }
  }

  merge(_cell: Cell, pages: readonly Json[]): Json {
    return pages.flat()
  }

  follow(_cell: Cell, body: Json): readonly Cell[] {
    return (Array.isArray(body) ? body : []).flatMap((path) => {
      const node = typeof path === 'string' ? this.nodes.get(path) : undefined
      return node === undefined ? [] : [node.cell]
    })
  }

  records(cell: Cell, body: Json, page: number): FoundRecord[] {
    return [record(cell, 'ok', null, body, page)]
  }

  silence(cell: Cell, status: 'none' | 'denied' | 'failed', message: string): FoundRecord[] {
    return [record(cell, status, message, null)]
  }

  permissions(): readonly string[] {
    return []
  }
}

function record(cell: Cell, status: FoundRecord['status'], message: string | null, body: Json, page = 0): FoundRecord {
  const { cloud, scope, region, service, operation, subject, path } = cell
  const file = page === 0 ? path : `${path}-page${String(page)}`
  return {
    cloud,
    account: scope,
    region,
    service,
    operation,
    subject: [...subject],
    status,
    message,
    body,
    file,
    folder: null,
  }
}
