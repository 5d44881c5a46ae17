import { CallFailure, type DoctorCheck } from '../../../src/connector/index.js'
import { UserError, type Json, type JsonObject } from '../../../src/model/index.js'
import { textField, textsField } from '../fields.js'
import { CONTENTS, gcpCalls, gcpCallsByName } from './calls.js'
import { containerOf, urlOf } from './cells.js'
import { openChannel, type Channel } from './channel.js'
import { GROUPS_READER, type ContainerKind } from './declaration.js'
import { answerIn, oneLine } from './failure.js'
import type { GcpCollectOptions } from './options.js'

const MOST_SCOPES = 10
/** Clocks that differ by more make signed requests for tokens fail. */
const MOST_SKEW_MS = 5 * 60_000
const NEVER = new AbortController().signal

interface Asked {
  channel: Channel
  options: GcpCollectOptions
}

/**
 * Looks at credentials, clock, the asset service, permissions and groups. It asks each thing once and changes nothing.
 *
 * Never rejects: what cannot be looked at is a check that failed.
 */
export async function gcpDoctor(options: GcpCollectOptions): Promise<DoctorCheck[]> {
  let channel: Channel
  try {
    channel = await openChannel(options)
    await channel.token()
  } catch (error) {
    const fix = error instanceof UserError ? error.hint : null
    return [failed('credentials', messageOf(error), fix ?? 'run `gcloud auth application-default login`')]
  }
  const asked = { channel, options }
  const checks = [ok('credentials', 'a token was handed out'), await clockCheck(asked)]
  const { scopes, customers, check } = await scopesOf(asked)
  checks.push(check)
  for (const scope of scopes.slice(0, MOST_SCOPES))
    checks.push(...(await assetChecks(asked, scope)), await permissionCheck(asked, scope))
  if (scopes.length > MOST_SCOPES)
    checks.push(warning('scopes', `only the first ${MOST_SCOPES} of ${scopes.length} scopes were checked`, null))
  checks.push(await groupCheck(asked, options.customer ?? customers[0] ?? null))
  return checks
}

async function ask(
  { channel, options }: Asked,
  call: string,
  about: string,
  more: JsonObject | null = null,
): Promise<Json> {
  const found = gcpCallsByName.get(call)
  const url = found === undefined ? null : urlOf(found, about)
  if (found === undefined || url === null) throw new Error(`no call \`${call}\` about \`${about}\``)
  const body = more ?? (found.body as JsonObject | null)
  return answerIn(await channel.send({ url, method: found.method, body }, NEVER), options.now)
}

async function clockCheck({ channel, options }: Asked): Promise<DoctorCheck> {
  try {
    const url = new URL('https://cloudresourcemanager.googleapis.com/v3/organizations:search?pageSize=1')
    const { date } = await channel.send({ url, method: 'GET', body: null }, NEVER)
    const theirs = Date.parse(date ?? '')
    if (Number.isNaN(theirs)) return warning('clock', 'the service did not say what time it is', null)
    const seconds = Math.round((options.now() - theirs) / 1000)
    return Math.abs(seconds * 1000) > MOST_SKEW_MS
      ? failed(
          'clock',
          `this clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}`,
          'set the clock',
        )
      : ok('clock', `${Math.abs(seconds)} seconds off`)
  } catch (error) {
    return failed('clock', messageOf(error), 'see whether `cloudresourcemanager.googleapis.com` can be reached')
  }
}

async function scopesOf(asked: Asked): Promise<{ scopes: readonly string[]; customers: string[]; check: DoctorCheck }> {
  const given = asked.options.scopes
  try {
    const answer = await ask(asked, 'cloudresourcemanager organizations-list', '')
    const organizations = Array.isArray((answer as JsonObject)['organizations'])
      ? ((answer as JsonObject)['organizations'] as Json[])
      : []
    const scopes = given.length > 0 ? given : organizations.flatMap((one) => textField(one, 'name') ?? [])
    const customers = organizations
      .filter((one) => given.length === 0 || given.includes(textField(one, 'name') ?? ''))
      .flatMap((one) => textField(one, 'directoryCustomerId') ?? [])
    return {
      scopes,
      customers,
      check:
        scopes.length > 0
          ? ok('scopes', scopes.slice(0, 5).join(', ') + (scopes.length > 5 ? ` and ${scopes.length - 5} more` : ''))
          : warning(
              'scopes',
              'no organization is visible: single projects are read',
              'grant `roles/browser` on the organization',
            ),
    }
  } catch (error) {
    return { scopes: given, customers: [], check: failed('scopes', messageOf(error), fixOf(error, null)) }
  }
}

