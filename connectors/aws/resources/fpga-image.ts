import { dateField, objectField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, readShare } from '../shared-with.js'
import { permissionNames } from './ebs-snapshot.js'

/**
 * FPGA images and who may load them.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFpgaImageAttribute.html
 */
export const fpgaImage: ResourceType = listedResource({
  type: 'aws_ec2_fpga_image',
  list: { call: 'ec2 describe-fpga-images', field: 'FpgaImages', name: 'FpgaImageId' },
  arn: (item) =>
    (textField(item.entry, 'OwnerId') ?? item.account) === item.account
      ? `arn:${item.partition}:ec2:${arnRegion(item)}:${item.account}:fpga-image/${item.name}`
      : null,
  asks: [
    {
      call: 'ec2 describe-fpga-image-attribute',
      named: [['FpgaImageAttribute', 'FpgaImageId']],
      bears: 'access',
      read: readShare({
        names: (body) => permissionNames(objectField(body, 'FpgaImageAttribute') ?? {}, 'LoadPermissions'),
        actions: () => ['ec2:CopyFpgaImage', 'ec2:DescribeFpgaImageAttribute'],
      }),
    },
  ],
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'CreateTime'),
    public: entry['Public'] === true,
    globalId: textField(entry, 'FpgaImageGlobalId'),
  }),
  collect: {
    'ec2 describe-fpga-images': { needs: 'ec2:DescribeFpgaImages', input: { Owners: ['self'], MaxResults: 1000 } },
    'ec2 describe-fpga-image-attribute': {
      needs: 'ec2:DescribeFpgaImageAttribute',
      input: ({ name }) => ({ FpgaImageId: name, Attribute: 'loadPermission' }),
    },
  },
})
