import { createHash } from 'node:crypto'
import type { Json } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import { objectsField, textField } from '../fields.js'
import { placedCell, type AwsCell } from './cell.js'
import { declared, type At } from './declaration.js'
import type { AwsCollectOptions } from './options.js'

const LIST = 'organizations list-accounts'
const LIST_BELOW = 'organizations list-accounts-for-parent'
const LIST_UNITS = 'organizations list-organizational-units-for-parent'
const TAGS = 'organizations list-tags-for-resource'

/** Asked only where accounts are chosen by their tags, and then by `AccountChoice`. */
export const TAG_CALLS = declared({
  [TAGS]: { needs: 'organizations:ListTagsForResource', byCaller: true, of: null, input: () => null },
})

/** Accounts of which AWS lets nobody in. */
const CLOSED: ReadonlySet<string> = new Set(['SUSPENDED', 'CLOSED'])

/** Which accounts are read, found in the answers of the organization as they come. */
export class AccountChoice {
  private readonly units: ReadonlySet<string>
  private readonly excluded: ReadonlySet<string>
  private readonly named: ReadonlySet<string>

  constructor(
    private readonly options: AwsCollectOptions,
    private readonly home: At,
  ) {
    this.units = new Set(options.organizationalUnits)
    this.excluded = new Set(options.excludeAccounts)
    this.named = new Set(options.accounts)
  }

  /** Accounts that are read whatever the organization says. */
  direct(): string[] {
    if (this.units.size > 0 || this.options.accountTags.length > 0) return []
    return (this.named.size > 0 ? [...this.named] : [this.home.account]).filter((account) => this.isWanted(account))
  }

  /** Questions to the organization that only choosing accounts needs. */
  roots(): AwsCell[] {
    return [...this.units].flatMap((unit) => this.below(unit))
  }

  /** What the answer to a cell of the organization says of the choice: accounts to read, and what to ask further. */
  found(cell: AwsCell, body: Json): { accounts: string[]; cells: AwsCell[] } {
    const call = `${cell.service} ${cell.operation}`
    if (call === TAGS) {
      const [account = ''] = cell.subject
      return { accounts: this.hasTag(body) ? [account] : [], cells: [] }
    }
    if (call === LIST_UNITS && cell.isChosen === true)
      return {
        accounts: [],
        cells: objectsField(body, 'OrganizationalUnits').flatMap((unit) => this.below(textField(unit, 'Id') ?? '')),
      }
    const isSource = this.units.size > 0 ? call === LIST_BELOW && cell.isChosen === true : call === LIST
    if (!isSource) return { accounts: [], cells: [] }
    const accounts = objectsField(body, 'Accounts').flatMap((entry) => {
      const account = textField(entry, 'Id') ?? ''
      const isClosed = CLOSED.has(textField(entry, 'State') ?? textField(entry, 'Status') ?? '')
      return isAccountId(account) && !isClosed && this.isWanted(account) ? [account] : []
    })
    if (this.options.accountTags.length === 0) return { accounts, cells: [] }
    return { accounts: [], cells: accounts.map((account) => this.asked(TAGS, account, { ResourceId: account })) }
  }

  /** A parent that the user named and that is not there: what it says of the option; null for any other cell. */
  missing(cell: AwsCell): string | null {
    const [unit = ''] = cell.subject
    return cell.isChosen === true && this.units.has(unit) ? `there is no organizational unit or root \`${unit}\`` : null
  }

  private isWanted(account: string): boolean {
    const { role, shard } = this.options
    if (this.excluded.has(account) || (this.named.size > 0 && !this.named.has(account))) return false
    if (role === undefined && account !== this.home.account) return false
    return shard === undefined || shardOf(account, shard.count) === shard.index
  }

  private below(unit: string): AwsCell[] {
    if (unit === '') return []
    return [LIST_BELOW, LIST_UNITS].map((call) => ({
      ...this.asked(call, unit, { ParentId: unit }),
      isChosen: true as const,
    }))
  }

  private asked(call: string, about: string, input: { [name: string]: string }): AwsCell {
    const way = { call, needs: [], parents: null, byCaller: true, onlyIn: null, isStreamed: false, optIn: null }
    const cell = placedCell({ ...way, input: () => input, subject: () => [about] }, this.home)
    if (cell === null) throw new Error(`\`${call}\` has parameters`)
    return cell
  }

  private hasTag(body: Json): boolean {
    return objectsField(body, 'Tags').some((tag) =>
      this.options.accountTags.includes(`${textField(tag, 'Key') ?? ''}=${textField(tag, 'Value') ?? ''}`),
    )
  }
}

/** The part that an account falls into, from 1: the same on every machine. */
export function shardOf(account: string, count: number): number {
  return (createHash('sha256').update(account).digest().readUInt32BE(0) % count) + 1
}
