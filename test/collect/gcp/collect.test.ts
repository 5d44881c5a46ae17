import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../src/model/index.js'
import { googleError, type Fault } from '../../support/gcp/google-server.js'
import { collectedFrom, factsOf, inOrder, joined, recordsOfFiles } from '../../support/gcp/live.js'
import { CANARY, dumpWithAssets, dumpWithoutAssets, ORGANIZATION, TOPIC } from '../../support/gcp/small-estate.js'
import { served } from '../../support/gcp/small-estate-served.js'

const OFF = googleError(
  403,
  'PERMISSION_DENIED',
  'Cloud Asset API has not been used in project 9 before or it is disabled.',
  [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'SERVICE_DISABLED',
      metadata: { service: 'cloudasset.googleapis.com', consumer: 'projects/9' },
    },
  ],
)
const ASSETS_OFF: Fault = { at: /cloudasset/, answer: { status: 403, body: OFF } }

function withoutGaps(facts: Facts): Facts {
  return { ...facts, gaps: [] }
}

function messages(failures: { cell: { path: string }; failure: Error }[]): string[] {
  return failures.map(({ cell, failure }) => `${cell.path}: ${failure.message}`)
}

describe('an organization', () => {
  it('means the same as its dump, page by page', async () => {
    const { records, failures, cells } = await collectedFrom({ ...served(), page: 2 })
    expect(messages(failures)).toEqual([])
    expect(factsOf(records)).toEqual(factsOf(recordsOfFiles(dumpWithAssets())))
    expect(new Set(cells.map(({ path }) => path)).size).toBe(cells.length)
  })

  it('leaves no gap, and asks nothing of services that the asset inventory tells of', async () => {
    const { records, server } = await collectedFrom(served())
    expect(factsOf(records).gaps).toEqual([])
    expect(
      server.calls.filter((call) =>
        /storage|pubsub|cloudkms|run\.googleapis|accesscontextmanager/.test(call.split('?')[0] ?? ''),
      ),
    ).toEqual([])
    expect(server.calls.filter((call) => call.startsWith('POST'))).toEqual([])
  })

  it('reads rules that are younger than the library', async () => {
    const { records } = await collectedFrom(served())
    const texts = records.filter(({ service }) => service === 'iam').map(({ body }) => JSON.stringify(body))
    expect(texts.filter((text) => text.includes('aFieldOfTomorrow'))).toHaveLength(3)
    expect(texts.some((text) => text.includes('"effect":"ALLOW"'))).toBe(true)
  })

  it('keeps no secret', async () => {
    const { records, cells } = await collectedFrom(served())
    const off = await collectedFrom({ ...served(), faults: [ASSETS_OFF] })
    expect(JSON.stringify([records, cells, off.records, off.cells])).not.toContain(CANARY)
    expect(JSON.stringify(records)).not.toContain('token-1')
  })

  it('survives tokens that expire, throttling and broken answers', async () => {
    const wait = googleError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', [
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1.25s' },
    ])
    const { records, failures, server } = await collectedFrom({
      ...served(),
      page: 2,
      callsPerToken: 9,
      faults: [
        { at: /contentType=IAM_POLICY&pageSize=1000/, times: 1, answer: 'truncated' },
        { at: /contentType=RESOURCE/, times: 1, answer: { status: 429, body: wait } },
        { at: /denypolicies/, times: 2, answer: 'html' },
        { at: /workforcePools/, times: 1, answer: 'reset' },
        { at: /policyBindings/, times: 1, answer: { status: 503, body: googleError(503, 'UNAVAILABLE', 'later') } },
      ],
    })
    expect(messages(failures)).toEqual([])
    expect(server.tokens).toBeGreaterThan(4)
    expect(factsOf(records)).toEqual(factsOf(recordsOfFiles(dumpWithAssets())))
  })
})

describe('without the asset inventory', () => {
  it('asks each service, and says what is missing and how to switch it on', async () => {
    const { records, failures } = await collectedFrom({ ...served(), page: 1, faults: [ASSETS_OFF] })
    expect(messages(failures).filter((text) => !text.includes('/cloudasset/'))).toEqual([])
    const live = factsOf(records)
    expect(withoutGaps(live)).toEqual(withoutGaps(factsOf(recordsOfFiles(dumpWithoutAssets()))))
    expect(live.gaps.filter(({ reason }) => reason === 'denied').map(({ scope, call }) => `${scope} ${call}`)).toEqual(
      Array(4).fill(`//cloudresourcemanager.googleapis.com/${ORGANIZATION} assets.list`),
    )
    expect(live.gaps[0]?.message).toContain('gcloud services enable cloudasset.googleapis.com --project=9')
  })

  it('names with slashes, blanks and percent signs come back as they were', async () => {
    const { records } = await collectedFrom({ ...served(), faults: [ASSETS_OFF] })
    expect(records.flatMap(({ subject }) => subject)).toContain(`//pubsub.googleapis.com/${TOPIC}`)
    expect(factsOf(records).documents.map(({ id }) => id)).toContain(`//pubsub.googleapis.com/${TOPIC}#iamPolicy`)
  })

  it('when allow policies alone are refused, too', async () => {
    const refused = googleError(403, 'PERMISSION_DENIED', "Permission 'cloudasset.assets.listIamPolicy' denied.")
    const faults: Fault[] = [{ at: /contentType=IAM_POLICY/, answer: { status: 403, body: refused } }]
    const facts = factsOf((await collectedFrom({ ...served(), faults })).records)
    expect(facts.attachments.filter(({ as }) => as === 'binding')).toHaveLength(14)
    expect(facts.gaps.map(({ reason }) => reason)).toContain('denied')
  })

  it('perimeters come from their own service when only they are refused', async () => {
    const refused = googleError(403, 'PERMISSION_DENIED', "Permission 'cloudasset.assets.listAccessPolicy' denied.")
    const faults: Fault[] = [{ at: /contentType=ACCESS_POLICY/, answer: { status: 403, body: refused } }]
    const { records, server } = await collectedFrom({ ...served(), faults })
    expect(factsOf(records).attachments.filter(({ as }) => as === 'perimeter')).toHaveLength(1)
    expect(server.calls.some((call) => call.startsWith('GET pubsub'))).toBe(false)
  })
})

