import {
  CallFailure,
  virtualFile,
  type Cell,
  type Collector,
  type FoundRecord,
  type Page,
} from '../../../src/connector/index.js'
import { EXIT, UserError, type Json } from '../../../src/model/index.js'
import { oneLine } from '../error-text.js'
import { textField } from '../fields.js'
import { recognise } from '../recognise.js'
import { AccountChoice } from './accounts.js'
import { printedAnswer } from './answer.js'
import { findCaller, type Caller } from './caller.js'
import type { AwsCell } from './cell.js'
import { Clients, type ClientPlace } from './client.js'
import { Credentials } from './credentials.js'
import { declaredCalls, resourceCalls } from './declared-calls.js'
import { failureOf, printedError } from './failure.js'
import { canAsk } from './installed.js'
import { notOffered } from './not-offered.js'
import { checkOptions } from './options-check.js'
import type { AwsCollectOptions } from './options.js'
import { mergedPages, nextPage, pagedInput, pageInput, withoutTokens } from './paging.js'
import { homeRegion } from './partition.js'
import { pagePath } from './path.js'
import { isForOrganization, Plan } from './plan.js'
import { assumedRegions, namedRegions, refusedRegions, REGIONS_CALL } from './regions.js'
import { apiOperation } from './services.js'
import { openTransport, type Transport } from './transport.js'

/**
 * The live half of the AWS connector.
 *
 * Asks at once who the caller is: its account and partition decide everything else.
 *
 * @throws UserError with the exit code for credentials, where there are none that are accepted; for an option that
 *   cannot be followed
 */
export async function createAwsCollector(options: AwsCollectOptions): Promise<Collector> {
  checkOptions(options)
  const transport = openTransport(options.env, options.now)
  try {
    const clients = new Clients(options.env, transport)
    const credentials = new Credentials(options, clients, transport.handler)
    const caller = await findCaller(options, clients, credentials)
    checkAccounts(options, caller)
    const collector = new AwsCollector(options, caller, clients, credentials, transport)
    await collector.checkRegions()
    return collector
  } catch (error) {
    transport.close()
    throw error
  }
}

function checkAccounts({ accounts, role }: AwsCollectOptions, caller: Caller): void {
  const other = accounts.find((account) => account !== caller.account)
  if (role === undefined && other !== undefined)
    throw new UserError(
      `account \`${other}\` is not the caller's (\`${caller.account}\`)`,
      'name a role that can be assumed in it: `--role <name>`',
      EXIT.usage,
    )
}

class AwsCollector implements Collector {
  readonly cloud = 'aws'
  private readonly plan: Plan
  private readonly choice: AccountChoice
  private readonly needs = new Map<string, ReadonlySet<string>>()

  constructor(
    private readonly options: AwsCollectOptions,
    private readonly caller: Caller,
    private readonly clients: Clients,
    private readonly credentials: Credentials,
    private readonly transport: Transport,
  ) {
    const home = { account: caller.account, partition: caller.partition, region: 'global' }
    this.choice = new AccountChoice(options, home)
    this.plan = new Plan(resourceCalls, options, this.choice, home, canAsk)
    for (const { call, needs } of declaredCalls)
      this.needs.set(call, new Set([...(this.needs.get(call) ?? []), ...needs]))
  }

  /**
   * Are the Regions that the user named there? Where they cannot be asked for, the gaps of the run will tell.
   *
   * @throws UserError naming the first that is not
   */
  async checkRegions(): Promise<void> {
    if (this.options.regions.length === 0) return
    const at = this.place(this.caller.account, this.caller.region)
    const known = await this.clients
      .send({ service: 'ec2', operation: 'describe-regions' }, { AllRegions: true }, at)
      .then((answer) => namedRegions(printedAnswer('ec2', answer)))
      .catch((): string[] => [])
    const unknown = known.length === 0 ? undefined : this.options.regions.find((region) => !known.includes(region))
    if (unknown !== undefined)
      throw new UserError(`there is no Region \`${unknown}\``, `Regions of this partition: ${known.sort().join(', ')}`)
  }

