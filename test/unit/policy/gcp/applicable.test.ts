import { describe, expect, it } from 'vitest'
import type { Node } from '../../../../src/model/index.js'
import type { GrantOn, Places } from '../../../../src/policy/cloud.js'
import { applicableAt, canApply } from '../../../../src/policy/gcp/applicable.js'
import { NOTHING_KNOWN } from '../../../../src/policy/gcp/condition/attributes.js'
import { holds } from '../../../../src/policy/gcp/condition/condition.js'
import { deriveGcp, gcpMeaning } from '../../../../src/policy/gcp/index.js'
import { allow, ACCOUNT, BUCKET, factsWith, NODES, ORGANIZATION, PROJECT, VIEWER } from './world-facts.js'

const TODAY = Date.UTC(2026, 10, 22)
const BOB = 'user:bob@vendor.example'
const SECRET = '//secretmanager.googleapis.com/projects/corp/secrets/s'
const TABLE = '//bigquery.googleapis.com/projects/corp/datasets/d/tables/t'
const INSTANCE = '//compute.googleapis.com/projects/corp/zones/z/instances/i'

describe('a permission of a role that is bound on a thing', () => {
  it.each([
    ['storage.objects.get', BUCKET, true],
    ['storage.folders.get', BUCKET, true],
    ['storage.buckets.setIamPolicy', BUCKET, true],
    ['storage.buckets.list', BUCKET, false],
    ['storage.hmacKeys.create', BUCKET, false],
    ['resourcemanager.projects.get', BUCKET, false],
    ['cloudresourcemanager.googleapis.com/projects.get', BUCKET, false],
    ['firebase.projects.get', BUCKET, false],
    ['orgpolicy.policy.get', BUCKET, false],
    ['bigquery.tables.getData', BUCKET, false],
    ['resourcemanager.tagValueBindings.create', BUCKET, true],
    ['resourcemanager.projects.setIamPolicy', PROJECT, true],
    ['storage.buckets.list', PROJECT, true],
    ['resourcemanager.projects.get', ORGANIZATION, true],
    ['resourcemanager.projects.list', ACCOUNT, false],
    ['iam.serviceAccounts.getAccessToken', ACCOUNT, true],
    ['storage.objects.get', ACCOUNT, false],
    ['secretmanager.versions.access', SECRET, true],
    ['serviceusage.services.use', SECRET, false],
    ['bigquery.tables.getData', TABLE, true],
    ['datacatalog.entries.get', TABLE, true],
    ['resourcemanager.projects.get', TABLE, false],
    ['iap.tunnelInstances.accessViaIAP', INSTANCE, true],
  ])('%s on %s can be asked for: %s', (permission, at, expected) => {
    expect(canApply(permission, at)).toBe(expected)
    expect(applicableAt([permission], at)).toEqual(expected ? [permission] : [])
  })

  it('is no row where it cannot be asked for', () => {
    const role = { includedPermissions: ['resourcemanager.projects.get', 'bigquery.tables.getData'] }
    const facts = factsWith([
      [null, '', role, 'projects/corp/roles/r'],
      ['binding', BUCKET, allow(['projects/corp/roles/r', [BOB]])],
      ['binding', PROJECT, allow([VIEWER, [BOB]])],
    ])
    expect(deriveGcp(facts).accesses.map(({ target }) => target.id)).toEqual([PROJECT])
    const asked = { principal: BOB, resource: BUCKET, context: {}, closedContext: false }
    expect(gcpMeaning.explainer(facts, TODAY)({ ...asked, action: 'bigquery.tables.getData' }).outcome).toBe('denied')
  })
})

const places: Places = {
  node: (id) => NODES.find((node) => node.id === id) ?? null,
  ancestors: () => [PROJECT, ORGANIZATION],
}

const grant = (target: string, actions: readonly string[], expression: string): GrantOn => {
  const node = NODES.find(({ id }) => id === target) as Node
  const clauses = holds({ expression }, NOTHING_KNOWN) ?? []
  const covers = target === PROJECT ? 'scope' : 'resource'
  return { target: node, covers, within: [], except: [], actions, plane: null, clauses }
}

describe('a condition on the name of what a grant reaches', () => {
  it.each([
    ['resource.name.extract("/objects/{team}/") == "sales"', 'sales/1.csv', 0],
    ['resource.name.extract("/objects/{team}/") == "sales"', 'hr/1.csv', null],
    ['resource.name.extract("/objects/{team}/").lowerAscii() == "sales"', 'hr/1.csv', null],
    ['size(resource.name) > 4', 'x', 0],
    ['size(resource.name) < 4', 'x', null],
    ['resource.name.extract("/objects/{team}/") == "sales" && request.time.getHours() == 1', 'sales/x', 1],
    ['request.time.getHours() == 1', 'sales/x', 1],
  ])('%s of the object %s leaves %j tests', (expression, object, expected) => {
    const question = gcpMeaning.question('storage.objects.get', `${BUCKET}/objects/${object}`, places, true, () => {
      throw new Error('not needed')
    })
    expect(question.left(grant(BUCKET, ['storage.objects.get'], expression))?.length ?? null).toBe(expected)
  })

  const both = ['storage.objects.get', 'storage.objects.list']
  it.each([
    ['resource.name.startsWith("projects/_/buckets/b/objects/in/")', ['storage.objects.get'], 1],
    ['resource.name.startsWith("projects/_/buckets/b")', both, 0],
    ['resource.name == "projects/_/buckets/b"', ['storage.objects.list'], 0],
    ['resource.type == "storage.googleapis.com/Object"', ['storage.objects.get'], 0],
    ['resource.name.startsWith("projects/_/buckets/other/")', null, null],
  ])('%s leaves of a bucket below the grant %j, %j', (expression, actions, tests) => {
    const [piece] = gcpMeaning.pieces(grant(PROJECT, both, expression), BUCKET, places)
    expect(piece?.actions ?? null).toEqual(actions)
    expect(piece?.clauses.length ?? null).toBe(tests)
  })
})
