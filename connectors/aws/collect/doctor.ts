import type { CallFailure, DoctorCheck } from '../../../src/connector/index.js'
import { UserError, type JsonObject } from '../../../src/model/index.js'
import { objectsField, textField } from '../fields.js'
import { printedAnswer } from './answer.js'
import { findCaller, type Caller } from './caller.js'
import { Clients } from './client.js'
import { Credentials } from './credentials.js'
import { declaredCalls } from './declared-calls.js'
import { failureOf } from './failure.js'
import { canAsk } from './installed.js'
import { checkOptions } from './options-check.js'
import type { AwsCollectOptions } from './options.js'
import { apiOperation, serviceEntry } from './services.js'
import { openTransport } from './transport.js'

/** Signatures are refused when the clocks differ by more, in milliseconds. */
const SKEW_REFUSED = 5 * 60_000

interface Probe {
  service: string
  operation: string
  input: JsonObject
  needs: string
}

const DETAILS: Probe = {
  service: 'iam',
  operation: 'get-account-authorization-details',
  input: { MaxItems: 1 },
  needs: 'iam:GetAccountAuthorizationDetails',
}
const REGIONS: Probe = { service: 'ec2', operation: 'describe-regions', input: {}, needs: 'ec2:DescribeRegions' }
const ACCOUNTS: Probe = {
  service: 'organizations',
  operation: 'list-accounts',
  input: { MaxResults: 20 },
  needs: 'organizations:ListAccounts',
}

/**
 * Looks at what a collection needs: credentials, partition, clock, the first calls, one role in one other account, and
 * packages that are not installed.
 */
export async function awsDoctor(options: AwsCollectOptions): Promise<DoctorCheck[]> {
  const transport = openTransport(options.env, options.now)
  const clients = new Clients(options.env, transport)
  try {
    checkOptions(options)
    const credentials = new Credentials(options, clients, transport.handler)
    const caller = await findCaller(options, clients, credentials)
    return [
      check('credentials', 'ok', `\`${caller.arn}\``),
      check('partition', 'ok', `\`${caller.partition}\`, main Region \`${caller.region}\``),
      clockCheck(transport.clocks()),
      ...(await new Probes(options, caller, clients, credentials).run()),
      packagesCheck(),
    ]
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [check('credentials', 'failed', error.message, error.hint), clockCheck(transport.clocks())]
  } finally {
    transport.close()
  }
}

class Probes {
  constructor(
    private readonly options: AwsCollectOptions,
    private readonly caller: Caller,
    private readonly clients: Clients,
    private readonly credentials: Credentials,
  ) {}

  async run(): Promise<DoctorCheck[]> {
    const { account } = this.caller
    const details = await this.ask(DETAILS, account)
    const regions = await this.ask(REGIONS, account)
    const accounts = await this.ask(ACCOUNTS, account)
    const listed = 'failure' in accounts ? [] : objectsField(accounts.answer, 'Accounts')
    return [
      this.judged(DETAILS, details, () => 'can be read'),
      this.judged(
        REGIONS,
        regions,
        (answer) => `${String(objectsField(answer, 'Regions').length)} Regions are enabled`,
      ),
      this.organization(accounts, listed),
      ...(await this.otherAccount(listed)),
    ]
  }

  /** Who is not in an organization, or may not see it, can still read one account. */
  private organization(found: Answered, listed: readonly JsonObject[]): DoctorCheck {
    if (!('failure' in found)) {
      const { role } = this.options
      const only = role === undefined && listed.length > 1
      return check(
        ACCOUNTS.needs,
        only ? 'warning' : 'ok',
        `${String(listed.length)} accounts on the first page`,
        only ? "only the caller's account is read: name a role that can be assumed in the others with `--role`" : null,
      )
    }
    if (found.failure.kind === 'none') return check(ACCOUNTS.needs, 'ok', 'the account is in no organization')
    return check(
      ACCOUNTS.needs,
      'warning',
      found.failure.message,
      'without the organization its policies stay unknown: use the management account or a delegated administrator',
    )
  }

  private async otherAccount(listed: readonly JsonObject[]): Promise<DoctorCheck[]> {
    const { role, accounts } = this.options
    if (role === undefined) return []
    const active = listed.filter((entry) => (textField(entry, 'State') ?? textField(entry, 'Status')) === 'ACTIVE')
    const known = [...accounts, ...active.flatMap((entry) => textField(entry, 'Id') ?? [])]
    const other = known.find((account) => account !== this.caller.account)
    if (other === undefined) return [check('role', 'warning', `no other account is known to try \`${role}\` in`)]
    const found = await this.ask(DETAILS, other)
    return [this.judged(DETAILS, found, () => `\`${role}\` in \`${other}\` can read`, `role in \`${other}\``)]
  }

  private judged(
    { needs }: Probe,
    found: Answered,
    say: (answer: JsonObject) => string,
    what: string = needs,
  ): DoctorCheck {
    if (!('failure' in found)) return check(what, 'ok', say(found.answer))
    const { kind, message } = found.failure
    const fix = kind === 'denied' ? `add \`${needs}\`` : kind === 'credentials' ? 'see the message' : 'try again'
    return check(what, 'failed', message, fix)
  }

  private async ask(probe: Probe, account: string): Promise<Answered> {
    const at = this.credentials.place(account, this.caller.region, this.caller)
    try {
      return { answer: printedAnswer(probe.service, await this.clients.send(probe, probe.input, at)) }
    } catch (error) {
      const api = apiOperation(probe.service, probe.operation)
      return { failure: failureOf(error, { api, isHome: true, isBase: at.as === 'base', now: this.options.now() }) }
    }
  }
}

type Answered = { answer: JsonObject } | { failure: CallFailure }

function clockCheck(clocks: { server: number; here: number } | null): DoctorCheck {
  if (clocks === null) return check('clock', 'warning', 'no server told its time')
  const skew = clocks.here - clocks.server
  const seconds = Math.round(Math.abs(skew) / 1000)
  if (seconds < 2) return check('clock', 'ok', 'as the server says')
  const found = `${String(seconds)} s ${skew > 0 ? 'ahead of' : 'behind'} the server`
  if (Math.abs(skew) < SKEW_REFUSED) return check('clock', 'ok', found)
  return check(
    'clock',
    'failed',
    found,
    "set this machine's clock: AWS refuses signatures that are off by five minutes",
  )
}

/** Packages of services that are declared and whose client is not there. */
function packagesCheck(): DoctorCheck {
  const services = [...new Set(declaredCalls.map(({ call }) => call.split(' ')[0] ?? ''))]
  const missing = services.flatMap((service) => (canAsk(service) ? [] : (serviceEntry(service)?.package ?? []))).sort()
  return missing.length === 0
    ? check('packages', 'ok', `all ${String(services.length)} clients are installed`)
    : check(
        'packages',
        'warning',
        `${String(missing.length)} of ${String(services.length)} clients are not installed: what they would read becomes gaps`,
        `npm install ${missing.join(' ')}`,
      )
}

function check(what: string, status: DoctorCheck['status'], found: string, fix: string | null = null): DoctorCheck {
  return { cloud: 'aws', what, status, found, fix }
}
