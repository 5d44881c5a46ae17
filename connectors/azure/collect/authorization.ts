import type { AuthorizationManagementClient } from '@azure/arm-authorization'
import type { JsonObject } from '../../../src/model/index.js'
import { textField } from '../fields.js'
import { brokenCall, type Answer } from './failure.js'
import { TIMEOUT, type Service } from './transport.js'

/** Asks for one page of a list; `list` is its ARM type. */
export type AuthorizationReader = (
  list: string,
  input: JsonObject,
  page: string | null,
  signal: AbortSignal,
) => Promise<Answer>

interface CallOptions {
  abortSignal: AbortSignal
  requestOptions: { timeout: number }
  onResponse: (response: Answer) => void
  filter?: string
}

interface Paged {
  byPage(settings?: { continuationToken?: string }): AsyncIterator<unknown>
}

type Operation = (client: AuthorizationManagementClient, scope: string, options: CallOptions) => Paged

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['roleAssignments', (client, scope, options) => client.roleAssignments.listForScope(scope, options)],
  ['roleDefinitions', (client, scope, options) => client.roleDefinitions.list(scope, options)],
  ['denyAssignments', (client, scope, options) => client.denyAssignments.listForScope(scope, options)],
  ['classicAdministrators', (client, _scope, options) => client.classicAdministrators.list(options)],
  ['roleAssignmentSchedules', (client, scope, options) => client.roleAssignmentSchedules.listForScope(scope, options)],
  [
    'roleAssignmentScheduleInstances',
    (client, scope, options) => client.roleAssignmentScheduleInstances.listForScope(scope, options),
  ],
  [
    'roleEligibilitySchedules',
    (client, scope, options) => client.roleEligibilitySchedules.listForScope(scope, options),
  ],
  [
    'roleEligibilityScheduleInstances',
    (client, scope, options) => client.roleEligibilityScheduleInstances.listForScope(scope, options),
  ],
])

/**
 * Reads through `@azure/arm-authorization`, page by page. Its models drop fields (the effect of a deny assignment) and
 * round dates: what is kept is the text that came over the wire.
 */
export async function createAuthorizationReader(service: Service): Promise<AuthorizationReader> {
  const { AuthorizationManagementClient } = await import('@azure/arm-authorization')
  // The subscription matters for the classic administrators alone: others are asked by scope.
  const clientFor = (subscription: string): AuthorizationManagementClient => {
    const client = new AuthorizationManagementClient({ getToken: () => Promise.resolve(null) }, subscription, {
      ...service.options,
      endpoint: service.endpoint.url,
      $host: service.endpoint.url,
    })
    client.pipeline.removePolicy({ name: service.policy.name })
    client.pipeline.addPolicy(service.policy, { phase: 'Sign' })
    return client
  }
  const shared = clientFor('-')

  return async (list, input, page, signal) => {
    const name = list.slice(list.lastIndexOf('/') + 1)
    const operation = OPERATIONS.get(name)
    if (operation === undefined) throw new Error(`\`@azure/arm-authorization\` has no \`${name}\``)
    const scope = textField(input, 'scope') ?? ''
    const filter = textField(input, '$filter')
    const came: { answer: Answer | null } = { answer: null }
    const client = name === 'classicAdministrators' ? clientFor(scope.slice(scope.lastIndexOf('/') + 1)) : shared
    const pages = operation(client, scope, {
      abortSignal: signal,
      requestOptions: { timeout: TIMEOUT },
      onResponse: (response) => {
        came.answer = response
      },
      ...(filter === null ? {} : { filter }),
    }).byPage(page === null ? {} : { continuationToken: page })
    try {
      await pages.next()
    } catch (error) {
      // Whatever its models make of an answer: one that came is judged by its own text.
      if (came.answer === null) throw brokenCall(error)
    }
    if (came.answer === null) throw brokenCall(new Error('there was no answer'))
    return came.answer
  }
}
