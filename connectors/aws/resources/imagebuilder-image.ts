import { lastName } from '../arn.js'
import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { otherBuilds, ownBuilds, versionOf } from './imagebuilder-component.js'

const POLICY = 'imagebuilder get-image-policy'
const BUILDS = 'imagebuilder list-image-build-versions'

/**
 * Images of EC2 Image Builder, shared through policies that AWS RAM writes. The list names versions, a policy their builds.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImagePolicy.html
 */
export const imagebuilderImage = listedResource({
  type: 'aws_imagebuilder_image',
  list: { call: 'imagebuilder list-images', field: 'imageVersionList', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: POLICY, path: ['policy'], mayLack: true },
  covers: (arn) => [arn, `${arn}/*`],
  properties: (found, facts) => ({
    createdAt: dateField(found.entry, 'dateCreated'),
    version: textField(found.entry, 'version'),
    ...otherBuilds(found, facts, POLICY),
  }),
  collect: {
    'imagebuilder list-images': { needs: 'imagebuilder:ListImages', input: { owner: 'Self', maxResults: 100 } },
    [BUILDS]: { needs: 'imagebuilder:ListImageBuildVersions', input: { maxResults: 100 } },
    [POLICY]: {
      needs: 'imagebuilder:GetImagePolicy',
      of: BUILDS,
      each: (body) => ownBuilds(body, 'imageSummaryList'),
      input: ({ name }) => ({ imageArn: name }),
      subject: ({ name }) => [versionOf(name), lastName(name)],
    },
  },
})
