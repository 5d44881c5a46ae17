import { canonicalJson, type Json } from '../../../src/model/index.js'
import type { AccountChoice } from './accounts.js'
import { followingCell, isGlobalCall, placedCell, type AwsCell } from './cell.js'
import type { At, DeclaredCall, Parent } from './declaration.js'
import type { AwsCollectOptions } from './options.js'
import { isInPartition } from './partition.js'
import { callPath } from './path.js'
import { enabledRegions, REGION_CALLS, REGIONS_CALL } from './regions.js'

/** What is asked: first, and after each answer. Made of the declarations of all resource types. */
export class Plan {
  private readonly first: readonly DeclaredCall[]
  private readonly once: ReadonlySet<string>
  private readonly after = new Map<string, { declared: DeclaredCall; parent: Parent }[]>()

  /**
   * @param home where the caller is, with `global` for a Region
   * @param canAsk whether there is a client for a service (`backup`)
   */
  constructor(
    calls: readonly DeclaredCall[],
    private readonly options: AwsCollectOptions,
    private readonly choice: AccountChoice,
    private readonly home: At,
    canAsk: (service: string) => boolean,
  ) {
    const wanted = calls.filter(({ optIn }) => optIn === null || options.optIn.includes(optIn))
    this.first = wanted.filter(({ parents }) => parents === null)
    // What nothing can be asked with fails once for an account, not in each of its Regions.
    this.once = new Set(
      this.first.filter(({ call }) => isGlobalCall(call) || !canAsk(call.split(' ')[0] ?? '')).map(({ call }) => call),
    )
    for (const declared of wanted)
      for (const parent of declared.parents ?? []) {
        const list = this.after.get(parent.call) ?? []
        list.push({ declared, parent })
        this.after.set(parent.call, list)
      }
  }

  roots(): AwsCell[] {
    const direct = this.choice.direct()
    const isHomeRead = direct.includes(this.home.account)
    return unique([
      ...this.choice.roots(),
      ...this.first
        .filter(({ byCaller, call }) => byCaller && this.once.has(call))
        .flatMap((declared) => placed(declared, this.home)),
      // What the caller asks in each Region for the organization does not hang on whether its own account is read.
      ...(isHomeRead ? [] : this.regionsOf(this.home.account, [FOR_ORGANIZATION])),
      ...direct.flatMap((account) => this.accountCells(account)),
    ])
  }

  follow(cell: AwsCell, body: Json): AwsCell[] {
    const call = `${cell.service} ${cell.operation}`
    if (call === REGIONS_CALL) return this.regionalCells(cell, body)
    const { accounts, cells } =
      cell.service === 'organizations' ? this.choice.found(cell, body) : { accounts: [], cells: [] }
    const at = { partition: this.home.partition, region: cell.region, account: cell.scope }
    return unique([
      ...cells,
      ...(this.after.get(call) ?? []).flatMap(({ declared, parent }) => {
        if (declared.byCaller && cell.scope !== this.home.account) return []
        return parent.items(body, at, cell.subject).flatMap((item) => followingCell(declared, item, cell.region) ?? [])
      }),
      ...accounts.flatMap((account) => this.accountCells(account)),
    ])
  }

  private accountCells(account: string): AwsCell[] {
    const at = { ...this.home, account }
    return [
      ...this.regionsOf(account, []),
      ...this.first
        .filter(({ byCaller, call }) => !byCaller && this.once.has(call))
        .flatMap((declared) => placed(declared, at)),
    ]
  }

  private regionsOf(account: string, subject: readonly string[]): AwsCell[] {
    return REGION_CALLS.flatMap((declared) =>
      placed({ ...declared, subject: () => subject }, { ...this.home, account }),
    )
  }

  private regionalCells(cell: AwsCell, body: Json): AwsCell[] {
    const isHome = cell.scope === this.home.account
    const isRead = cell.subject.length === 0
    const calls = this.first.filter(({ byCaller, call }) => !this.once.has(call) && (byCaller ? isHome : isRead))
    const { partition } = this.home
    return unique(
      enabledRegions(body)
        .filter((region) => isInPartition(region, partition))
        .flatMap((region) => {
          const isChosen = this.options.regions.length === 0 || this.options.regions.includes(region)
          const at = { partition, region, account: cell.scope }
          // What can be asked in one Region only is about more than that Region.
          return calls
            .filter(({ onlyIn }) => (onlyIn === null ? isChosen : onlyIn === region))
            .flatMap((declared) => placed(declared, at))
        }),
    )
  }
}

/** Stands for the account in the name of the answer that tells in which Regions the caller asks about the organization. */
const FOR_ORGANIZATION = 'organization'

/** Does the answer only tell where else to ask? Each part of a collection asks it, and a whole one does not. */
export function isForOrganization(cell: AwsCell): boolean {
  return `${cell.service} ${cell.operation}` === REGIONS_CALL && cell.subject[0] === FOR_ORGANIZATION
}

function placed(declared: DeclaredCall, at: At): AwsCell[] {
  const cell = placedCell(declared, at)
  return cell === null ? [] : [cell]
}

/**
 * One cell for each path. Where two ask for different things under one name, the name of the later goes on with a number:
 * neither is left out.
 */
export function unique(cells: readonly AwsCell[]): AwsCell[] {
  const found = new Map<string, AwsCell>()
  for (const cell of cells) {
    let free = cell
    for (let number = 2; ; number++) {
      const other = found.get(free.path)
      if (other === undefined || canonicalJson(other.input) === canonicalJson(free.input)) break
      const subject = [...cell.subject, String(number)]
      free = { ...cell, subject, path: callPath({ ...cell, account: cell.scope, subject }) }
    }
    if (!found.has(free.path)) found.set(free.path, free)
  }
  return [...found.values()]
}
