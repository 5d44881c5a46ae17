import { expect, it } from 'vitest'
import { normalizedDump } from './dump.js'

const ROLE = 'arn:aws:iam::111122223333:role/r'
const used = { ServiceNamespace: 's3', LastAuthenticated: '2026-01-05T00:00:00+00:00' }

it.each([
  ['COMPLETED', [used], '2026-01-05T00:00:00Z', []],
  ['IN_PROGRESS', [], undefined, ['not-collected']],
  ['FAILED', [], undefined, ['failed']],
])('a report that is %s', async (JobStatus, ServicesLastAccessed, at, reasons) => {
  const facts = await normalizedDump({
    'dump.json': { RoleDetailList: [{ RoleName: 'r', Arn: ROLE, AssumeRolePolicyDocument: {} }] },
    '111122223333/global/iam-generate-service-last-accessed-details/arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fr.json':
      {
        JobId: 'job-1',
      },
    '111122223333/global/iam-get-service-last-accessed-details/job-1.json': { JobStatus, ServicesLastAccessed },
  })
  const lastUsed = facts.nodes.find(({ id }) => id === ROLE)?.properties['lastUsed'] as { at: string } | undefined
  expect(lastUsed?.at).toEqual(at)
  expect(facts.gaps.filter(({ call }) => call === 'GetServiceLastAccessedDetails').map(({ reason }) => reason)).toEqual(
    reasons,
  )
})
