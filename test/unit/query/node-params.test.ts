import { describe, expect, it } from 'vitest'
import { defineQuery, embeddedEngine, indexGraph, withNodes } from '../../../src/query/index.js'
import { smallGraph } from './small-graph.js'

const engine = embeddedEngine(
  indexGraph(
    smallGraph(
      [
        ['ExternalParty', 'acme', { name: 'Acme' }],
        ['ExternalParty', 'aws:999988887777', { name: '999988887777' }],
        ['OutsideIdentity', 'aws:111122223333'],
        ['Principal', 'arn:aws:iam::444455556666:role/a/Deploy', { name: 'Deploy' }],
        ['Principal', 'arn:aws:iam::777788889999:role/Deploy', { name: 'Deploy' }],
        ['Principal', 'arn:aws:iam::777788889999:role/Once', { name: 'Once' }],
      ],
      [['HAS_IDENTITY', 'acme', 'aws:111122223333']],
    ),
  ),
)

function query(label: string): ReturnType<typeof defineQuery> {
  return defineQuery({
    id: 'sample',
    group: 'coverage',
    title: 'A sample',
    params: { node: { type: 'node', labels: [label], required: true, default: null, example: 'x', description: 'it' } },
    columns: ['node'],
    order: ['node'],
    twin: () => [],
  })
}

async function resolved(label: string, given: string): Promise<unknown> {
  return (await withNodes(engine, query(label), new Map([['node', given]]))).get('node')
}

describe('a node', () => {
  it.each([
    ['its id', 'ExternalParty', 'acme', 'acme'],
    ['an account number', 'ExternalParty', '999988887777', 'aws:999988887777'],
    ['an identifier that belongs to it', 'ExternalParty', '111122223333', 'acme'],
    ['its name', 'ExternalParty', 'Acme', 'acme'],
    ['a name that one node has', 'Principal', 'Once', 'arn:aws:iam::777788889999:role/Once'],
    ['a well-formed identifier that is not there', 'ExternalParty', '222233334444', '222233334444'],
    ['an ARN that is not there', 'Principal', 'arn:aws:iam::1:role/x', 'arn:aws:iam::1:role/x'],
  ])('is named by %s', async (_case, label, given, expected) => {
    expect(await resolved(label, given)).toBe(expected)
  })

  it('is not guessed', async () => {
    await expect(resolved('Principal', 'Deploy')).rejects.toThrow(
      'the parameter `node` is not clear: `Deploy` names 2 nodes',
    )
    await expect(resolved('ExternalParty', 'nobody')).rejects.toThrow('no ExternalParty has the id or name `nobody`')
  })
})
