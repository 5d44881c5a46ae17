import type { Json, JsonObject } from '../../src/model/index.js'

/** Fields whose values are secrets wherever they stand in an answer of AWS. */
const SECRET_FIELDS = new Set([
  'SecretAccessKey',
  'SessionToken',
  'SecretString',
  'SecretBinary',
  'Password',
  'MasterUserPassword',
  'PrivateKey',
  'KeyMaterial',
  'ClientSecret',
  'AuthToken',
  'Plaintext',
  'UserData',
  'secretAccessKey',
  'sessionToken',
  'accessToken',
  'authorizationToken',
])

/** Names kept, values dropped: environment variables of functions, tasks and builds. */
const SECRET_MAPS = new Set(['Variables', 'environmentVariables', 'environment', 'EnvironmentVariables'])

/** Calls whose whole answer is a secret, or names one as an id. */
const SECRET_CALLS = new Set([
  'apigateway get-api-key',
  'apigateway get-api-keys',
  'appsync list-api-keys',
  'ec2 get-password-data',
  'ecr get-authorization-token',
  'secretsmanager batch-get-secret-value',
  'secretsmanager get-secret-value',
  'ssm get-parameter',
  'ssm get-parameters',
  'ssm get-parameters-by-path',
  'sts get-federation-token',
  'sts get-session-token',
])

/**
 * The answer as a snapshot may keep it: secrets in place of which null stands.
 *
 * LIMIT: a secret that someone typed into a free text field (a description, a tag) is not known for one.
 */
export function withoutSecrets(call: string, body: Json): Json {
  return SECRET_CALLS.has(call) ? null : scrub(body, false)
}

function scrub(value: Json, hideValues: boolean): Json {
  if (Array.isArray(value)) {
    let changed: Json[] | null = null
    value.forEach((item, at) => {
      const clean = scrub(item, hideValues)
      if (clean !== item) (changed ??= [...value])[at] = clean
    })
    return changed ?? value
  }
  if (typeof value !== 'object' || value === null) return value
  let changed: [string, Json][] | null = null
  const entries = Object.entries(value)
  entries.forEach(([name, item], at) => {
    const secret =
      typeof item === 'string' && item !== '' && (SECRET_FIELDS.has(name) || (hideValues && name !== 'name'))
    const clean = secret ? null : scrub(item, SECRET_MAPS.has(name))
    if (clean !== item) (changed ??= [...entries])[at] = [name, clean]
  })
  return changed === null ? value : (Object.fromEntries(changed) as JsonObject)
}
