import type { Json, JsonObject } from '../../../src/model/index.js'
import { objectField, objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

const DESCRIBE = 'cognito-identity describe-identity-pool'
const ROLES = 'cognito-identity get-identity-pool-roles'

/**
 * Identity pools of Cognito: which logins they take, and which roles they hand out. The roles trust
 * `cognito-identity.amazonaws.com` with the pool's id as audience; only with the pool is it known who that is.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html
 */
export const cognitoIdentityPool = listedResource({
  type: 'aws_cognito_identity_pool',
  list: { call: 'cognito-identity list-identity-pools', field: 'IdentityPools', name: 'IdentityPoolId' },
  arn: ({ partition, region, account, name }) =>
    `arn:${partition}:cognito-identity:${region}:${account}:identitypool/${name}`,
  asks: [
    { call: DESCRIBE, bears: 'access', holds: 'AllowUnauthenticatedIdentities', named: [['IdentityPoolId']] },
    { call: ROLES, bears: 'access', named: [['IdentityPoolId']] },
  ],
  properties({ name, entry, body }) {
    const pool = body(DESCRIBE)
    const assigned = body(ROLES)
    const roles = objectField(assigned, 'Roles')
    return {
      identityPoolId: name,
      identityPoolName: textField(entry, 'IdentityPoolName') ?? textField(pool, 'IdentityPoolName'),
      allowUnauthenticated: flag(pool, 'AllowUnauthenticatedIdentities'),
      allowClassicFlow: flag(pool, 'AllowClassicFlow'),
      authenticatedRole: textField(roles ?? undefined, 'authenticated'),
      unauthenticatedRole: textField(roles ?? undefined, 'unauthenticated'),
      mappedRoles: mappedRoles(objectField(assigned, 'RoleMappings')),
      providers: providers(pool),
    }
  },
  collect: {
    'cognito-identity list-identity-pools': {
      needs: 'cognito-identity:ListIdentityPools',
      input: { MaxResults: 60 },
    },
    [DESCRIBE]: {
      needs: 'cognito-identity:DescribeIdentityPool',
      input: ({ name }) => ({ IdentityPoolId: name }),
    },
    [ROLES]: {
      needs: 'cognito-identity:GetIdentityPoolRoles',
      input: ({ name }) => ({ IdentityPoolId: name }),
    },
  },
})

/** Null where the pool was not read; a setting that the answer leaves out is off. */
function flag(pool: Json, name: string): Json {
  return pool === null ? null : typeof pool === 'object' && !Array.isArray(pool) && pool[name] === true
}

/** Roles that rules of single providers hand out, beside the two of the pool. */
function mappedRoles(mappings: JsonObject | null): string[] {
  const rules = Object.values(mappings ?? {}).flatMap((mapping) =>
    objectsField(objectField(mapping, 'RulesConfiguration') ?? undefined, 'Rules'),
  )
  return [...new Set(rules.flatMap((rule) => textField(rule, 'RoleARN') ?? []))].sort()
}

/** Logins that the pool takes: `{ kind, name, audience }`. */
function providers(pool: Json): JsonObject[] {
  const social = Object.entries(objectField(pool, 'SupportedLoginProviders') ?? {}).map(([name, audience]) => ({
    kind: 'web',
    name,
    audience: typeof audience === 'string' ? audience : null,
  }))
  const userPools = objectsField(pool, 'CognitoIdentityProviders').flatMap((provider) => {
    const name = textField(provider, 'ProviderName')
    return name === null ? [] : [{ kind: 'userPool', name, audience: textField(provider, 'ClientId') }]
  })
  const developer = textField(pool, 'DeveloperProviderName')
  return [
    ...social,
    ...userPools,
    ...textsField(pool, 'OpenIdConnectProviderARNs').map((name) => ({ kind: 'oidc', name, audience: null })),
    ...textsField(pool, 'SamlProviderARNs').map((name) => ({ kind: 'saml', name, audience: null })),
    ...(developer === null ? [] : [{ kind: 'developer', name: developer, audience: null }]),
  ]
}
