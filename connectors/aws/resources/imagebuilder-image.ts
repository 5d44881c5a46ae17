import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Images of EC2 Image Builder, shared through policies that AWS RAM writes. The list names versions, a policy their builds.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImagePolicy.html
 */
export const imagebuilderImage = listedResource({
  type: 'aws_imagebuilder_image',
  list: { call: 'imagebuilder list-images', field: 'imageVersionList', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'imagebuilder get-image-policy', path: ['policy'], mayLack: true },
  covers: (arn) => [arn, `${arn}/*`],
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'dateCreated'), version: textField(entry, 'version') }),
  permissions: ['imagebuilder:ListImages', 'imagebuilder:GetImagePolicy'],
})
