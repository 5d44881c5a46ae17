import { describe, expect, it } from 'vitest'
import { camelKeys } from '../../../../connectors/gcp/camel-case.js'
import { canonicalMember, canonicalName, containerId, type Directory } from '../../../../connectors/gcp/full-name.js'
import { withoutSecrets } from '../../../../connectors/gcp/secrets.js'

const directory: Directory = {
  projectIds: new Map([['510000000022', 'corp-web']]),
  projectNumbers: new Map([['corp-web', '510000000022']]),
  serviceAccounts: new Map([['101', 'agent@corp-web.iam.gserviceaccount.com']]),
}

describe('names of the same thing become one id', () => {
  it.each([
    ['projects/510000000022', '//cloudresourcemanager.googleapis.com/projects/corp-web'],
    [
      '//cloudresourcemanager.googleapis.com/projects/510000000022',
      '//cloudresourcemanager.googleapis.com/projects/corp-web',
    ],
    ['//cloudresourcemanager.googleapis.com/projects/999', '//cloudresourcemanager.googleapis.com/projects/999'],
    ['organizations/2', '//cloudresourcemanager.googleapis.com/organizations/2'],
    ['//storage.googleapis.com/b', '//storage.googleapis.com/projects/_/buckets/b'],
    ['//storage.googleapis.com/b/objects/a/c', '//storage.googleapis.com/projects/_/buckets/b/objects/a/c'],
    ['//storage.googleapis.com/projects/_/buckets/b', '//storage.googleapis.com/projects/_/buckets/b'],
    [
      '//bigquery.googleapis.com/projects/510000000022/datasets/d/tables/t',
      '//bigquery.googleapis.com/projects/corp-web/datasets/d/tables/t',
    ],
    [
      '//secretmanager.googleapis.com/projects/510000000022/secrets/s',
      '//secretmanager.googleapis.com/projects/corp-web/secrets/s',
    ],
    [
      '//iam.googleapis.com/projects/corp-web/serviceAccounts/101',
      'serviceAccount:agent@corp-web.iam.gserviceaccount.com',
    ],
    [
      '//iam.googleapis.com/projects/510000000022/serviceAccounts/Agent@corp-web.iam.gserviceaccount.com',
      'serviceAccount:agent@corp-web.iam.gserviceaccount.com',
    ],
    [
      '//iam.googleapis.com/projects/510000000022/serviceAccounts/77',
      '//iam.googleapis.com/projects/corp-web/serviceAccounts/77',
    ],
    [
      '//iam.googleapis.com/projects/corp-web/locations/global/workloadIdentityPools/p',
      '//iam.googleapis.com/projects/510000000022/locations/global/workloadIdentityPools/p',
    ],
    ['//cloudbilling.googleapis.com/billingAccounts/1', '//cloudbilling.googleapis.com/billingAccounts/1'],
  ])('%s', (name, id) => {
    expect(canonicalName(name, directory)).toBe(id)
    expect(canonicalName(id, directory)).toBe(id)
  })

  it('and what is no container is none', () => {
    expect(containerId('', directory)).toBeNull()
    expect(containerId('projects/corp-web/topics/t', directory)).toBeNull()
    expect(containerId('folders/1', directory)).toBe('//cloudresourcemanager.googleapis.com/folders/1')
  })
})

it.each([
  ['user:Bob@Vendor.example', 'user:bob@vendor.example'],
  ['domain:Vendor.example', 'domain:vendor.example'],
  ['deleted:user:Bob@Vendor.example?uid=12', 'deleted:user:bob@vendor.example?uid=12'],
  [
    'deleted:principal://iam.googleapis.com/locations/global/workforcePools/P/subject/S',
    'deleted:principal://iam.googleapis.com/locations/global/workforcePools/P/subject/S',
  ],
  [
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/attribute.a/B',
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/attribute.a/B',
  ],
  ['projectOwner:corp-web', 'projectOwner:corp-web'],
  ['allUsers', 'allUsers'],
])('the member %s is %s', (member, id) => {
  expect(canonicalMember(member)).toBe(id)
})

describe('snake case', () => {
  it('becomes camel case at every depth, and data keeps its keys', () => {
    expect(
      camelKeys({
        asset_type: 'x',
        iam_policy: { bindings: [{ role_name: 'a_b' }] },
        labels: { cost_center: 'c_d' },
        attribute_mapping: { 'attribute.aws_role': 'e', aws_role: 'f' },
      }),
    ).toEqual({
      assetType: 'x',
      iamPolicy: { bindings: [{ roleName: 'a_b' }] },
      labels: { cost_center: 'c_d' },
      attributeMapping: { 'attribute.aws_role': 'e', aws_role: 'f' },
    })
  })

  it('leaves keys that are no field names', () => {
    const hostile = JSON.parse('{"__proto__":{"a_b":1},"constructor":2}') as { [name: string]: never }
    const camel = camelKeys(hostile)
    expect(JSON.stringify(camel)).toBe('{"__proto__":{"aB":1},"constructor":2}')
    expect(Object.getPrototypeOf(camel)).toBe(Object.prototype)
  })
})

it('secrets are replaced wherever they stand', () => {
  const kept = withoutSecrets({
    name: 'projects/p/serviceAccounts/a/keys/k',
    privateKeyData: 'S1',
    nested: [{ private_key_data: 'S2', clientSecret: { value: { plainText: 'S3' } } }],
    serviceConfig: { environmentVariables: { TOKEN: 'S4' } },
    env: [{ name: 'TOKEN', value: 'S5' }],
    metadata: { items: [{ key: 'startup-script', value: 'S6' }] },
  })
  expect(JSON.stringify(kept)).not.toMatch(/S[1-6]/)
  expect(JSON.stringify(kept)).toContain('startup-script')
})
