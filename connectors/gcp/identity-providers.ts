import type { FactsBuilder } from '../../src/connector/index.js'
import type { Asset, Inventory } from './asset.js'
import { booleanField, objectField, textField, textsField } from './fields.js'
import { containerId, projectInName } from './full-name.js'
import { addScopes } from './scopes.js'

/**
 * A provider of a workload or workforce pool as an identity provider.
 *
 * `pool` is the prefix under which member strings name its identities. A SAML provider's metadata gives the entity id.
 * @see https://cloud.google.com/iam/docs/workload-identity-federation
 */
export function addProvider(asset: Asset, inventory: Inventory, facts: FactsBuilder, type: string): void {
  const { id, data } = asset
  const at = id.indexOf('/providers/')
  if (at < 0) return
  const pool = id.slice(2, at)
  const oidc = objectField(data ?? undefined, 'oidc') ?? undefined
  const aws = objectField(data ?? undefined, 'aws') ?? undefined
  const metadata = textField(objectField(data ?? undefined, 'saml') ?? undefined, 'idpMetadataXml')
  const number = projectInName(id)
  const project = number === null ? null : containerId(`projects/${number}`, inventory)
  const owner = asset.ancestors[0] ?? parentOfPool(`//${pool}`, inventory)
  facts.node({
    id,
    kind: 'IdentityProvider',
    type,
    cloud: 'gcp',
    scope: project ?? owner,
    name: id.slice(id.lastIndexOf('/') + 1),
    properties: {
      pool,
      projectId: project === null ? null : project.slice(project.lastIndexOf('/') + 1),
      ...(data === null
        ? {}
        : {
            issuer: textField(oidc, 'issuerUri'),
            audiences: textsField(oidc, 'allowedAudiences'),
            awsAccountId: textField(aws, 'accountId'),
            samlEntityId: metadata === null ? null : entityIdIn(metadata),
            attributeMapping: objectField(data, 'attributeMapping') ?? {},
            attributeCondition: textField(data, 'attributeCondition'),
            disabled: booleanField(data, 'disabled') ?? false,
            state: textField(data, 'state'),
            protocol: ['oidc', 'aws', 'saml', 'x509'].find((name) => objectField(data, name) !== null) ?? null,
          }),
      aliases: asset.rawName === id ? [] : [asset.rawName],
    },
  })
  if (project !== null) addScopes({ ...asset, ancestors: [project, ...asset.ancestors] }, inventory, facts)
  else addScopes({ ...asset, ancestors: owner === null ? [] : [owner] }, inventory, facts)
}

/** The organization that a workforce pool names as its parent. */
function parentOfPool(pool: string, inventory: Inventory): string | null {
  for (const { data } of inventory.byId.get(pool) ?? []) {
    const parent = containerId(textField(data ?? undefined, 'parent') ?? '', inventory)
    if (parent !== null) return parent
  }
  return null
}

/** The `entityID` of a SAML metadata document. */
function entityIdIn(metadata: string): string | null {
  return /\bentityID\s*=\s*"([^"]{1,1024})"/.exec(metadata.slice(0, 20_000))?.[1] ?? null
}
