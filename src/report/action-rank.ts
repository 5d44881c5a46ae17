import type { Access } from '../model/index.js'
import { actionsMatching } from '../policy/aws/actions.js'
import { kindOfAccess } from '../policy/aws/world/grant-target.js'

const STRENGTH: Record<Access, number> = { list: 1, read: 2, tag: 3, write: 4, permissions: 5 }

/**
 * How much an action pattern gives, higher is more: content first, then the strength of what it allows. Zero for what
 * the catalogue does not know.
 */
export function actionRank(pattern: string): number {
  const { access, data } = kindOfAccess(actionsMatching([pattern]))
  const strongest = access.reduce((most, word) => Math.max(most, STRENGTH[word]), 0)
  return (data ? 10 : 0) + strongest
}
