import { describe, expect, it } from 'vitest'
import { azureRecord } from '../../../src/cli/decide-azure-record.js'
import { RecordError } from '../../../src/cli/record-error.js'
import type { Json, JsonObject } from '../../../src/model/index.js'

const SMALLEST = { id: '1', cloud: 'azure', request: { principalIds: ['p'], action: 'A/read', scope: '/' } }

const withRequest = (changes: JsonObject): JsonObject => ({ ...SMALLEST, request: { ...SMALLEST.request, ...changes } })
const withRecord = (changes: JsonObject): JsonObject => ({ ...SMALLEST, ...changes })

describe('a record of an Azure decision', () => {
  it('keeps what it holds, and leaves out what it does not', () => {
    expect(azureRecord(SMALLEST)).toEqual(SMALLEST)
    const whole = {
      id: '2',
      cloud: 'azure',
      request: {
        principalIds: ['p', 'g'],
        action: 'A/read',
        dataAction: true,
        scope: '/subscriptions/s',
        parents: ['/providers/Microsoft.Management/managementGroups/m'],
        attributes: { '@Resource[a:b]': ['x', 1, true], '@Environment[isPrivateLink]': false },
        contextOpen: true,
        time: '2026-01-01T00:00:00Z',
      },
      roleDefinitions: [{ name: 'r' }],
      roleAssignments: [{}],
      denyAssignments: [],
    }
    const read = azureRecord(whole)
    expect(JSON.parse(JSON.stringify(read))).toEqual(whole)
  })

  it('takes no meaning from keys that only share a name with the language', () => {
    const attributes = JSON.parse('{"@Resource[__proto__]": "x"}') as Json
    expect(azureRecord(withRequest({ attributes })).request.attributes).toEqual({ '@Resource[__proto__]': 'x' })
    expect(() => azureRecord(withRequest(JSON.parse('{"__proto__": 1}') as JsonObject))).toThrow('`request.__proto__`')
  })

  it.each<[string, JsonObject]>([
    ['`request` must be an object', withRecord({ request: null })],
    ['`request.principalId` is not known', withRequest({ principalId: 'p' })],
    ['`request.principalIds` must be a list of texts', withRequest({ principalIds: 'p' })],
    ['`request.principalIds` must be a list of texts', withRequest({ principalIds: [1] })],
    ['`request.action` must be a text', withRequest({ action: '' })],
    ['`request.action` must be one action', withRequest({ action: '*/read' })],
    ['`request.scope` must be an ARM id', withRequest({ scope: 'subscriptions/s' })],
    ['`request.parents[1]` must be an ARM id', withRequest({ parents: ['/a', 'b'] })],
    ['`request.dataAction` must be true or false', withRequest({ dataAction: 'true' })],
    ['`request.contextOpen` must be true or false', withRequest({ contextOpen: 1 })],
    ['`request.attributes` must be an object', withRequest({ attributes: [] })],
    ['`Resource[a]` is no attribute', withRequest({ attributes: { 'Resource[a]': 'x' } })],
    ['`@Resource[a]` must be a text, a number', withRequest({ attributes: { '@Resource[a]': null } })],
    ['`@Resource[a]` must be a text, a number', withRequest({ attributes: { '@Resource[a]': [{}] } })],
    ['`request.time` must be an ISO date', withRequest({ time: 'tomorrow' })],
    ['`roleDefinitions` must be a list of ARM objects', withRecord({ roleDefinitions: {} })],
    ['`denyAssignments` must be a list of ARM objects', withRecord({ denyAssignments: ['x'] })],
    ['`denyAssigments` is not known', withRecord({ denyAssigments: [] })],
    ['`roleAssignments` belongs beside `request`', withRequest({ roleAssignments: [] })],
  ])('refuses with a message: %s', (message, value) => {
    expect(() => azureRecord(value)).toThrow(RecordError)
    expect(() => azureRecord(value)).toThrow(message)
  })
})
