import { objectField, objectsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Versions of layers, each with a policy of its own (files: `<layer>--<version>.json`).
 *
 * LIMIT: versions that only `list-layer-versions` lists are not known without it; `list-layers` tells the latest one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html
 */
export const lambdaLayerVersion = listedResource({
  type: 'aws_lambda_layer_version',
  list: [
    { call: 'lambda list-layer-versions', field: 'LayerVersions', name: 'LayerVersionArn' },
    {
      call: 'lambda list-layers',
      field: 'Layers',
      name: 'LayerVersionArn',
      entries: (body) =>
        objectsField(body, 'Layers').flatMap((layer) => objectField(layer, 'LatestMatchingVersion') ?? []),
    },
  ],
  arn: ({ name }) => (name.includes(':layer:') ? name : null),
  displayName: ({ name }) => name.split(':').slice(-2).join(':'),
  exactNames: true,
  names: ({ name }) => {
    const [layer = '', version = ''] = name.split(':').slice(-2)
    const ofLayer = name.slice(0, name.lastIndexOf(':'))
    return [`${layer}--${version}`, `${layer}:${version}`, `${ofLayer}--${version}`]
  },
  policy: { call: 'lambda get-layer-version-policy', path: ['Policy'] },
  permissions: ['lambda:ListLayers', 'lambda:ListLayerVersions', 'lambda:GetLayerVersionPolicy'],
})
