import { addDocument } from '../documents.js'
import { objectField, textField } from '../fields.js'
import { containerId } from '../full-name.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { addContainer } from '../scopes.js'

const NAME = /^((?:organizations|folders|projects)\/[^/]+)\/locations\/[^/]+\/policyBindings\/[^/]+$/

/**
 * Policy bindings (v3): which set of principals a principal access boundary binds.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v3/organizations.locations.policyBindings
 */
export const iamPolicyBinding: ResourceType = {
  type: 'google_iam_policy_binding',
  assetTypes: ['iam.googleapis.com/PolicyBinding'],
  listed: {
    call: 'iam policy-bindings-list',
    list: 'policyBindings',
    paths: ['policy-bindings'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = (textField(item, 'name') ?? '').replace(/^\/\/iam\.googleapis\.com\//, '')
      return NAME.test(name) ? `//iam.googleapis.com/${name}` : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'iam policy-bindings-list': {
        url: 'iam.googleapis.com/v3/{parent}/locations/global/policyBindings',
        query: { pageSize: '1000' },
        needs: ['iam.policybindings.list'],
        of: ['organizations', 'folders', 'projects'],
        library: 'listPolicyBindings',
      },
    },
  },
  normalize({ data, rawName, ancestors }, inventory, facts) {
    if (data === null) return
    const name = textField(data, 'name') ?? rawName.replace(/^\/\/iam\.googleapis\.com\//, '')
    const holder = containerId(NAME.exec(name)?.[1] ?? '', inventory)
    const target = textField(objectField(data, 'target') ?? undefined, 'principalSet')
    const organization = ancestors[ancestors.length - 1] ?? inventory.topmost(holder ?? '') ?? holder
    const to = containerId(target ?? '', inventory) ?? organization
    if (to === null || target === null) {
      addGap(facts, {
        scope: to ?? '',
        service: 'iam',
        call: 'policyBindings.get',
        reason: 'failed',
        message: `the policy binding \`${name}\` does not say whom it binds`,
      })
      return
    }
    addContainer(to, inventory, facts)
    addDocument(facts, {
      id: name,
      name: textField(data, 'displayName') ?? name.slice(name.lastIndexOf('/') + 1),
      document: data,
      scope: to,
      service: 'iam',
      call: 'policyBindings.get',
    })
    facts.attach({ document: name, to, as: 'access-boundary' })
  },
}
