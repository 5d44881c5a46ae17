// What it is: concrete Azure requests out of rows: an action and a resource that a row says can be used together.
// May import: the model's types and the grader's matching.
// Never does: ask a question.
import type { ReachRow } from '../../src/model/index.js'
import { actsBy } from './scenario-grading.js'
import type { ConcreteRequest } from './scenario-requests.js'

const VM = 'Microsoft.Compute/virtualMachines'
const STORAGE = 'Microsoft.Storage/storageAccounts'
const CONTAINER = 'blobServices/default/containers/some'

/** What is tried on a row: an action of either plane, with a resource type that it is for. */
const SAMPLES: readonly { action: string; data: boolean; type: string; below?: string }[] = [
  { action: `${VM}/read`, data: false, type: VM },
  { action: `${VM}/write`, data: false, type: VM },
  { action: `${STORAGE}/read`, data: false, type: STORAGE },
  { action: `${STORAGE}/listKeys/action`, data: false, type: STORAGE },
  { action: `${STORAGE}/blobServices/containers/blobs/read`, data: true, type: STORAGE, below: CONTAINER },
  { action: `${STORAGE}/blobServices/containers/blobs/write`, data: true, type: STORAGE, below: CONTAINER },
]

function segments(id: string): string[] {
  return id.split('/').filter((each) => each !== '')
}

/** A resource of the type at or below the target of a row; null where there can be none. */
function resourceAt(id: string, type: string, below: string | undefined): string | null {
  const parts = segments(id)
  if (parts[0]?.toLowerCase() !== 'subscriptions') return null
  const provider = parts.findIndex((each) => each.toLowerCase() === 'providers')
  const tail = below === undefined ? '' : `/${below}`
  if (provider < 0) {
    const group = parts.length === 2 ? '/resourceGroups/some' : ''
    return `/${parts.join('/')}${group}/providers/${type}/some${tail}`
  }
  const named = parts.slice(provider + 1, provider + 3).join('/')
  if (named.toLowerCase() !== type.toLowerCase()) return null
  // A row at a container is about that container; one at an account about any of its containers.
  return parts.length - provider > 4 ? id : `/${parts.join('/')}${tail}`
}

/** Requests that a row says hold without an "if". */
export function azureRequestsOf(row: ReachRow): ConcreteRequest[] {
  if (row.target.covers === 'principal' || row.outcome !== 'allowed') return []
  return SAMPLES.flatMap(({ action, data, type, below }) => {
    const resource = resourceAt(row.target.id, type, below)
    return data !== row.data || resource === null || !actsBy(row.actions, action) ? [] : [{ action, resource }]
  }).filter(({ resource }) => !(row.target.except ?? []).some((each) => isAtOrBelow(each, resource)))
}

function isAtOrBelow(scope: string, resource: string): boolean {
  const above = segments(scope.toLowerCase())
  const below = segments(resource.toLowerCase())
  return above.every((each, at) => below[at] === each)
}

/** Does the row say that the request is possible? Management groups stand in no id: what is there may be below one. */
export function azureSaysPossible(row: ReachRow, { action, resource }: ConcreteRequest): boolean {
  if (row.outcome !== 'allowed' && row.outcome !== 'conditional') return false
  const aboveAll = row.target.id === '/' || row.target.type === 'azure_management_group'
  return actsBy(row.actions, action) && (aboveAll || isAtOrBelow(row.target.id, resource))
}
