import { describe, expect, it, vi } from 'vitest'
import { createGcpCollector, gcpDoctor } from '../../../connectors/gcp/index.js'
import { googleError, startGoogleServer, type GoogleServerOptions } from '../../support/gcp/google-server.js'
import { collectAll } from '../../support/gcp/collect-loop.js'
import { optionsAt, stubCredentials } from '../../support/gcp/live.js'
import { ORGANIZATION } from '../../support/gcp/small-estate.js'
import { served } from '../../support/gcp/small-estate-served.js'
import type { DoctorCheck } from '../../../src/connector/index.js'

async function withServer<Result>(
  options: GoogleServerOptions,
  work: (server: Awaited<ReturnType<typeof startGoogleServer>>) => Promise<Result>,
): Promise<Result> {
  const server = await startGoogleServer(options)
  try {
    stubCredentials(server)
    return await work(server)
  } finally {
    await server.close()
  }
}

describe('credentials', () => {
  it('none at all is something that the user can put right', async () => {
    await withServer({}, async (server) => {
      vi.stubEnv('METADATA_SERVER_DETECTION', 'none')
      await expect(createGcpCollector(optionsAt(server))).rejects.toMatchObject({
        name: 'UserError',
        exitCode: 4,
        hint: expect.stringContaining('gcloud auth application-default login') as string,
      })
    })
  })

  it('that are refused from the start, too', async () => {
    await withServer(
      { tokenError: { status: 403, body: { error: 'invalid_grant', error_description: 'reauth' } } },
      async (server) => {
        await expect(createGcpCollector(optionsAt(server))).rejects.toMatchObject({ name: 'UserError', exitCode: 4 })
      },
    )
  })

  it('that nobody accepts end everything', async () => {
    const faults = [{ at: /./, answer: { status: 401, body: googleError(401, 'UNAUTHENTICATED', 'no') } }]
    await withServer({ ...served(), faults }, async (server) => {
      const collector = await createGcpCollector(optionsAt(server))
      const { failures } = await collectAll(collector)
      expect(failures.map(({ failure }) => [failure.kind, failure.isForAll])).toContainEqual(['credentials', true])
    })
  })

  it('are counted for the project that is named', async () => {
    await withServer(served(), async (server) => {
      await collectAll(await createGcpCollector(optionsAt(server, { quotaProject: 'billed-here' })))
      expect(new Set(server.quotaProjects)).toEqual(new Set(['billed-here']))
    })
  })

  it('a scope that is none is refused', async () => {
    await withServer({}, async (server) => {
      await expect(createGcpCollector(optionsAt(server, { scopes: ['corp-web'] }))).rejects.toThrow(
        '`corp-web` is no scope',
      )
    })
  })
})

describe('doctor', () => {
  const named = (checks: DoctorCheck[], what: string): DoctorCheck | undefined =>
    checks.find((check) => check.what.includes(what))

  it('finds nothing wrong where nothing is', async () => {
    const options = served()
    const permissions = { permissions: ['all'] }
    const path = `cloudresourcemanager.googleapis.com/v3/${ORGANIZATION}:testIamPermissions`
    await withServer(
      { ...options, things: { ...options.things, [path]: permissions }, empty: [/./] },
      async (server) => {
        const checks = await gcpDoctor(optionsAt(server, { now: () => Date.now() }))
        expect(checks.filter(({ status }) => status !== 'ok').map(({ what }) => what)).toEqual([
          `permissions on ${ORGANIZATION}`,
        ])
      },
    )
  })

  it('names the missing permission, the API that is off, and the command', async () => {
    const options = served()
    const path = `cloudresourcemanager.googleapis.com/v3/${ORGANIZATION}:testIamPermissions`
    const off = googleError(403, 'PERMISSION_DENIED', 'disabled', [
      { reason: 'SERVICE_DISABLED', metadata: { service: 'cloudidentity.googleapis.com', consumer: 'projects/9' } },
    ])
    const refused = googleError(403, 'PERMISSION_DENIED', 'no listIamPolicy')
    const faults = [
      { at: /^GET cloudidentity/, answer: { status: 403, body: off } },
      { at: /contentType=IAM_POLICY/, answer: { status: 403, body: refused } },
    ]
    const things = { ...options.things, [path]: { permissions: ['cloudasset.assets.listResource'] } }
    await withServer({ ...options, things, faults }, async (server) => {
      const checks = await gcpDoctor(optionsAt(server))
      expect(named(checks, 'clock')?.status).toBe('failed')
      expect(named(checks, 'listResource')?.status).toBe('ok')
      expect(named(checks, 'listIamPolicy')).toMatchObject({
        status: 'failed',
        fix: `gcloud organizations add-iam-policy-binding 401827365910 --member=<caller> --role=roles/cloudasset.viewer`,
      })
      const permissions = named(checks, 'permissions on')
      expect(permissions?.found).toContain('iam.denypolicies.list')
      expect(permissions?.found).not.toContain('cloudasset.assets.listResource,')
      expect(permissions?.fix).toContain('--role=roles/iam.denyReviewer')
      expect(named(checks, 'groups')?.fix).toBe('gcloud services enable cloudidentity.googleapis.com --project=9')
    })
  })

  it('without credentials says only that', async () => {
    await withServer({}, async (server) => {
      vi.stubEnv('METADATA_SERVER_DETECTION', 'none')
      const checks = await gcpDoctor(optionsAt(server))
      expect(checks.map(({ what, status }) => `${what} ${status}`)).toEqual(['credentials failed'])
    })
  })
})
