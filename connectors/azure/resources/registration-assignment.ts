import type { JsonObject } from '../../../src/model/index.js'
import { attachToScope } from '../arm-document.js'
import { idKey, subscriptionOf } from '../arm-id.js'
import { listField, objectField, textField } from '../fields.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'

export const REGISTRATION_ASSIGNMENTS = 'Microsoft.ManagedServices/registrationAssignments'
const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions'

/**
 * Scopes delegated to another tenant (Azure Lighthouse), with the definition that says to whom and what.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/managedservices/registration-assignments/list
 */
export const registrationAssignment: ResourceType = {
  type: 'registration-assignment',
  lists: [
    {
      path: REGISTRATION_ASSIGNMENTS,
      az: ['managedservices assignment list'],
      collect: [
        {
          source: 'arm',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.ManagedServices/registrationAssignments',
          version: '2022-10-01',
          query: { $expandRegistrationDefinition: 'true' },
          needs: [
            'Microsoft.ManagedServices/registrationAssignments/read',
            'Microsoft.ManagedServices/registrationDefinitions/read',
          ],
        },
      ],
    },
    { path: DEFINITIONS, az: ['managedservices definition list'] },
  ],
  normalize(records, facts) {
    for (const entry of records.arm(REGISTRATION_ASSIGNMENTS)) {
      const definition = definitionOf(records, entry.properties)
      const to = attachToScope(records, facts, entry, {
        list: REGISTRATION_ASSIGNMENTS,
        as: 'lighthouse',
        name: textField(objectField(definition ?? {}, 'properties') ?? {}, 'registrationDefinitionName'),
        properties: definition === null ? {} : { registrationDefinition: definition },
      })
      const authorizations = listField(objectField(definition ?? {}, 'properties') ?? {}, 'authorizations')
      if (to === null || (definition !== null && authorizations === null))
        records.damaged(entry.record, 'a delegation without scope or authorizations')
      if (definition === null)
        addGap(facts, {
          scope: records.subscriptions.get(subscriptionOf(entry.id) ?? '')?.id ?? entry.id,
          list: DEFINITIONS,
          reason: 'not-collected',
          message: `what the delegation \`${entry.id}\` grants is not there: list the assignments with \`$expandRegistrationDefinition=true\``,
        })
    }
  },
}

/** The definition as it is expanded, flat or not, else as it is listed. */
function definitionOf(records: Records, properties: JsonObject): JsonObject | null {
  const expanded = objectField(properties, 'registrationDefinition')
  const id = textField(properties, 'registrationDefinitionId') ?? textField(expanded ?? {}, 'id')
  if (expanded !== null && objectField(expanded, 'properties') !== null) return expanded
  if (expanded !== null && listField(expanded, 'authorizations') !== null) {
    const { id: own = id, name = null, plan = null, ...rest } = expanded
    return { id: own, name, type: DEFINITIONS, plan, properties: rest }
  }
  const key = id === null ? null : idKey(id)
  return records.arm(DEFINITIONS).find((entry) => idKey(entry.id) === key)?.value ?? null
}
