import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { declaredCalls, resourceTypes } from '../../../../../connectors/aws/index.js'
import { agreeing } from '../../../../../connectors/aws/collect/declared-calls.js'
import { declared } from '../../../../../connectors/aws/collect/declaration.js'
import { canAsk } from '../../../../../connectors/aws/collect/installed.js'
import { apiOperation, serviceEntry } from '../../../../../connectors/aws/collect/services.js'

const calls = [...new Set([...resourceTypes.flatMap((type) => type.calls), ...declaredCalls.map(({ call }) => call)])]

describe('services', () => {
  it('are known for every call that is read', () => {
    expect(calls.filter((call) => serviceEntry(call.split(' ')[0] ?? '') === null)).toEqual([])
  })

  it('have the client and the commands that the installed packages export', () => {
    const require = createRequire(import.meta.url)
    const checked = calls.flatMap((call) => {
      const [service = '', operation = ''] = call.split(' ')
      const entry = serviceEntry(service)
      if (entry === null || !canAsk(service)) return []
      const sdk = require(entry.package) as Record<string, unknown>
      return [entry.client, `${apiOperation(service, operation)}Command`].map((name) => [
        `${entry.package} ${name}`,
        typeof sdk[name],
      ])
    })
    expect(checked.filter(([, kind]) => kind !== 'function')).toEqual([])
    expect(checked.length).toBeGreaterThan(150)
  })

  it('are pointed elsewhere by a variable of their own', () => {
    expect(serviceEntry('secretsmanager')).toEqual({
      package: '@aws-sdk/client-secrets-manager',
      client: 'SecretsManagerClient',
      endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
      isGlobal: false,
    })
  })
})

describe('declared calls', () => {
  it('of one name agree in what holds for all answers', () => {
    const one = declared({ 'iam list-users': 'iam:ListUsers' })
    expect(agreeing([...one, ...one])).toEqual(one)
    const other = declared({ 'iam list-users': { needs: 'iam:ListUsers', isStreamed: true } })
    expect(() => agreeing([...one, ...other])).toThrow('`iam list-users`')
  })

  it('name a permission each', () => {
    expect(declaredCalls.filter(({ needs }) => needs.length === 0)).toEqual([])
  })
})
