import type { CallRecord } from '../../../src/connector/index.js'
import { compareText, type FactNode } from '../../../src/model/index.js'
import type { FactsBuilder } from '../../../src/connector/index.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { dateField, objectsField, textField } from '../fields.js'
import { addLastUse, IAM_DAYS } from '../last-use.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'

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
  permissions: ['iam:GenerateServiceLastAccessedDetails', 'iam:GetServiceLastAccessedDetails'],
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
      if (node === undefined || textField(record.body, 'JobStatus') !== 'COMPLETED') continue
      addReport(node, record)
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
