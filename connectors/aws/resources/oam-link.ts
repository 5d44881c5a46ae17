import { accountOf, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { objectsField, textField, textsField } from '../fields.js'
import { attachGrants } from '../resource-policy.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'oam list-links'

/** What the account of a sink can read of an account that is linked to it, by the kind of telemetry that is shared. */
const ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::CloudWatch::Metric', ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics']],
  ['AWS::Logs::LogGroup', ['logs:DescribeLogGroups', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery']],
  ['AWS::XRay::Trace', ['xray:BatchGetTraces', 'xray:GetTraceSummaries']],
  ['AWS::ApplicationInsights::Application', ['applicationinsights:DescribeApplication']],
  ['AWS::InternetMonitor::Monitor', ['internetmonitor:GetMonitor']],
])

/**
 * Links of CloudWatch observability: telemetry of the account that the account of a sink can read.
 *
 * LIMIT: a filter in a link that leaves out log groups or metrics is not applied.
 *
 * @see https://docs.aws.amazon.com/OAM/latest/APIReference/API_ListLinks.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
 */
export const oamLink: ResourceType = {
  type: 'aws_oam_link',
  calls: [LIST],
  collect: declared({ [LIST]: 'oam:ListLinks' }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[LIST, 'Items', 'list', 'Arn']])
    for (const record of records.answered(LIST))
      for (const link of objectsField(record.body, 'Items')) {
        const arn = textField(link, 'Arn')
        const monitoring = accountOf(textField(link, 'SinkArn') ?? '')
        if (arn === null || accountOf(arn) !== record.account) continue
        const kinds = textsField(link, 'ResourceTypes').sort()
        facts.node({
          id: arn,
          type: this.type,
          cloud: 'aws',
          scope: scopeId(record.account),
          name: textField(link, 'Label') ?? arn,
          kind: 'Resource',
          properties: { monitoringAccount: monitoring, sharedTelemetry: kinds, unread: [] },
        })
        const actions = kinds.flatMap((kind) => ACTIONS.get(kind) ?? [])
        if (monitoring !== null && actions.length > 0)
          attachGrants(facts, {
            id: `${arn}#share`,
            name: 'observability link',
            to: scopeId(record.account),
            as: 'share',
            grants: [{ principal: { AWS: monitoring }, actions: actions.sort(), resources: ['*'] }],
          })
      }
  },
}
