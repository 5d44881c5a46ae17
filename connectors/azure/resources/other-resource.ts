import { parseArmId } from '../arm-id.js'
import { OTHER_RESOURCES } from '../classify.js'
import { addResource, type ResourceType } from '../resource-type.js'

/**
 * Resources of every ARM type that has no file of its own: their place, identities and tags.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/resources/resources/list
 */
export const otherResource: ResourceType = {
  type: 'other-resource',
  lists: [
    {
      path: OTHER_RESOURCES,
      az: ['resource list', 'resource show'],
      collect: [
        {
          source: 'arm',
          per: 'subscription',
          api: '{scope}/resources',
          version: '2021-04-01',
          needs: ['Microsoft.Resources/subscriptions/resources/read'],
          isStreamed: true,
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const entry of records.arm(OTHER_RESOURCES)) {
      const type = parseArmId(entry.id)?.type ?? entry.type
      addResource(records, facts, entry, { type: records.terraformType(type), properties: {} })
    }
  },
}
