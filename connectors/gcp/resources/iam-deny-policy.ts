import { addDocument } from '../documents.js'
import { textField } from '../fields.js'
import { canonicalName, isContainer } from '../full-name.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { addContainer } from '../scopes.js'

const NAME = /^policies\/([^/]+)\/denypolicies\/[^/]+$/i

/**
 * Deny policies (v2). The list call leaves their rules out: such a policy is a gap, never none.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v2/policies
 */
export const iamDenyPolicy: ResourceType = {
  type: 'google_iam_deny_policy',
  assetTypes: ['iam.googleapis.com/DenyPolicy'],
  listed: {
    call: 'iam policies-list',
    paths: ['deny-policies', 'denypolicies', 'iam-deny-policies'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return NAME.test(name) ? name : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'iam policies-list': {
        url: 'iam.googleapis.com/v2/policies/cloudresourcemanager.googleapis.com%2F{parent}/denypolicies',
        needs: ['iam.denypolicies.list'],
        of: ['organizations', 'folders', 'projects'],
        list: 'policies',
        library: 'listPolicies',
      },
      'iam policies-get': {
        url: 'iam.googleapis.com/v2/{name}',
        needs: ['iam.denypolicies.get'],
        of: 'iam policies-list',
        list: null,
        library: 'getPolicy',
      },
    },
  },
  normalize({ data, rawName, ancestors }, inventory, facts) {
    const name = textField(data ?? undefined, 'name') ?? rawName
    const point = attachmentPoint(name)
    const to = point === null ? (ancestors[0] ?? null) : canonicalName(point, inventory)
    if (data === null || to === null) return
    if (isContainer(to)) addContainer(to, inventory, facts)
    if (!Array.isArray(data['rules'])) {
      if (inventory.fullDenyPolicies.has(name)) return
      addGap(facts, {
        scope: to,
        service: 'iam',
        call: 'policies.get',
        reason: 'not-collected',
        message: `the rules of the deny policy \`${name}\` are not in the list: get them with \`gcloud iam policies get\``,
      })
      return
    }
    addDocument(facts, {
      id: name,
      name: textField(data, 'displayName') ?? name.slice(name.lastIndexOf('/') + 1),
      document: data,
      scope: to,
      service: 'iam',
      call: 'policies.get',
    })
    facts.attach({ document: name, to, as: 'deny-policy' })
  },
}

/** `policies/cloudresourcemanager.googleapis.com%2Fprojects%2Fp/denypolicies/x`: the part between, decoded. */
function attachmentPoint(name: string): string | null {
  const encoded = NAME.exec(name.replace(/^\/\/iam\.googleapis\.com\//, ''))?.[1]
  if (encoded === undefined) return null
  try {
    return `//${decodeURIComponent(encoded)}`
  } catch {
    return null
  }
}