describe('a project alone', () => {
  it('is read with what stands above it', async () => {
    const { records, failures } = await collectedFrom(served(), { scopes: ['projects/corp-web'] })
    expect(messages(failures)).toEqual([])
    const facts = factsOf(records)
    const attached = facts.attachments.map(({ to, as }) => `${as} ${to.replace(/^.*\.com\//, '')}`)
    expect(attached).toContain(`binding ${ORGANIZATION}`)
    expect(attached).toContain(`deny-policy ${ORGANIZATION}`)
    expect(attached).toContain('binding projects/corp-web')
    expect(facts.gaps.map(({ call }) => call)).not.toContain('projects.getAncestry')
  })

  it('that is not there is a gap, not an empty project', async () => {
    const { records, failures } = await collectedFrom(served(), { scopes: ['projects/no-such-project'] })
    expect(failures.some(({ failure }) => failure.code === 'NOT_FOUND' && failure.kind === 'failed')).toBe(true)
    expect(factsOf(records).gaps.length).toBeGreaterThan(0)
  })
})

describe('no scope and no organization', () => {
  it('reads the projects that can be seen', async () => {
    const { lists, ...rest } = served()
    const alone = { name: 'projects/22', projectId: 'corp-web', displayName: 'corp-web', state: 'ACTIVE' }
    const { cells } = await collectedFrom({
      ...rest,
      lists: {
        ...lists,
        'cloudresourcemanager.googleapis.com/v3/organizations:search': { field: 'organizations', items: [] },
        'cloudresourcemanager.googleapis.com/v3/projects:search': { field: 'projects', items: [alone] },
      },
    })
    expect(cells.map(({ path }) => path)).toContain('gcp/projects/corp-web/cloudasset/iam-policy/assets.json')
  })
})

describe('parts', () => {
  it.each([
    ['with', []],
    ['without', [ASSETS_OFF]],
  ])('hold together what one run holds, %s the asset inventory', async (_, faults) => {
    const single = await collectedFrom({ ...served(), faults })
    const parts = []
    for (const index of [1, 2, 3])
      parts.push((await collectedFrom({ ...served(), faults }, { shard: { index, count: 3 } })).records)
    expect(joined(parts)).toEqual(inOrder(joined([single.records])))
    expect(parts.filter((records) => records.length > 3).length).toBeGreaterThan(1)
  })
})

describe('half an answer', () => {
  it('keeps what is there and says what is not', async () => {
    const { lists, ...rest } = served()
    const path = 'privilegedaccessmanager.googleapis.com/v1/projects/corp-web/locations/global/entitlements'
    const { records } = await collectedFrom({
      ...rest,
      lists: {
        ...lists,
        [path]: { ...(lists[path] ?? { field: 'entitlements', items: [] }), beside: { unreachable: ['locations/x'] } },
      },
    })
    const said = records.filter(({ service }) => service === 'privilegedaccessmanager')
    expect(said.filter(({ account }) => account === 'corp-web').map(({ status }) => status)).toEqual(['ok', 'failed'])
    expect(
      factsOf(records)
        .gaps.map(({ message }) => message)
        .join(),
    ).toContain('locations/x')
  })

  it('a list that goes on with itself ends', async () => {
    const loop = { roles: [], nextPageToken: 'again' }
    const faults: Fault[] = [{ at: /v1\/roles/, answer: { status: 200, body: loop } }]
    const { failures } = await collectedFrom({ ...served(), faults })
    expect(failures.map(({ failure }) => failure.code)).toEqual(['SAME_PAGE'])
  })

  it('a group that may not be seen is a gap', async () => {
    const refused = googleError(
      403,
      'PERMISSION_DENIED',
      'Error(2028): Permission denied for resource groups (or it may not exist).',
    )
    const faults: Fault[] = [{ at: /groups:lookup.*readers/, answer: { status: 403, body: refused } }]
    const { records } = await collectedFrom({ ...served(), faults })
    const gaps = factsOf(records).gaps.filter(({ service }) => service === 'cloudidentity')
    expect(gaps.map(({ call, reason }) => `${call} ${reason}`).sort()).toEqual([
      'groups.lookup denied',
      'groups.memberships.list not-collected',
    ])
  })
})
