import type { CallRecord } from '../../../src/connector/index.js'
import { compareText, type FactNode } from '../../../src/model/index.js'
import type { FactsBuilder } from '../../../src/connector/index.js'
import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, objectsField, textField } from '../fields.js'
import { addLastUse, IAM_DAYS } from '../last-use.js'
import type { Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'

const GENERATE = 'iam generate-service-last-accessed-details'
const GET = 'iam get-service-last-accessed-details'

/**
 * When each service was last used by a role, user or group (`servicesUsed`), and the newest of these as its last use.
 * A report is named by its job; which principal that was about the call that ordered it tells.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
 */
export const iamServiceLastAccessed: ResourceType = {
  type: 'aws_iam_service_last_accessed',
  calls: [GENERATE, GET],
  // Two calls about each principal, of which AWS allows few a second.
  collect: declared(
    {
      [GENERATE]: {
        needs: 'iam:GenerateServiceLastAccessedDetails',
        of: AUTHORIZATION_DETAILS,
        input: ({ name }) => ({ Arn: name }),
        optIn: 'last-accessed',
      },
      [GET]: {
        needs: 'iam:GetServiceLastAccessedDetails',
        of: GENERATE,
        each: (body) => {
          const job = textField(body, 'JobId')
          return job === null ? [] : [{ name: job, entry: {} }]
        },
        input: ({ name }) => ({ JobId: name, MaxItems: 1000 }),
        optIn: 'last-accessed',
      },
    },
    ['RoleDetailList', 'UserDetailList'].map((field) => ({ call: AUTHORIZATION_DETAILS, field, name: 'Arn' })),
  ),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[GET, 'ServicesLastAccessed', 'list', 'ServiceNamespace']])
    const ordered = new Map<string, string>()
    for (const record of records.answered(GENERATE)) {
      const job = textField(record.body, 'JobId')
      const [about] = record.subject
      if (job !== null && about !== undefined) ordered.set(`${record.account} ${job}`, about)
    }
    const principals = principalsByName(records, facts)
    for (const record of records.answered(GET)) {
      const [file = ''] = record.subject
      const about = ordered.get(`${record.account} ${file}`) ?? file
      const node = facts.get(about) ?? principals.get(`${record.account} ${about}`)
      if (node === undefined) continue
      const status = textField(record.body, 'JobStatus')
      if (status === 'COMPLETED') addReport(node, record)
      else
        addGap(facts, {
          scope: record.account,
          call: GET,
          reason: status === 'IN_PROGRESS' ? 'not-collected' : 'failed',
          message: `the report about \`${node.id}\` in \`${record.file}\` was not finished`,
        })
    }
  },
}

function addReport(node: FactNode, record: CallRecord): void {
  const services = objectsField(record.body, 'ServicesLastAccessed').flatMap((entry) => {
    const service = textField(entry, 'ServiceNamespace')
    const at = dateField(entry, 'LastAuthenticated')
    return service === null ? [] : [{ service, at, region: textField(entry, 'LastAuthenticatedRegion') }]
  })
  services.sort((a, b) => compareText(a.service, b.service))
  const used = services.filter(({ at }) => at !== null)
  const newest = used.reduce<(typeof used)[number] | null>(
    (best, entry) => (best === null || (entry.at ?? '') > (best.at ?? '') ? entry : best),
    null,
  )
  node.properties['servicesUsed'] = used
  addLastUse(node, {
    at: newest?.at ?? null,
    region: newest?.region ?? null,
    source: 'ServiceLastAccessed',
    daysBack: IAM_DAYS,
  })
}

/** Principals by account and name, where files are named so. */
function principalsByName(records: Records, facts: FactsBuilder): Map<string, FactNode> {
  const found = new Map<string, FactNode>()
  for (const [list, kind] of [
    ['RoleDetailList', 'RoleName'],
    ['UserDetailList', 'UserName'],
  ] as const)
    for (const { entry, record } of records.details(list)) {
      const name = textField(entry, kind)
      const node = facts.get(textField(entry, 'Arn') ?? '')
      if (name !== null && node !== undefined) found.set(`${record.account} ${name}`, node)
    }
  return found
}
