import { describe, expect, it } from 'vitest'
import { EDGE_KINDS, NODE_KINDS, typeLabel, type EdgeKindRow, type PropertyRows } from '../../../src/graph/index.js'

describe('the label of a type', () => {
  it.each([
    ['aws_iam_role', 'AwsIamRole'],
    ['aws_s3_bucket', 'AwsS3Bucket'],
    ['azurerm_storage_account', 'AzureStorageAccount'],
    ['azuread_group', 'AzureGroup'],
    ['google_project', 'GcpProject'],
    ['external_party', null],
    ['aws', null],
    ['AWS_iam_role', null],
    ['aws_iam`role', null],
    ['aws_x) DETACH DELETE n //', null],
    ['aws__x', null],
    ['aws_ä', null],
    ['', null],
    [`aws_${'x'.repeat(100)}`, null],
  ])('of `%s` is %s', (type, label) => {
    expect(typeLabel(type)).toBe(label)
  })
})

describe('the schema', () => {
  const edges: [string, EdgeKindRow][] = Object.entries(EDGE_KINDS)

  it('joins only kinds that it has', () => {
    const unknown = edges
      .flatMap(([, { from, to }]) => [...from, ...to])
      .filter((kind) => !Object.hasOwn(NODE_KINDS, kind))
    expect(unknown).toEqual([])
  })

  it.each(edges.filter(([, { derived }]) => derived))(
    '%s says outcome, because and requires',
    (_type, { properties }) => {
      expect(Object.keys(properties)).toEqual(
        expect.arrayContaining(['outcome', 'because', 'requires', 'requiresKeys']),
      )
    },
  )

  it.each(Object.entries(NODE_KINDS))('%s has an id and a caption that are always there', (_kind, { properties }) => {
    const rows: PropertyRows = properties
    for (const name of ['id', 'name']) expect(rows[name]).toMatchObject({ type: 'string' })
    expect(rows['id']?.optional ?? rows['name']?.optional).toBeUndefined()
  })
})
