import { kept, objectsField, textField } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'
import { addRunsAs } from '../service-accounts.js'

/**
 * Machines of Compute Engine, and the service accounts they run as.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/instances
 */
export const computeInstance: ResourceType = {
  type: 'google_compute_instance',
  assetTypes: ['compute.googleapis.com/Instance'],
  listed: {
    call: 'compute instances-list',
    paths: ['compute-instances'],
    nameOf: linked('compute.googleapis.com', 'compute#instance'),
  },
  normalize(asset, inventory, facts) {
    const { data } = asset
    addResource(asset, inventory, facts, { type: this.type, properties: data === null ? {} : kept(data, 'status') })
    for (const account of objectsField(data ?? undefined, 'serviceAccounts')) {
      const mail = textField(account, 'email')
      if (mail?.includes('@') === true) addRunsAs(asset.id, mail, inventory, facts)
    }
  },
}
