import type { Access } from '../model/index.js'
import { actionsMatching } from '../policy/aws/actions.js'
import { kindOfAccess } from '../policy/aws/world/grant-target.js'

const STRENGTH: Record<Access, number> = { list: 1, read: 2, tag: 3, write: 4, permissions: 5 }

/**
 * How much an action pattern gives, higher is more: content first, then the strength of what it allows. Zero for what
 * the catalogue does not know.
 */
export function actionRank(pattern: string): number {
  if (!pattern.includes(':')) return STRENGTH[kindOfWords(pattern.toLowerCase())]
  const { access, data } = kindOfAccess(actionsMatching([pattern]))
  const strongest = access.reduce((most, word) => Math.max(most, STRENGTH[word]), 0)
  return (data ? 10 : 0) + strongest
}

/** Azure and Google Cloud say in an action's last word what it does; no catalogue is needed to put some before others. */
function kindOfWords(lower: string): Access {
  const last = lower.slice(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('.')) + 1)
  if (last === 'setiampolicy' || (lower.startsWith('microsoft.authorization/') && last !== 'read')) return 'permissions'
  if (last.startsWith('list')) return 'list'
  if (last.startsWith('get') || last.startsWith('read') || last.startsWith('search')) return 'read'
  return last.includes('tag') ? 'tag' : 'write'
}
