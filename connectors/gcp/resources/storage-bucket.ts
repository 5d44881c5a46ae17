import type { JsonObject } from '../../../src/model/index.js'
import { booleanField, objectField, objectsField, textField } from '../fields.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'

const NAME = /^\/\/storage\.googleapis\.com\/projects\/_\/buckets\/[^/]+$/

/**
 * Buckets, with their access control lists as far as those count: uniform access leaves them out.
 *
 * LIMIT: access control lists of single objects are not read.
 * @see https://cloud.google.com/storage/docs/json_api/v1/buckets
 * @see https://cloud.google.com/storage/docs/access-control/lists
 */
export const storageBucket: ResourceType = {
  type: 'google_storage_bucket',
  assetTypes: ['storage.googleapis.com/Bucket'],
  listed: {
    call: 'storage buckets-list',
    paths: ['buckets', 'storage-buckets'],
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      if (NAME.test(name)) return name
      const isBucket =
        textField(item, 'kind') === 'storage#bucket' || /^gs:\/\//.test(textField(item, 'storageUrl') ?? '')
      return isBucket && name !== '' && !name.includes('/')
        ? `//storage.googleapis.com/projects/_/buckets/${name}`
        : null
    },
  },
  collect: {
    calls: {
      'storage buckets-list': {
        url: 'storage.googleapis.com/storage/v1/b',
        query: { project: '{key}', projection: 'full', maxResults: '1000' },
        needs: ['storage.buckets.list', 'storage.buckets.getIamPolicy'],
        of: ['projects'],
        list: 'items',
        isFallback: true,
      },
      'storage buckets-get-iam-policy': {
        url: 'storage.googleapis.com/storage/v1/b/{last}/iam',
        query: { optionsRequestedPolicyVersion: '3' },
        needs: ['storage.buckets.getIamPolicy'],
        of: 'storage buckets-list',
        list: null,
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    const { data, id } = asset
    const access = data === null ? null : accessIn(data)
    addResource(asset, inventory, facts, { type: this.type, properties: access?.properties ?? {} })
    if (access === null || access.acl === null) return
    if (!facts.document({ id: `${id}#acl`, name: 'access control lists', document: access.acl }))
      addGap(facts, {
        scope: id,
        service: 'storage',
        call: 'buckets.get',
        reason: 'failed',
        message: `two different access control lists of \`${id}\` were imported: only one of them counts`,
      })
    facts.attach({ document: `${id}#acl`, to: id, as: 'acl' })
  },
}

/** REST and asset exports nest the settings; `gcloud storage buckets describe` prints them flat. */
function accessIn(data: JsonObject): { properties: JsonObject; acl: JsonObject | null } {
  const configuration = objectField(data, 'iamConfiguration') ?? undefined
  const uniform =
    booleanField(objectField(configuration, 'uniformBucketLevelAccess') ?? undefined, 'enabled') ??
    booleanField(objectField(configuration, 'bucketPolicyOnly') ?? undefined, 'enabled') ??
    booleanField(data, 'uniformBucketLevelAccess')
  const prevention = textField(configuration, 'publicAccessPrevention') ?? textField(data, 'publicAccessPrevention')
  const acl = objectsField(data, 'acl')
  const defaultObjectAcl = [...objectsField(data, 'defaultObjectAcl'), ...objectsField(data, 'defaultAcl')]
  return {
    properties: {
      ...(prevention === null ? {} : { publicAccessPrevention: prevention }),
      ...(uniform === null ? {} : { uniformBucketLevelAccess: uniform }),
    },
    acl: acl.length + defaultObjectAcl.length === 0 ? null : { acl, defaultObjectAcl },
  }
}
