import { actionIds, actionsOf, type ActionSet } from '../actions.js'
import { serviceOfArn } from '../arn.js'
import { traitsOf } from '../rulebook.js'

const remembered = new Map<number, ActionSet>()

/** The actions that work on a resource of another account; only KMS has others. */
export function worksAcrossAccounts(resource: string, actions: ActionSet): ActionSet {
  if (serviceOfArn(resource) !== 'kms') return actions
  const known = remembered.get(actions.id)
  if (known !== undefined) return known
  const set = actionsOf(actionIds(actions).filter((id) => traitsOf(id).worksAcrossAccounts))
  remembered.set(actions.id, set)
  return set
}
