import { describe, expect, it } from 'vitest'
import { decideGcp } from '../../../../src/policy/gcp/decide.js'

describe('what a record may leave to the evaluator', () => {
  const bucket = '//storage.googleapis.com/projects/_/buckets/b'
  const outcomeOf = (permission: string, tags: object, expression?: string): string => {
    const binding = {
      role: 'roles/v',
      members: ['user:a@x.example'],
      ...(expression === undefined ? {} : { condition: { expression } }),
    }
    return decideGcp({
      id: '1',
      cloud: 'gcp',
      request: {
        principal: 'user:a@x.example',
        permission,
        resource: bucket,
        ancestors: [],
        attributes: { 'resource.tags': { ...tags } },
      },
      roles: { 'roles/v': ['storage.objects.get'] },
      allow: { [bucket]: { bindings: [binding] } },
    }).outcome
  }

  it('the permission in its long form', () => {
    expect(outcomeOf('storage.googleapis.com/objects.get', {})).toBe('allowed')
    expect(outcomeOf('storage.googleapis.com/objects.list', {})).toBe('denied')
  })

  it('a resource without the tag: a test on it fails, and its opposite holds', () => {
    expect(outcomeOf('storage.objects.get', {}, "resource.matchTag('1/env', 'prod')")).toBe('denied')
    expect(outcomeOf('storage.objects.get', {}, "!resource.matchTag('1/env', 'prod')")).toBe('allowed')
    expect(outcomeOf('storage.objects.get', { '1/env': 'prod' }, "!resource.matchTag('1/env', 'prod')")).toBe('denied')
  })
})