/** Is the asset service on, and does it answer for each kind of content? */
async function assetChecks(asked: Asked, scope: string): Promise<DoctorCheck[]> {
  const checks: DoctorCheck[] = []
  const isOrganization = scope.startsWith('organizations/')
  for (const { content, folder, needs } of CONTENTS) {
    if (content === 'ACCESS_POLICY' && !isOrganization) continue
    const what = `${needs} on ${scope}`
    try {
      await ask(asked, `cloudasset assets-probe ${folder}`, scope)
      checks.push(ok(what, 'granted'))
    } catch (error) {
      checks.push(failed(what, messageOf(error), fixOf(error, grantOf(scope, [needs]))))
    }
  }
  return checks
}

/** Which of the permissions that the calls of a scope need are missing there. */
async function permissionCheck(asked: Asked, scope: string): Promise<DoctorCheck> {
  const what = `permissions on ${scope}`
  const needed = permissionsAt(containerOf(scope)?.[0] ?? 'projects')
  try {
    const url = new URL(`https://cloudresourcemanager.googleapis.com/v3/${scope}:testIamPermissions`)
    const answer = await asked.channel.send({ url, method: 'POST', body: { permissions: needed } }, NEVER)
    const granted = new Set(textsField(answerIn(answer, asked.options.now), 'permissions'))
    const missing = needed.filter((permission) => !granted.has(permission))
    return missing.length === 0
      ? ok(what, `all ${needed.length} are granted`)
      : failed(what, `missing: ${missing.join(', ')}`, grantOf(scope, missing))
  } catch (error) {
    return warning(what, `could not be looked at: ${messageOf(error)}`, fixOf(error, null))
  }
}

/** What is needed at a container for itself and for all below it. */
function permissionsAt(kind: ContainerKind): string[] {
  const kinds: readonly ContainerKind[] = { organizations: ALL, folders: ALL.slice(1), projects: ALL.slice(2) }[kind]
  const calls = gcpCalls.filter(({ scopeKinds }) => scopeKinds.some((one) => kinds.includes(one)))
  return [...new Set(calls.flatMap(({ needs }) => needs))].filter((need) => need !== GROUPS_READER).sort()
}

const ALL: readonly ContainerKind[] = ['organizations', 'folders', 'projects']

async function groupCheck(asked: Asked, customer: string | null): Promise<DoctorCheck> {
  const what = 'groups'
  if (customer === null)
    return warning(what, 'not checked: the customer id is not known', 'give the customer id (`C01abcdef`)')
  try {
    await ask(asked, 'cloudidentity groups-list', `customers/${customer.replace(/^customers\//, '')}`)
    return ok(what, `the groups of \`${customer}\` can be read`)
  } catch (error) {
    return failed(what, messageOf(error), fixOf(error, `give the caller the role ${GROUPS_READER}`))
  }
}

/** Predefined roles that hold a permission, the narrowest that the vendor has. */
const ROLES: readonly [start: string, role: string][] = [
  ['cloudasset.', 'roles/cloudasset.viewer'],
  ['iam.denypolicies.', 'roles/iam.denyReviewer'],
  ['iam.principalaccessboundarypolicies.', 'roles/iam.principalAccessBoundaryViewer'],
  ['iam.policybindings.', 'roles/iam.principalAccessBoundaryViewer'],
  ['orgpolicy.', 'roles/orgpolicy.policyViewer'],
  ['resourcemanager.', 'roles/iam.securityReviewer'],
  ['bigquery.datasets.', 'roles/bigquery.metadataViewer'],
]

function grantOf(scope: string, permissions: readonly string[]): string {
  const [kind = '', key = ''] = scope.split('/')
  const command =
    kind === 'folders'
      ? 'gcloud resource-manager folders'
      : kind === 'projects'
        ? 'gcloud projects'
        : 'gcloud organizations'
  const roles = new Set(
    permissions.map((need) => ROLES.find(([start]) => need.startsWith(start))?.[1] ?? 'roles/iam.securityReviewer'),
  )
  return [...roles]
    .sort()
    .map((role) => `${command} add-iam-policy-binding ${key} --member=<caller> --role=${role}`)
    .join('\n')
}

function fixOf(error: unknown, otherwise: string | null): string | null {
  const command = error instanceof Error ? /`(gcloud services enable [^`]+)`/.exec(error.message)?.[1] : undefined
  return command ?? otherwise
}

function messageOf(error: unknown): string {
  return error instanceof CallFailure || error instanceof UserError
    ? error.message
    : oneLine(error instanceof Error ? error.message : String(error))
}

function ok(what: string, found: string): DoctorCheck {
  return { cloud: 'gcp', what, status: 'ok', found, fix: null }
}

function warning(what: string, found: string, fix: string | null): DoctorCheck {
  return { cloud: 'gcp', what, status: 'warning', found, fix }
}

function failed(what: string, found: string, fix: string | null): DoctorCheck {
  return { cloud: 'gcp', what, status: 'failed', found, fix }
}
