import type { CloudMeaning } from '../cloud.js'
import { serviceOf } from './permission.js'
import { actionsLeft, isPermission, pieces, question } from './question.js'
import { deriveGcp } from './world/derive.js'
import { gcpExplainer } from './world/explain.js'

/** Services whose data decides who acts and what is in force, whatever the permission. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  '*',
  'iam',
  'cloudidentity',
  'cloudresourcemanager',
  'cloudasset',
  'accesscontextmanager',
  'privilegedaccessmanager',
  'orgpolicy',
  '',
])

const IDS =
  /^(?:\/\/[a-z0-9.-]+\.googleapis\.com(?:\/|$)|gs:\/\/|(?:serviceAccount|user|group|domain|deleted|gcp):|principal(?:Set)?:\/\/|(?:organizations|folders|projects)\/)/

/** Google Cloud as the questions know it. */
export const gcpMeaning: CloudMeaning = {
  cloud: 'gcp',
  derive: deriveGcp,
  ownsAction: isPermission,
  ownsId: (text) => IDS.test(text),
  question: (action, resource, places) => question(action, resource, places),
  actionsLeft: (lists, without) => actionsLeft(lists, without),
  pieces,
  expands: ({ covers }) => covers !== 'resource',
  explainer: gcpExplainer,
  concerns: (gap, action) => {
    if (EVERYWHERE.has(gap.service)) return true
    const service = isPermission(action) ? serviceOf(action) : action
    return service === `${gap.service}.googleapis.com`
  },
}
