import { guidField, objectField, textField } from '../fields.js'
import { addManagedIdentity } from '../managed-identity.js'
import { armResource, type ResourceType } from '../resource-type.js'

const ARM = 'Microsoft.ContainerService/managedClusters'

const cluster = armResource({
  type: 'azurerm_kubernetes_cluster',
  arm: ARM,
  az: ['aks list', 'aks show'],
  kinds: { 'properties.identityProfile': 'object', identityProfile: 'object' },
  keep: [
    'disableLocalAccounts',
    'issuerUrl=oidcIssuerProfile.issuerURL',
    'workloadIdentity=securityProfile.workloadIdentity.enabled',
    'azureRbac=aadProfile.enableAzureRBAC',
    'privateCluster=apiServerAccessProfile.enablePrivateCluster',
    'nodeResourceGroup',
  ],
  isExposing: true,
})

/**
 * Kubernetes clusters, with the identity of their nodes beside that of the control plane.
 *
 * @see https://learn.microsoft.com/en-us/azure/aks/use-managed-identity
 */
export const kubernetesCluster: ResourceType = {
  ...cluster,
  normalize(records, facts) {
    cluster.normalize(records, facts)
    for (const { id, properties, tenant, record } of records.arm(ARM))
      for (const said of Object.values(objectField(properties, 'identityProfile') ?? {})) {
        const objectId = guidField(said, 'objectId')
        if (objectId === null) {
          records.damaged(record, 'an identity without its principal')
          continue
        }
        const resource = textField(said, 'resourceId') ?? id
        const name = resource.slice(resource.lastIndexOf('/') + 1)
        const identity = { tenant, objectId, appId: guidField(said, 'clientId'), name }
        const to = addManagedIdentity(records, facts, identity, resource)
        facts.edge({ from: records.spelled(id), to, type: 'RUNS_AS' })
      }
  },
}
