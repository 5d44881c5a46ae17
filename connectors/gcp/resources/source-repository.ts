import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Repositories of Cloud Source Repositories.
 *
 * @see https://cloud.google.com/source-repositories/docs/reference/rest/v1/projects.repos
 */
export const sourceRepository: ResourceType = {
  type: 'google_sourcerepo_repository',
  assetTypes: ['sourcerepo.googleapis.com/Repo'],
  listed: {
    call: 'sourcerepo repos-list',
    list: 'repos',
    paths: ['source-repos'],
    nameOf: named('sourcerepo.googleapis.com', /^projects\/[^/]+\/repos\/.+$/),
  },
  properties: (data) => kept(data, 'url'),
}
