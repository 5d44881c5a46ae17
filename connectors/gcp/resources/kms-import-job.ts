import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Import jobs of Cloud KMS.
 *
 * @see https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.importJobs
 */
export const kmsImportJob: ResourceType = {
  type: 'google_kms_key_ring_import_job',
  assetTypes: ['cloudkms.googleapis.com/ImportJob'],
  listed: {
    call: 'cloudkms import-jobs-list',
    list: 'importJobs',
    paths: ['import-jobs'],
    isOwnWord: true,
    nameOf: named('cloudkms.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/importJobs\/[^/]+$/),
  },
  properties: (data) => kept(data, 'state'),
}
