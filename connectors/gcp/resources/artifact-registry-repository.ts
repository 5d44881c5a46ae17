import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Repositories of Artifact Registry.
 *
 * @see https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories
 */
export const artifactRegistryRepository: ResourceType = {
  type: 'google_artifact_registry_repository',
  assetTypes: ['artifactregistry.googleapis.com/Repository'],
  listed: {
    call: 'artifactregistry repositories-list',
    list: 'repositories',
    paths: ['artifact-repositories'],
    nameOf: named('artifactregistry.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/repositories\/[^/]+$/),
  },
  collect: {
    calls: {
      'artifactregistry locations-list': {
        url: 'artifactregistry.googleapis.com/v1/{parent}/locations',
        query: { pageSize: '100' },
        needs: ['artifactregistry.locations.list'],
        of: ['projects'],
        list: 'locations',
        isFallback: true,
        isIndex: true,
      },
      'artifactregistry repositories-list': {
        url: 'artifactregistry.googleapis.com/v1/{name}/repositories',
        query: { pageSize: '1000' },
        needs: ['artifactregistry.repositories.list'],
        of: 'artifactregistry locations-list',
        isFallback: true,
      },
      'artifactregistry repositories-get-iam-policy': {
        url: 'artifactregistry.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['artifactregistry.repositories.getIamPolicy'],
        of: 'artifactregistry repositories-list',
        list: null,
        isFallback: true,
      },
    },
  },
  properties: (data) => kept(data, 'format', 'mode'),
}
