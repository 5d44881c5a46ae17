import { CallFailure, parseEmbeddedJson, type DoctorCheck } from '../../../src/connector/index.js'
import { isObject, UserError } from '../../../src/model/index.js'
import { objectsField } from '../fields.js'
import { subscriptionId } from '../settle.js'
import { openSession, type Session } from './collector.js'
import { textOf, type Service } from './transport.js'
import type { AzureCollectOptions } from './options.js'

/** A clock that differs by more than this makes tokens invalid, in milliseconds. */
const SKEW = 5 * 60_000

interface Probe {
  what: string
  service: Service
  /** Path and query below the endpoint. */
  at: string
  needs: string
  fix: string
}

/** Tries the credentials, the clock, and one call for each right that a collection needs. */
export async function azureDoctor(options: AzureCollectOptions): Promise<DoctorCheck[]> {
  const checks: DoctorCheck[] = []
  const say = (what: string, status: DoctorCheck['status'], found: string, fix: string | null = null): void => {
    checks.push({ cloud: 'azure', what, status, found, fix })
  }
  let session: Session
  try {
    session = await openSession(options)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [{ cloud: 'azure', what: 'credentials', status: 'failed', found: error.message, fix: error.hint }]
  }
  say('credentials', 'ok', `tenant \`${session.tenant}\` of ${options.azureCloud}`)

  const subscriptions = await listSubscriptions(session, options, say)
  for (const probe of probes(session, subscriptions)) {
    try {
      textOf(await probe.service.send({ url: `${probe.service.endpoint.url}${probe.at}` }), options.now(), {
        isOfEntry: false,
        isOptional: probe.needs.startsWith('Microsoft.ManagedServices/'),
      })
      say(probe.what, 'ok', 'can be read')
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      if (error.kind === 'none') say(probe.what, 'ok', 'there are none')
      else
        say(
          probe.what,
          'failed',
          error.message,
          error.kind === 'denied' ? `${probe.fix}: \`${probe.needs}\`` : 'try again',
        )
    }
  }
  return checks
}

async function listSubscriptions(
  { management }: Session,
  { now }: AzureCollectOptions,
  say: (what: string, status: DoctorCheck['status'], found: string, fix?: string | null) => void,
): Promise<string[]> {
  const what = 'Microsoft.Resources/subscriptions/read'
  try {
    const answer = await management.send({ url: `${management.endpoint.url}/subscriptions?api-version=2022-12-01` })
    const skew = Date.parse(answer.headers.get('date') ?? '') - now()
    if (Math.abs(skew) > SKEW)
      say('clock', 'failed', `it differs from Azure's by ${Math.round(Math.abs(skew) / 1000)} seconds`, 'set the clock')
    else
      say(
        'clock',
        Number.isNaN(skew) ? 'warning' : 'ok',
        Number.isNaN(skew) ? "Azure's time is not known" : "it agrees with Azure's",
      )
    const body = parseEmbeddedJson(textOf(answer, now(), { isOfEntry: false, isOptional: false }))
    const ids = objectsField(isObject(body) ? body : {}, 'value').flatMap((entry) => subscriptionId(entry) ?? [])
    if (ids.length === 0)
      say(
        what,
        'warning',
        'no subscription is seen',
        'assign `Reader` at the root management group, or at each subscription',
      )
    else say(what, 'ok', `${ids.length}${ids.length === 1 ? ' subscription is' : ' or more subscriptions are'} seen`)
    return ids
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error
    say(what, 'failed', error.message, 'assign `Reader` at the root management group, or at each subscription')
    return []
  }
}

function probes({ management, graph }: Session, [subscription]: readonly string[]): Probe[] {
  const ofGraph = (path: string, needs: string): Probe => ({
    what: needs,
    service: graph,
    at: `/v1.0/${path}`,
    needs,
    fix: 'grant the application permission of Microsoft Graph, with the consent of an administrator',
  })
  const ofArm = (at: string, needs: string): Probe => ({
    what: needs,
    service: management,
    at,
    needs,
    fix: `assign a role with this action, as \`Reader\` has it`,
  })
  const scope = `/subscriptions/${subscription ?? ''}`
  const authorization = `${scope}/providers/Microsoft.Authorization`
  return [
    ...(subscription === undefined
      ? []
      : [
          ofArm(
            `${authorization}/roleAssignments?api-version=2022-04-01&$filter=atScope()`,
            'Microsoft.Authorization/roleAssignments/read',
          ),
          ofArm(
            `${authorization}/denyAssignments?api-version=2022-04-01&$filter=atScope()`,
            'Microsoft.Authorization/denyAssignments/read',
          ),
          ofArm(
            `${authorization}/roleEligibilityScheduleInstances?api-version=2020-10-01&$filter=atScope()`,
            'Microsoft.Authorization/roleEligibilityScheduleInstances/read',
          ),
          ofArm(
            `${scope}/providers/Microsoft.ManagedServices/registrationAssignments?api-version=2022-10-01`,
            'Microsoft.ManagedServices/registrationAssignments/read',
          ),
        ]),
    ofArm(
      '/providers/Microsoft.Management/managementGroups?api-version=2020-05-01',
      'Microsoft.Management/managementGroups/read',
    ),
    ofGraph('organization?$select=id', 'Organization.Read.All'),
    ofGraph('users?$top=1&$select=id', 'User.Read.All'),
    ofGraph('groups?$top=1&$select=id', 'GroupMember.Read.All'),
    ofGraph('applications?$top=1&$select=id', 'Application.Read.All'),
    ofGraph('oauth2PermissionGrants?$top=1', 'DelegatedPermissionGrant.Read.All'),
    ofGraph('roleManagement/directory/roleAssignments?$top=1', 'RoleManagement.Read.Directory'),
    ofGraph('policies/crossTenantAccessPolicy/default', 'Policy.Read.All'),
    ofGraph('tenantRelationships/delegatedAdminRelationships?$top=1', 'DelegatedAdminRelationship.Read.All'),
  ]
}
