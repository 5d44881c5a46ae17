import { objectField, objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

const LAYERS = 'lambda list-layers'
const VERSIONS = 'lambda list-layer-versions'

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
    { call: VERSIONS, field: 'LayerVersions', name: 'LayerVersionArn' },
    {
      call: LAYERS,
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
    const { layer, version } = partsOf(name)
    const ofLayer = name.slice(0, name.lastIndexOf(':'))
    return [`${layer}--${version}`, `${layer}:${version}`, `${ofLayer}--${version}`]
  },
  policy: { call: 'lambda get-layer-version-policy', path: ['Policy'] },
  collect: {
    [LAYERS]: { needs: 'lambda:ListLayers', input: { MaxItems: 50 } },
    [VERSIONS]: {
      needs: 'lambda:ListLayerVersions',
      of: LAYERS,
      each: (body) =>
        objectsField(body, 'Layers').flatMap((entry) => {
          const name = textField(entry, 'LayerName')
          return name === null ? [] : [{ name, entry }]
        }),
      input: ({ name }) => ({ LayerName: name, MaxItems: 50 }),
    },
    'lambda get-layer-version-policy': {
      needs: 'lambda:GetLayerVersionPolicy',
      of: VERSIONS,
      input: ({ name }) => ({ LayerName: partsOf(name).layer, VersionNumber: Number(partsOf(name).version) }),
      subject: ({ name }) => [partsOf(name).layer, partsOf(name).version],
    },
  },
})

/** Layer and number of a version, from its ARN (`arn:aws:lambda:eu-west-1:111122223333:layer:tools:3`). */
function partsOf(arn: string): { layer: string; version: string } {
  const [layer = '', version = ''] = arn.split(':').slice(-2)
  return { layer, version }
}
