import { describe, expect, it } from 'vitest'
import { gcpCalls, gcpCallsByName, isPolicyCall, RESOURCE_ASSETS } from '../../../../../connectors/gcp/collect/calls.js'
import { cellOf, pathOfPage, urlOf } from '../../../../../connectors/gcp/collect/cells.js'
import { POLICY } from '../../../../../connectors/gcp/items.js'
import { placeOfPath } from '../../../../../connectors/gcp/path-place.js'
import { resourceTypes } from '../../../../../connectors/gcp/index.js'

const HOSTILE = ['a', 'projects/p/x/..%2f', 'ü ö/é?#', 'a--b', 'x-iam-policy', 'roles', '\ud800', 'a'.repeat(2000)]
const CONTAINERS = ['organizations/1', 'folders/2', 'projects/corp-web', 'projects/secrets', 'projects/buckets', '']

describe('where an answer lies', () => {
  it.each(gcpCalls.filter(({ type }) => type !== null))(
    'an import finds the call of `$call` there',
    ({ call, type }) => {
      for (const at of CONTAINERS)
        for (const about of [at, ...HOSTILE.map((name) => `projects/p/things/${name}`)]) {
          const cell = cellOf(call, { at, about, fullName: `//x.googleapis.com/${about}` })
          const place = placeOfPath(cell.path.split('/'), resourceTypes)
          expect(place.isGoogle).toBe(true)
          expect(place.account).toBe(at.split('/')[1] ?? '')
          if (isPolicyCall(call)) {
            expect(place.call).toBe(POLICY)
            expect(place.subject).toEqual([`//x.googleapis.com/${about.toWellFormed()}`])
          } else if (call === type?.listed?.call) expect([place.call, cell.path]).toEqual([call, cell.path])
          expect(cell.path.split('/').some((part) => part === '' || part === '.' || part === '..')).toBe(false)
        }
    },
  )

  it('no two calls share a place', () => {
    const cells = [...gcpCallsByName.keys()].map((call) =>
      cellOf(call, { at: 'projects/p', about: 'projects/p/x', fullName: `//${call}/x` }),
    )
    expect(new Set(cells.map(({ path }) => path)).size).toBe(cells.length - doublesOfGet())
  })

  it('each page of an export has its own, beside the others', () => {
    const cell = cellOf('cloudasset assets-list iam-policy', { at: 'folders/2', about: 'folders/2', file: 'assets' })
    const paths = [0, 1].map((page) => pathOfPage(cell, page))
    expect(paths).toEqual([
      'gcp/folders/2/cloudasset/iam-policy/assets-00000.json',
      'gcp/folders/2/cloudasset/iam-policy/assets-00001.json',
    ])
    const place = placeOfPath((paths[0] ?? '').split('/'), resourceTypes)
    expect([place.content, place.account, place.subject]).toEqual(['iam-policy', '2', []])
  })
})

/** A list and what is asked about its items stand in one folder: other names, other files. */
function doublesOfGet(): number {
  const folders = [...gcpCallsByName.values()].map(({ call, folder }) => `${call.split(' ')[0] ?? ''}/${folder}`)
  const policies = [...gcpCallsByName.keys()]
    .filter(isPolicyCall)
    .map((call) => `${call.split(' ')[0] ?? ''}/get-iam-policy`)
  return folders.length - new Set(folders).size - (policies.length - new Set(policies).size)
}

describe('addresses', () => {
  it.each(['..', '.', 'a/../b', '%2e%2E', 'a//b'])('%j is asked of nobody', (name) => {
    const call = gcpCallsByName.get('pubsub topics-get-iam-policy')
    expect(call === undefined ? null : urlOf(call, `projects/p/topics/${name}`)).toBeNull()
  })

  it('hold every name as one part', () => {
    const call = gcpCallsByName.get('pubsub topics-get-iam-policy')
    const url = call === undefined ? null : urlOf(call, 'projects/p/topics/a?b=c#d%2Fe:f')
    expect(url?.href).toBe(
      'https://pubsub.googleapis.com/v1/projects/p/topics/a%3Fb%3Dc%23d%252Fe%3Af:getIamPolicy?options.requestedPolicyVersion=3',
    )
  })

  it('a name does not fill in for another word', () => {
    const call = gcpCallsByName.get('storage buckets-list')
    expect(call === undefined ? null : urlOf(call, 'projects/{parent}')?.searchParams.get('project')).toBe('{parent}')
  })
})

describe('what is declared', () => {
  it.each(gcpCalls)('`$call` reads, and says what it needs', ({ method, url, needs, api, scopeKinds, call }) => {
    expect(api).toMatch(/^[a-z]+\.googleapis\.com$/)
    expect(method === 'GET' || /:getIamPolicy$/.test(url)).toBe(true)
    for (const need of needs)
      expect(need).toMatch(/^[a-z]+(\.googleapis\.com\/[a-zA-Z]+)?(\.[a-zA-Z]+)*\.(list|get)[A-Za-z]*$|Groups Reader/)
    expect(needs.length > 0 || call === 'iam predefined-roles-list').toBe(true)
    expect(new Set(scopeKinds).size).toBe(scopeKinds.length)
  })

  it('takes nothing that holds data', () => {
    const needs = gcpCalls.flatMap((call) => call.needs).join(' ')
    expect(needs).not.toMatch(
      /secrets\.(get |access)|versions\.|objects\.|getData|tables|logEntries|getAccessToken|\.use/,
    )
  })

  it('the asset service is asked for the types that are read, but for those with a better source', () => {
    const pattern = new RegExp(`^${RESOURCE_ASSETS}$`)
    expect(pattern.test('storage.googleapis.com/Bucket')).toBe(true)
    expect(pattern.test('cloudresourcemanager.googleapis.com/Organization')).toBe(true)
    expect(pattern.test('iam.googleapis.com/DenyPolicy')).toBe(false)
    expect(pattern.test('k8s.io/Pod')).toBe(false)
    const types = resourceTypes
      .filter(({ collect }) => collect?.fromAssets !== false)
      .flatMap((type) => type.assetTypes)
    expect(types.filter((type) => !pattern.test(type))).toEqual([])
  })

  it('each type that no asset tells of is asked for elsewhere', () => {
    for (const { type, collect } of resourceTypes)
      if (collect?.fromAssets === false)
        expect([type, Object.keys(collect.calls ?? {}).length > 0]).toEqual([type, true])
  })
})
