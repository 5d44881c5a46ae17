import { compareText } from '../../model/index.js'
import type { PlannedCall } from '../../report/collect-answers.js'
import type { CloudChoice } from './cloud-choice.js'

/** The calls that a collection of one cloud makes, from what its resource types declare: nothing is asked. */
export async function plannedCalls(choice: CloudChoice): Promise<PlannedCall[]> {
  const calls = await callsOf(choice)
  const byName = new Map<string, PlannedCall>()
  for (const call of calls) {
    const key = `${call.service} ${call.operation}`
    const known = byName.get(key)
    if (known === undefined) byName.set(key, call)
    else {
      known.permissions = [...new Set([...known.permissions, ...call.permissions])]
      known.where = [...new Set([...known.where.split('; '), call.where])].join('; ')
    }
  }
  return [...byName.values()].sort((a, b) => compareText(a.service, b.service) || compareText(a.operation, b.operation))
}

async function callsOf(choice: CloudChoice): Promise<PlannedCall[]> {
  switch (choice.cloud) {
    case 'aws':
      return awsCalls(choice.options.optIn)
    case 'azure': {
      const { azureCalls } = await import('../../../connectors/azure/index.js')
      return azureCalls.map(({ call, source, needs }) => ({
        ...named('azure', call.replace('/', ' ')),
        where: AZURE_PLACES[source],
        permissions: [...needs],
      }))
    }
    case 'gcp': {
      const { gcpCalls } = await import('../../../connectors/gcp/index.js')
      return gcpCalls
        .filter(({ triedContent }) => triedContent === null)
        .map(({ call, needs, of, scopeKinds, isFallback }) => ({
          ...named('gcp', call),
          where: `${of === null ? (scopeKinds.length === 0 ? 'once' : `each of ${scopeKinds.join(', ')}`) : `each in ${of}`}${isFallback ? ', where assets are not listed' : ''}`,
          permissions: [...needs],
        }))
    }
  }
}

const AZURE_PLACES = {
  arm: 'Resource Manager',
  authorization: 'Resource Manager',
  'resource-graph': 'each subscription, in one query',
  graph: 'Microsoft Graph',
} as const

async function awsCalls(optIn: readonly string[]): Promise<PlannedCall[]> {
  const { declaredCalls } = await import('../../../connectors/aws/index.js')
  return declaredCalls
    .filter((call) => call.optIn === null || optIn.includes(call.optIn))
    .map((call) => ({
      ...named('aws', call.call),
      where:
        call.parents !== null
          ? `each in ${[...new Set(call.parents.map((parent) => parent.call))].join(', ')}`
          : call.byCaller
            ? 'once, by the caller'
            : call.onlyIn === null
              ? 'each account (and Region)'
              : `each account, in ${call.onlyIn}`,
      permissions: [...call.needs],
      optIn: call.optIn,
    }))
}

/** A call by `<service> <operation>`. */
function named(cloud: PlannedCall['cloud'], call: string): Omit<PlannedCall, 'where' | 'permissions'> {
  const space = call.indexOf(' ')
  const service = space < 0 ? call : call.slice(0, space)
  return { cloud, service, operation: space < 0 ? '' : call.slice(space + 1), optIn: null }
}