  roots(): readonly Cell[] {
    return this.plan.roots()
  }

  follow(cell: Cell, body: Json): readonly Cell[] {
    return this.plan.follow(cell, body)
  }

  async fetch(cell: AwsCell, page: string | null, signal: AbortSignal): Promise<Page> {
    const call = callOf(cell)
    const region =
      cell.region === 'global' ? (cell.sentTo ?? homeRegion(cell.service, this.caller.partition)) : cell.region
    const at = this.place(cell.scope, region)
    const input = { ...pagedInput(cell.service, cell.operation, cell.input), ...pageInput(page) }
    try {
      const body = printedAnswer(cell.service, await this.clients.send(cell, input, at, signal))
      checkReady(cell, body)
      const next = nextPage(call, body)
      return { body: withoutTokens(body, next !== null && cell.isStreamed === true), next }
    } catch (error) {
      const failure = this.failureOf(error, cell, at)
      if (failure.kind === 'denied' && call === REGIONS_CALL)
        return { body: assumedRegions(this.caller.partition, failure.message), next: null }
      throw failure
    }
  }

  merge(_cell: Cell, pages: readonly Json[]): Json {
    return mergedPages(pages)
  }

  records(cell: Cell, body: Json, page: number): FoundRecord[] {
    const refused = callOf(cell) === REGIONS_CALL ? refusedRegions(body) : null
    if (refused !== null) return this.silence(cell, 'denied', refused)
    // Where the caller's own account is read as well, the same answer is a record of that.
    if (isForOrganization(cell)) return []
    const recognition = recognise(virtualFile(pagePath(cell.path, page), body))
    if (recognition === null) throw new Error(`nothing is recognised at \`${cell.path}\``)
    return recognition.records
  }

  silence(cell: AwsCell, status: 'none' | 'denied' | 'failed', message: string): FoundRecord[] {
    const missing = status === 'none' ? this.choice.missing(cell) : null
    return [
      {
        cloud: 'aws',
        account: cell.scope,
        region: cell.region,
        service: cell.service,
        operation: cell.operation,
        subject: [...cell.subject],
        status: missing === null ? status : 'failed',
        message: oneLine(missing === null ? message : `${missing}: ${message}`),
        body: null,
        file: cell.path,
        folder: cell.scope,
      },
    ]
  }

  permissions(cell: Cell): readonly string[] {
    return [...(this.needs.get(callOf(cell)) ?? [])]
  }

  conclude(records: readonly FoundRecord[]): FoundRecord[] {
    return notOffered(records)
  }

  close(): void {
    this.transport.close()
  }

  private place(account: string, region: string): ClientPlace {
    return this.credentials.place(account, region, this.caller)
  }

  private failureOf(error: unknown, cell: AwsCell, at: ClientPlace): CallFailure {
    const isBase = at.as === 'base'
    const failure = failureOf(error, {
      api: apiOperation(cell.service, cell.operation),
      isHome: at.region === this.caller.region,
      isBase,
      now: this.options.now(),
    })
    if (!isBase && failure.code.startsWith('Expired')) this.credentials.forget(at.as)
    return failure
  }
}

function callOf({ service, operation }: Cell): string {
  return `${service} ${operation}`
}

/** Reports are made while one waits; how long to wait before asking again. */
const REPORT_WAIT_MS = 5_000

/** @throws CallFailure where the answer is that there will be one later */
function checkReady({ service, operation }: Cell, body: Json): void {
  const state =
    textField(body, 'JobStatus') ?? (operation === 'generate-credential-report' ? textField(body, 'State') : null)
  if (service !== 'iam' || (state !== 'IN_PROGRESS' && state !== 'STARTED' && state !== 'INPROGRESS')) return
  throw new CallFailure('failed', printedError('ReportInProgress', apiOperation(service, operation), 'not made yet'), {
    code: 'ReportInProgress',
    isTransient: true,
    retryAfterMs: REPORT_WAIT_MS,
  })
}
