import { parseArmId, SUBSCRIPTIONS } from '../arm-id.js'
import { objectField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'
import { addContainer } from '../tree.js'

/**
 * Subscriptions, below their management group where it is known, else below their tenant.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/resources/subscriptions/list
 */
export const subscription: ResourceType = {
  type: 'subscription',
  lists: [
    {
      path: SUBSCRIPTIONS,
      az: ['account list', 'account show', 'account subscription list', 'account subscription show'],
      kinds: { 'properties.managementGroupAncestorsChain': 'objects' },
      collect: [
        {
          source: 'arm',
          per: 'tenant',
          api: '/subscriptions',
          version: '2022-12-01',
          needs: ['Microsoft.Resources/subscriptions/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const { record } of records.entries(SUBSCRIPTIONS).filter(({ value }) => textField(value, 'id') === null))
      records.damaged(record, 'a subscription without an id')
    for (const { id: written, tenant, record } of records.subscriptions.values()) {
      const id = records.spelled(written)
      const parsed = parseArmId(id)
      if (parsed === null) continue
      const said = record ?? {}
      facts.node({
        kind: 'Scope',
        type: 'azure_subscription',
        id,
        cloud: 'azure',
        scope: addContainer(facts, records, parsed, tenant),
        name: textField(said, 'displayName') ?? textField(said, 'name') ?? parsed.name,
        properties: {
          ...(textField(said, 'state') === null ? {} : { state: textField(said, 'state') }),
          tags: objectField(said, 'tags') ?? {},
        },
      })
    }
  },
}
