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
  properties: (data) => kept(data, 'format', 'mode'),
}
