import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Channels of MediaTailor with their playback policies.
 *
 * @see https://docs.aws.amazon.com/mediatailor/latest/apireference/channel-channelname-policy.html
 */
export const mediatailorChannel = listedResource({
  type: 'aws_media_tailor_channel',
  list: { call: 'mediatailor list-channels', field: 'Items', name: 'ChannelName' },
  arn: ownArn('Arn'),
  policy: { call: 'mediatailor get-channel-policy', path: ['Policy'], mayLack: true },

  collect: {
    'mediatailor list-channels': { needs: 'mediatailor:ListChannels', input: { MaxResults: 100 } },
    'mediatailor get-channel-policy': {
      needs: 'mediatailor:GetChannelPolicy',
      input: ({ name }) => ({ ChannelName: name }),
    },
  },
})
