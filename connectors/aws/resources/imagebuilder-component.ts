import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Components of EC2 Image Builder, shared through policies that AWS RAM writes. The list names versions, a policy their builds.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetComponentPolicy.html
 */
export const imagebuilderComponent = listedResource({
  type: 'aws_imagebuilder_component',
  list: { call: 'imagebuilder list-components', field: 'componentVersionList', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'imagebuilder get-component-policy', path: ['policy'], mayLack: true },
  covers: (arn) => [arn, `${arn}/*`],
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'dateCreated'), version: textField(entry, 'version') }),
  permissions: ['imagebuilder:ListComponents', 'imagebuilder:GetComponentPolicy'],
})
