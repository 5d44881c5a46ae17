import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Sinks of CloudWatch observability: their policy says whose telemetry may be sent here.
 *
 * @see https://docs.aws.amazon.com/OAM/latest/APIReference/API_GetSinkPolicy.html
 */
export const oamSink = listedResource({
  type: 'aws_oam_sink',
  list: { call: 'oam list-sinks', field: 'Items', name: 'Name' },
  arn: ownArn('Arn'),
  policy: { call: 'oam get-sink-policy', path: ['Policy'], mayLack: true, named: [['SinkArn']] },

  collect: {
    'oam list-sinks': { needs: 'oam:ListSinks', input: { MaxResults: 100 } },
    'oam get-sink-policy': { needs: 'oam:GetSinkPolicy', input: ({ arn }) => ({ SinkIdentifier: arn }) },
  },
})
